//! The lesson, in Brazilian Portuguese.

use super::exercises::PRACTICE;
use crate::lesson::{Actor, Attack, Stage, Try};
use crate::words::{Bench, Course, StageWords};

pub(in crate::words) const COURSE: Course = Course {
    title: "Como funciona a publicação confiável",
    lede: "Um job prova quem é e recebe uma chave que dura quinze minutos. Nenhuma senha fica guardada. São \
           oito passos, um de cada vez, com as checagens que o índice faz de verdade.",
    parts: "Partes da aula",
    overview: "Visão geral",
    steps: "Passos",
    sandbox: "Laboratório",
    exercises: "Exercícios",
    own: |repository, index| {
        format!("Contada com os seus valores: `{repository}` publicando no {index}.")
    },
    example: |repository, index| {
        format!("Contada com um exemplo: `{repository}` publicando no {index}.")
    },
    example_help: "Informe um token, um log ou um publicador no inspetor, e a aula usa os seus valores. Eles \
                   não saem desta página.",
    other_index: |told, chosen| {
        format!(
            "A aula usa o {told} como exemplo. No {chosen} os passos são os mesmos, e o que se compara é outra coisa: o inspetor \
             segue as regras dele."
        )
    },
    own_refused: |number, step, index| {
        format!("Com estes valores, o {index} recusa no passo {number}, {step}.")
    },
    begin: "Começar pelo passo 1",
    sandbox_teaser: "Assine um token seu com uma chave feita nesta página, adultere-o e veja qual passo o \
                     recusa.",
    exercises_teaser: "Nove publicações que falharam. Descubra por quê; quem confere a sua resposta são as \
                       próprias regras.",

    actor: |actor, index| match actor {
        Actor::Issuer => "GitHub".to_owned(),
        Actor::Job => "Seu job".to_owned(),
        Actor::Index => index.to_owned(),
    },
    diagram: "O caminho de um token",
    diagram_path: |index| {
        format!(
            "O job começa e pede um token ao GitHub. O GitHub o assina e o devolve. O job o envia ao {index}, \
             que baixa as chaves do GitHub, verifica o token, procura o publicador e entrega ao job um token \
             de API."
        )
    },
    diagram_here: |number, step| format!("Você está no passo {number}: {step}."),
    diagram_refused: |number, step| {
        format!("Recusado no passo {number}: {step}. Nenhum passo depois dele acontece.")
    },
    diagram_minted: "Todos os oito passos dão certo.",

    step_of: |number, of| format!("Passo {number} de {of}"),
    stage,
    before: "Anterior",
    next: "Próximo",
    keys_help: "As setas do teclado levam de um passo ao outro.",
    signed: "Quem assina o quê",
    checks: "O que o índice checa aqui",
    fails: "falha com estes valores",
    tries: "O que alguém poderia tentar",
    try_of,
    try_stop,
    stopped_by: |number, check| format!("Barrado no passo {number} pela checagem: {check}."),
    try_it: "Tentar no laboratório",
    request: "Requisição",
    answer: "Resposta",
    answer_later: "A resposta vem no passo 8.",
    on_the_wire: "O que passa pela rede",
    file: "O arquivo do fluxo de trabalho",
    token: "O que há no token",
    claim: "Claim",
    value: "Valor",
    class: |index| format!("O que o {index} faz com ela"),
    ignored: |count| match count {
        1 => "Mais 1 claim, que não decide nada".to_owned(),
        count => format!("Mais {count} claims, que não decidem nada"),
    },
    registered: "Registrado",
    claimed: "No token",
    field: "Campo",
    none: "nenhum",
    any: "vazio: qualquer um serve",
    wrong: "Se der errado aqui",
    by_hand: "À mão",
    by_hand_help: "O que uma action faz por você, como linhas de shell num job. Os seus valores já estão nelas.",

    bench: Bench {
        title: "Laboratório",
        lede: "Esta página faz o papel do GitHub: cria uma chave, assina o que você quiser e entrega o token \
               às mesmas regras do inspetor. Nada é enviado a lugar nenhum.",
        made_here: "Feito nesta página. O GitHub não o assinou, e nenhum índice de verdade o aceita.",
        job: "O job",
        job_help: "Quem escreve as claims é o GitHub; um job não pode. Mude o job, e as claims mudam.",
        owner: "Proprietário",
        name: "Repositório",
        owner_id: "ID do proprietário",
        file: "Arquivo do fluxo de trabalho",
        environment: "Ambiente",
        event: "Evento",
        git_ref: "Ref",
        audience: "Público-alvo",
        reset: "Recomeçar",
        raw: "Ou escreva as claims você mesmo",
        raw_help: "O que estiver aqui é assinado como está. Uma mudança no formulário acima toma o lugar dele.",
        raw_label: "Claims, em JSON",
        raw_refused: |why| format!("Não foi assinado: {why}."),
        registered: |index| format!("Registrado no {index}"),
        send: "Assinar e enviar",
        send_help: "Ninguém toca nele no caminho.",
        way: "O que acontece no caminho?",
        way_help: "Cada botão assina um token novo para o job abaixo, faz o que diz e o envia.",
        attack,
        outcome: "No que deu",
        nothing_sent: "Nada foi enviado ainda. Assine as claims do job, e o caminho do token se acende.",
        minted: |project| {
            format!("Aceito. O token de API vale para `{project}`, por quinze minutos.")
        },
        refused: |index, number, step| format!("O {index} recusa no passo {number}, {step}."),
        sent_at: |moment| format!("Chegou {moment}, pelo relógio desta página."),
        token: "O token que chegou",
        no_signature: "(sem assinatura)",
        keys: "As chaves que o emissor desta página publica",
        no_crypto: "Este navegador não oferece criptografia a esta página. Ele a oferece por HTTPS, em \
                    localhost e para um arquivo aberto do disco.",
        signing: "Assinando…",
    },
    practice: PRACTICE,
};

fn stage(stage: Stage) -> StageWords {
    match stage {
        Stage::Start => StageWords {
            label: "Início",
            title: "O fluxo de trabalho começa",
            teaser: "Um evento inicia um fluxo de trabalho; um dos jobs dele pode pedir um token.",
            happens: "Alguém publica uma release, e o GitHub roda o arquivo do fluxo de trabalho. O job que publica \
                      tem `permissions: id-token: write`. Essa linha o deixa pedir um token de ID, e não \
                      lhe dá mais nada: nenhum segredo, nenhuma senha.",
            signed: "Nada ainda. Não há token.",
            unsent: "Nada disso vai para o índice. O GitHub inicia o job num runner e lhe dá um endereço, \
                     `ACTIONS_ID_TOKEN_REQUEST_URL`; a primeira requisição é do próprio job, no passo 2.",
            wrong: "",
        },
        Stage::Ask => StageWords {
            label: "Pedido",
            title: "O job pede um token",
            teaser: "O job diz para quem é o token: o público-alvo.",
            happens: "O GitHub põe no ambiente do job um endereço e uma senha que só vale para ele. O job pede ali, e \
                      indica um público-alvo: para quem é o token. O índice diz a todos qual público-alvo quer.",
            signed: "Nada. O job só diz para quem é; não pode dizer quem ele é.",
            unsent: "",
            wrong: "",
        },
        Stage::Sign => StageWords {
            label: "Assinatura",
            title: "O GitHub assina as claims",
            teaser: "O GitHub anota qual job é este e assina.",
            happens: "O GitHub sabe a que repositório, arquivo, ambiente e evento o job pertence. Escreve isso no token, \
                      como claims, com um fim daqui a cinco minutos, e assina com sua chave privada. O token é \
                      um texto que qualquer um pode ler e ninguém pode mudar.",
            signed: "O cabeçalho e as claims, pelo GitHub, com a chave privada que só ele tem. A palavra do job está em \
                     uma só claim: `aud`.",
            unsent: "Mais nada. O GitHub assina nos próprios servidores, e o token volta como resposta à requisição do \
                     passo 2.",
            wrong: "",
        },
        Stage::Post => StageWords {
            label: "Envio",
            title: "O job envia o token",
            teaser: "O token vai para o `mint-token` do índice, uma vez.",
            happens: "O job envia o token ao índice num corpo JSON. Quem tiver o token até ele expirar pode fazer o \
                      mesmo; por isso ele é mascarado nos logs e nunca é guardado.",
            signed: "O token é assinado; a requisição, não: ela dispensa login. O HTTPS impede que seja lida no \
                     caminho.",
            unsent: "",
            wrong: "Um script deixou em volta do token as aspas do JSON:",
        },
        Stage::Keys => StageWords {
            label: "Chaves",
            title: "O índice acha as chaves do emissor",
            teaser: "O token diz quem o emitiu. O índice pergunta a esse emissor, se o conhece.",
            happens: "O índice lê `iss` no token, ainda sem acreditar nele. Se conhece esse emissor, baixa as chaves \
                      públicas dele e escolhe a que o cabeçalho indica em `kid`. E as guarda por um tempo.",
            signed: "Ninguém assina as chaves. Elas vêm do endereço do próprio emissor, por HTTPS, e é nisso que se \
                     apoiam.",
            unsent: "",
            wrong: "O token vem do emissor próprio de uma empresa:",
        },
        Stage::Verify => StageWords {
            label: "Verificação",
            title: "O índice verifica o token",
            teaser: "É genuíno, está no prazo e é para este índice?",
            happens: "A assinatura tem de corresponder ao cabeçalho e às claims até o último byte. Depois, o relógio: já \
                      emitido, ainda não expirado, com alguns segundos de tolerância. Depois, `aud`: o token tem de \
                      ser para este índice e nenhum outro. Daqui em diante, o índice acredita nas claims.",
            signed: "É aqui que a assinatura conta: a chave pública do GitHub diz se foi a chave privada dele que a \
                     fez.",
            unsent: "Nada. O índice já tem tudo: o token do passo 4 e as chaves do passo 5. Se uma checagem falha, a \
                     requisição do passo 4 recebe a recusa como resposta.",
            wrong: "O token foi pedido com outro público-alvo. Um expirado ou falsificado recebe as mesmas palavras:",
        },
        Stage::Match => StageWords {
            label: "Comparação",
            title: "O índice procura o publicador",
            teaser: "Há um publicador registrado para exatamente este job?",
            happens: "O proprietário de um projeto registrou um publicador: proprietário, repositório, arquivo do \
                      fluxo de trabalho, talvez um ambiente. O índice acrescenta o número do proprietário. Ele procura \
                      um que concorde com as claims, letra por letra, e não diz qual campo difere.",
            signed: "As claims são a palavra do GitHub. São comparadas com a palavra do proprietário do projeto, que \
                     fez login para registrar o publicador.",
            unsent: "Nada. O índice consulta o próprio banco de dados. Se nenhum publicador corresponde, a requisição do \
                     passo 4 recebe a recusa como resposta.",
            wrong: "O job está em outro arquivo de fluxo de trabalho:",
        },
        Stage::Mint => StageWords {
            label: "Emissão",
            title: "O índice gera um token de API",
            teaser: "Quinze minutos, estes projetos, nada mais. O job publica com ele.",
            happens: "O índice anota que este token de ID já foi usado e gera, para os projetos do publicador, um \
                      token de API que expira em quinze minutos. O job envia seus arquivos com ele, como com qualquer \
                      token de API.",
            signed: "O token de API é do próprio índice e não vale em nenhum outro lugar. O GitHub não tem parte nele.",
            unsent: "",
            wrong: "",
        },
    }
}

fn try_of(what: Try) -> &'static str {
    match what {
        Try::Fork => "Mandar, de um fork, um pull request com um fluxo de trabalho que publica.",
        Try::PullRequestTarget => {
            "Pôr código num fluxo de trabalho que roda em `pull_request_target`, com os direitos do próprio projeto."
        }
        Try::BuildJob => {
            "Enfiar no build uma dependência maliciosa, que pede um token enquanto roda."
        }
        Try::OwnKey => {
            "Escrever as claims do repositório de outra pessoa e assiná-las com uma chave própria."
        }
        Try::ChangedClaim => "Pegar um token genuíno, seu, e mudar uma claim.",
        Try::PassOn => {
            "Manter um serviço ao qual as pessoas enviam tokens e repassá-los ao índice."
        }
        Try::Again => "Copiar um token de um log ou de uma requisição e enviá-lo de novo.",
        Try::OwnIssuer => "Manter um emissor, assinar com as chaves dele e indicá-lo em `iss`.",
        Try::OwnKeyId => "Indicar em `kid` uma chave que o emissor verdadeiro nunca publicou.",
        Try::NoSignature => "Escrever `alg: none` no cabeçalho e deixar a assinatura de fora.",
        Try::Old => "Usar um token de ontem.",
        Try::Resurrection => {
            "Esperar que o proprietário apague a conta, criar outra com o mesmo nome e publicar de um repositório com o \
             mesmo nome."
        }
        Try::OtherFile => {
            "Acrescentar ao repositório outro arquivo de fluxo de trabalho, que publica outra coisa."
        }
        Try::OtherProject => "Enviar arquivos de outro projeto com o token de API.",
        Try::Keep => "Guardar o token de API para depois.",
    }
}

fn try_stop(what: Try) -> &'static str {
    match what {
        Try::Fork => "O GitHub não dá token ao pull request de um fork.",
        Try::BuildJob => {
            "Só pode pedir um job com `id-token: write`. É por isso que gerar e publicar são dois jobs."
        }
        Try::OtherProject => {
            "O envio é recusado: o token de API só vale para os projetos do publicador."
        }
        Try::Keep => "O envio é recusado: ele expirou quinze minutos depois de gerado.",
        _ => "",
    }
}

fn attack(attack: Attack) -> (&'static str, &'static str) {
    match attack {
        Attack::Byte => ("Mudar um byte", "Um dígito de `sha`, que nenhuma regra lê."),
        Attack::Key => (
            "Trocar a chave",
            "Assinado com outra chave, sob o mesmo `kid`.",
        ),
        Attack::UnknownKey => (
            "Indicar outra chave",
            "Um `kid` que o emissor nunca publicou.",
        ),
        Attack::NoAlgorithm => (
            "`alg: none`",
            "O cabeçalho dispensa a assinatura; não há nenhuma.",
        ),
        Attack::Replay => ("Enviar duas vezes", "O mesmo `jti` foi usado há pouco."),
        Attack::Expired => ("Enviar tarde", "Passam-se dez minutos no caminho."),
        Attack::Audience => (
            "Mudar o público-alvo",
            "Pedido para outro índice, e assinado assim.",
        ),
        Attack::Issuer => (
            "Trazer um emissor",
            "Assinado por `token.actions.example.org`.",
        ),
        Attack::Quotes => ("Deixar as aspas", "`jq` sem `-r`: as aspas vão junto."),
    }
}
