//! The exercises, in Brazilian Portuguese.

use crate::lesson::{Change, Exercise, Fate, Place};
use crate::words::{ExerciseWords, Practice};

pub(super) const PRACTICE: Practice = Practice {
    title: "Exercícios",
    lede: "Cada um aconteceu a alguém. A sua resposta não é comparada com um gabarito: ela passa pelas regras do \
           índice.",
    of: exercise,
    number: |number, of| format!("Exercício {number} de {of}"),
    situation: "O que aconteceu",
    question: "Sua vez",
    hint: "Uma dica",
    check: "Conferir",
    explain: "Mostrar a explicação",
    explanation: "Por quê",
    right: "Certo.",
    not_yet: "Ainda não.",
    choose_first: "Escolha uma resposta antes.",
    posted_to: "Enviado a",
    registered_on: |index| format!("Registrado no {index}"),
    pending_for: "Pendente, para o projeto",
    uploads: "Os arquivos se chamam",
    script: "O script",
    place: |place| match place {
        Place::JobEnvironment => "O ambiente do job",
        Place::Registered(_) => "",
    },
    change: |change| match change {
        Change::RunAgain => "Rodar o job de novo, para ter um token novo",
        Change::RespellOwner => "Registrar o nome do proprietário em maiúsculas",
        Change::RegisterAgain => {
            "Remover o publicador e registrá-lo de novo, como o proprietário atual da conta"
        }
        Change::OnlyAudience => "Pedir o token com o público-alvo `pypi` e enviá-lo aonde ia antes",
        Change::OnlyEndpoint => "Enviar o mesmo token ao `mint-token` do PyPI",
        Change::BothOfPypi => {
            "Tirar `repository-url`, para que público-alvo e endereço sejam os do PyPI"
        }
        Change::EnterpriseOwner => "Registrar a empresa, `octo-corp`, como proprietário",
        Change::EnterpriseHost => "Mudar para `octo-corp.ghe.com`, onde os dados ficam no país",
        Change::CommonIssuer => "Pedir que a empresa desligue `include_enterprise_slug` de novo",
        Change::JqPlain => "`jq .value`",
        Change::JqCompact => "`jq -c .value`",
        Change::JqRaw => "`jq -r .value`",
    },
    fate: |fate, step| match fate {
        Fate::StopsAt(_) => format!("É recusado no passo “{step}”"),
        Fate::Minted => "O token de API é gerado, e o envio dá certo".to_owned(),
        Fate::MintedForAnother => "O token de API é gerado, e o envio é recusado".to_owned(),
        Fate::Subjects(1) => "Só o primeiro".to_owned(),
        Fate::Subjects(2) => "O primeiro e o segundo".to_owned(),
        Fate::Subjects(_) => "Os três".to_owned(),
    },
    subjects_before: |count| match count {
        1 => "Pelas regras de dezembro de 2025, um dos três era aceito.".to_owned(),
        count => format!("Pelas regras de dezembro de 2025, {count} dos três eram aceitos."),
    },
    next: "Próximo exercício",
    all: "Todos os exercícios",
    unknown: "Não há exercício com esse nome.",
};

fn exercise(exercise: Exercise) -> ExerciseWords {
    match exercise {
        Exercise::Renamed => ExerciseWords {
            title: "O repositório renomeado",
            teaser: "O GitHub redireciona o nome antigo. A publicação falha.",
            situation: "`octo-org/sample-old` agora se chama `octo-org/sampleproject`. Os links antigos ainda levam a \
                        ele, e os clones ainda enviam commits a ele. A primeira publicação desde então é recusada.",
            question: "Mude o publicador para que o índice gere o token.",
            hint: "O GitHub redireciona endereços da web e do git. O token diz como o repositório se chama hoje.",
            explanation: "A claim `repository` traz o nome novo desde o dia da mudança, e o PyPI compara nomes, não o número do \
                          repositório. Registre o nome novo e depois remova o publicador antigo: quem tomasse o nome \
                          antigo poderia corresponder a ele, se o número do proprietário não fosse comparado também.",
        },
        Exercise::Recreated => ExerciseWords {
            title: "A conta que voltou",
            teaser: "Todos os nomes certos, letra por letra. E nenhum publicador.",
            situation: "A conta `octo-org` foi apagada no ano passado e criada de novo na semana passada. Repositório, arquivo e \
                        ambiente têm os nomes de antes, e ninguém mexeu no publicador no PyPI. O PyPI não acha nenhum \
                        publicador.",
            question: "Depois de qual destas mudanças o índice gera o token?",
            hint: "Nomes podem ser tomados. Olhe o número ao lado do proprietário.",
            explanation: "O GitHub dá a cada conta um número que ninguém mais recebe, e o PyPI o guarda com o publicador. Um \
                          nome abandonado pode ser tomado por qualquer um: só com os nomes, essa pessoa poderia \
                          publicar. É o ataque de ressurreição, e o número é a defesa. Registre de novo só se a \
                          conta é sua; se não é, remova o publicador.",
        },
        Exercise::Environment => ExerciseWords {
            title: "O ambiente que falta",
            teaser: "Falta uma linha, de um lado ou do outro.",
            situation: "O publicador no PyPI indica o ambiente `release`. O job que publica foi copiado de outro projeto e não \
                        indica nenhum.",
            question: "Mude um dos lados para que o índice gere o token.",
            hint: "Um job ganha a claim `environment` ao indicar um ambiente. Um publicador sem ambiente aceita qualquer job do \
                   arquivo.",
            explanation: "Os dois jeitos funcionam. Indicá-lo no job, `environment: release`, é o melhor: o ambiente pode \
                          exigir um revisor ou só deixar passar tags. Esvaziar o campo deixa qualquer job do arquivo \
                          publicar.",
        },
        Exercise::WrongIndex => ExerciseWords {
            title: "PyPI ou TestPyPI",
            teaser: "Testado em um, publicado no outro.",
            situation: "O fluxo de trabalho foi testado no TestPyPI, e `repository-url` ainda aponta para lá. O publicador está \
                        registrado no PyPI, aonde a publicação deveria ir.",
            question: "Depois de qual mudança o índice gera o token?",
            hint: "Três coisas têm de ser do mesmo índice: onde está registrado, o público-alvo do token e aonde ele é \
                   enviado.",
            explanation: "PyPI e TestPyPI rodam o mesmo código e não sabem nada um do outro: dois públicos-alvo, dois endereços, \
                          duas listas de publicadores. O token de um é recusado pelo outro, e nenhum dos dois diz que \
                          a razão é essa.",
        },
        Exercise::Reusable => ExerciseWords {
            title: "O fluxo de trabalho que chama outro",
            teaser: "Dois arquivos têm parte nisso. Um deles tem de estar registrado.",
            situation: "`release.yml` inicia a execução e chama `publish.yml` no mesmo repositório; o job que publica está \
                        neste. O publicador indica o arquivo que as pessoas conhecem: `release.yml`.",
            question: "Mude o publicador para que o índice gere o token.",
            hint: "`workflow_ref` é o arquivo que iniciou a execução. `job_workflow_ref` é o que contém o job. O PyPI lê um \
                   deles.",
            explanation: "O PyPI se guia por `job_workflow_ref`: o arquivo que contém o job. Envios com atestados ainda podem \
                          falhar, pois eles indicam o arquivo que iniciou a execução. Publicar do próprio \
                          `release.yml` evita as duas coisas. Outros índices se guiam pelo arquivo que chama.",
        },
        Exercise::Pending => ExerciseWords {
            title: "O nome do publicador pendente",
            teaser: "A troca dá certo. O envio, depois, não.",
            situation: "O projeto ainda não está no PyPI, e um publicador pendente espera por ele. Quem o registrou digitou \
                        `sample-project-cli`. Os arquivos que o job envia se chamam `sampleproject`.",
            question: "O que acontece quando o job roda?",
            hint: "Nada no token diz como o projeto se chama. O que o índice cria quando gera o token de API?",
            explanation: "O token corresponde, então o PyPI cria o projeto `sample-project-cli` e um token de API que só vale \
                          para ele. O envio de `sampleproject` é recusado: `Non-user identities cannot create new \
                          projects.` A essa altura o publicador pendente já foi usado; apague o projeto vazio e registre \
                          outro, com o nome certo.",
        },
        Exercise::Subject => ExerciseWords {
            title: "Três formas de um assunto",
            teaser: "Clássica, imutável, montada pela organização.",
            situation: "Três repositórios publicam do mesmo jeito. Um tem o `sub` clássico. Outro foi criado depois de 15 de \
                        julho de 2026 e tem a forma imutável, com números. No terceiro, a organização escolheu de que \
                        claims se compõe o `sub`.",
            question: "De quais deles o PyPI aceita o token hoje, se o resto estiver certo?",
            hint: "Veja os campos de um publicador. Qual deles é comparado com `sub`?",
            explanation: "O PyPI não olha o `sub` do GitHub desde 29 de janeiro de 2026: proprietário, repositório, arquivo e \
                          ambiente têm claims próprias, que não podem ser montadas de outro jeito. Antes, `sub` tinha de começar \
                          com `repo:` e o repositório. O que mais confia nos seus tokens, talvez uma nuvem, pode ainda \
                          comparar o `sub`.",
        },
        Exercise::Enterprise => ExerciseWords {
            title: "O emissor próprio da empresa",
            teaser: "O mesmo fluxo, a mesma action, outro endereço em `iss`.",
            situation: "A empresa ativou um emissor só dela, por causa da nuvem, e agora há um `octo-corp` no fim do endereço do \
                        GitHub em `iss`. As chaves estão publicadas como deve ser, e o publicador diz o mesmo de antes. A \
                        resposta: `unknown trusted publishing issuer`.",
            question: "O que faz a versão sair?",
            hint: "Antes de poder baixar chaves, o índice tem de saber a quem pedir. Que emissores ele conhece?",
            explanation: "O índice tem uma lista de emissores e toma `iss` ao pé da letra. O endereço próprio de uma empresa não \
                          está na lista, nem o do GitHub com um sufixo nem um servidor no GHE.com; por isso nenhuma chave é \
                          baixada, nenhuma assinatura é olhada e nenhum publicador é comparado. Com `include_enterprise_slug` \
                          desligado, os tokens voltam a ter o emissor comum; do GHE.com, resta um token de API.",
        },
        Exercise::Quoted => ExerciseWords {
            title: "O token entre aspas",
            teaser: "O script parece certo. O índice não lê nenhum JWT.",
            situation: "Um job faz a troca à mão. O GitHub responde com JSON; o script tira dele o `value` e o envia. A \
                        resposta: `malformed JWT`.",
            question: "Que linha tem de estar no script?",
            hint: "O que `jq .value` mostra para `{\"value\": \"eyJ\"}`? Olhe o primeiro caractere.",
            explanation: "O `jq` mostra JSON, e um texto em JSON tem aspas. Com `-r`, mostra o texto em si. As aspas foram parar \
                          no token, e o que começa com aspas não é um JWT. O `-c` só tira os espaços.",
        },
    }
}
