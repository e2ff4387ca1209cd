//! Brazilian Portuguese. The terms are those of the core's sentences.

mod around;
mod exercises;
mod flow;
mod lesson;
mod lessons;
mod own;
mod sharing;
mod views;

use mintcheck::Language;
use mintcheck::index::Noun;

pub(super) use self::flow::FLOW;
pub(super) use self::lesson::COURSE;

use super::Words;
use crate::effect::FileError;
use crate::key_source::FetchError;

pub(super) const WORDS: Words = Words {
    tagline: "O índice vai aceitar?",
    index: "Índice",
    skip: "Ir para o veredito",

    token: "Token ou log",
    token_label: "Cole um token de ID, ou o log de uma publicação que falhou",
    token_placeholder: "eyJ…    ou  {\"value\": \"eyJ…\"}    ou  invalid-publisher: valid token, but …    ou as \
                        claims que o job imprimiu",
    recognised: "Reconhecido:",
    clear: "Limpar",
    open_file: "Abrir um arquivo",
    drop_here: "Solte o arquivo para lê-lo aqui",
    file_error: |error| match error {
        FileError::TooLarge => "O arquivo passa de 4 MB. Cole a parte que contém o token.",
        FileError::Unreadable => "O navegador não consegue ler esse arquivo. Cole o texto dele.",
    },
    examples: "Exemplos",
    strays: "Cuidado",
    privacy: "Nada do que você informa sai desta página. Só um clique em “Baixar chaves” faz contato com \
              outro servidor: o emissor do token, para obter as chaves públicas dele. O token nunca é enviado.",
    get_one: "Onde consigo um?",
    get_one_help: |audience| {
        format!(
            "Faça o job do GitHub que falha pedir um. Ele precisa de `permissions: id-token: write`, e do \
             público-alvo `{audience}`:"
        )
    },
    get_one_caution: "Quem lê o token pode usá-lo até ele expirar, minutos depois. Imprima-o só onde \
                      ninguém mais lê o log.",
    read_workflow: "Ler como fluxo de trabalho",
    unrecognised: [
        "Um log serve: as linhas em torno de `Trusted publishing exchange failure`, com as claims que o \
         job imprimiu abaixo delas.",
        "A resposta do índice sozinha também serve: `invalid-publisher: valid token, but …`. Ou claims, \
         em JSON ou uma por linha: `repository: octo-org/sampleproject`.",
        "Um token de ID é uma única palavra de letras, dígitos, `-` e `_` com dois pontos (`.`) no \
         meio, tem uns 1500 caracteres e começa com `eyJ`. Os logs o mascaram como `***`.",
    ],

    publishers: |index| format!("Publicadores confiáveis no {index}"),
    publishers_help: |index| {
        format!(
            "Digite o que está registrado no {index}, letra por letra como está lá. O que você deixar \
             vazio conta como desconhecido."
        )
    },
    publishers_link: "Ver o que está registrado",
    publisher: |number| format!("Publicador {number}"),
    publisher_new: "Publicador",
    publisher_blank: "não preenchido, portanto não conta",
    publisher_selected: "O que é usado",
    publisher_among: "Um dos que são usados",
    kind: "Tipo",
    pending: "Pendente",
    pending_help: "registrado antes de o projeto existir",
    project: |noun| match noun {
        Noun::Crate => [
            "Nome do crate",
            "O nome do crate. Não decide nada; diz para que o token de API é gerado.",
        ],
        Noun::Extension => [
            "Extensão",
            "O nome da extensão, depois do namespace: `namespace.extensão`. Diz para que o token de API é gerado.",
        ],
        Noun::Gem => [
            "Nome da gem",
            "O nome da gem. Não decide nada; diz para que o token de API é gerado.",
        ],
        Noun::Package => ["Pacote", "O nome do pacote: o que o token vai publicar."],
        Noun::Project => [
            "Projeto",
            "O nome do projeto no índice. Não decide nada; diz para que o token de API é gerado.",
        ],
    },
    add_publisher: "Adicionar um publicador",
    remove: "Remover",
    fill: "Preencher a partir do token",
    fill_from_text: "Preencher a partir do texto",
    fill_caution: "Assim tudo corresponde, e o erro que você procura fica escondido. Melhor digitar o \
                   que está registrado.",
    not_of_kind: |kind| {
        format!("O token não vem do {kind}, portanto o índice não examina este publicador.")
    },
    matches: "corresponde",
    any_value: "qualquer valor serve",
    differs: "difere",
    differs_in_case: "difere só em maiúsculas e minúsculas",
    not_filled_in: "não preenchido",
    nothing_to_compare: "nada a comparar",
    token_says: "o token diz",
    text_says: "o texto diz",
    text_lacks: "o texto não mostra",
    not_shown: "não mostrado",
    token_lacks: "o token não tem",
    compared_with: "comparado com",
    space_at_end: "Há um espaço no começo ou no fim disto.",
    for_example: |example| format!("por exemplo, {example}"),
    form_says: |index| format!("O formulário do {index} diria:"),
    untidy: "Restaurar o que digitei",

    keys: "Chaves do emissor",
    keys_help: "Elas distinguem um token genuíno de um forjado. Primeiro contam as chaves que você cola, \
                depois as baixadas, depois as embutidas.",
    fetch_keys: |issuer| format!("Baixar chaves do {issuer}"),
    fetch_keys_no_token: "Baixar chaves",
    fetch_keys_foreign: "Só se podem baixar chaves dos emissores embutidos. Cole as dos outros.",
    keys_unasked: |issuer| {
        format!(
            "O {issuer} tem chaves para cada organização. Pedi-las revelaria de quem é este token: execute isto e cole o \
             resultado."
        )
    },
    fetching: |host| format!("Consultando {host}…"),
    fetched: |count| match count {
        1 => "1 chave foi baixada e está em uso.".to_owned(),
        count => format!("{count} chaves foram baixadas e estão em uso."),
    },
    fetch_error,
    fetch_otherwise: "Em vez delas, usa-se o que já havia. Para baixar você mesmo as chaves, execute isto e \
                      cole o que for impresso:",
    keys_paste: "Colar chaves",
    keys_paste_label: "O conjunto de chaves do emissor: JSON com uma lista `keys`",
    keys_pasted: |count| match count {
        0 => "Um conjunto sem chaves. Está em uso.".to_owned(),
        1 => "1 chave. Está em uso.".to_owned(),
        count => format!("{count} chaves. Estão em uso."),
    },
    keys_refused: |why| format!("Não usado: {why}."),

    moment: "Momento",
    moment_help: "O token é avaliado como se o índice o visse então.",
    moment_issued: "logo após a emissão",
    moment_now: "agora",
    moment_at: "em (UTC)",

    rules: "Regras",
    rules_help: "O que o índice exige mudou com o tempo. Um log antigo é avaliado pelas regras do dia dele.",
    rules_by_wording: "Pelas palavras do texto",
    rules_latest: |day| format!("Atuais (lidas em {day})"),
    rules_before: |day| format!("As anteriores a {day}"),

    verdict: "Veredito",
    accepts: "Aceita",
    refuses: "Recusa",
    undecided: "Indefinido",
    waiting: "À espera de um token",
    waiting_for: "Cole um token para ver o que o índice responde",
    reading: "Lendo…",
    to_the_verdict: "ao veredito",
    stops_at: |place, of| format!("Para na checagem {place} de {of}:"),
    stops_while: |phase| format!(", na {phase}"),
    fails_next: "Falhará em seguida",
    would_settle: "O que resolveria a dúvida",
    notices: "Além disso",
    mints_for: "O token de API vale para",
    judged_for: "Momento avaliado",
    cause: "Causa",
    likely_causes: "O mais provável",
    other_causes: "Se não for isso",
    do_not: "Evite",

    remedies: "O que mudar",
    remedies_any: "Qualquer uma destas mudanças basta.",
    becomes: "passa a ser",
    workflow_file: "Arquivo do fluxo de trabalho",
    snippet: "o trecho do arquivo do fluxo de trabalho",
    apply: "Aplicar",
    apply_help: "Põe estes valores no formulário desta página. Nada muda no índice.",
    applied: "O formulário desta página tem os novos valores.",
    applied_help: "Fora dele nada mudou; isso cabe a você:",
    undo: "Desfazer",
    open_form: |index| format!("Abrir o formulário do {index} com estes valores"),
    open_blank_form: |index| format!("Abrir o formulário do {index}"),
    new_tab: "(sai desta página, em uma nova aba)",

    found: "O que o texto diz",
    found_help: "Isto é o que o texto mostra, tomado ao pé da letra. Só um token o comprova.",
    reported: "Segundo o texto, o índice respondeu",
    show_in_text: "Mostrar no texto",
    claim_absent: "o token não tem essa claim",
    claim_masked: "mascarada: é um segredo do job",
    claim_partial: "(só uma parte é mostrada)",
    follows_from: |claim| format!("decorre de `{claim}`"),

    answer: "O que o servidor responde",
    answer_fits: "se tudo corresponder",
    answer_if: "Se tudo o que não se sabe aqui estiver como deve:",
    answer_goes_on: "O texto continua depois destas palavras: ele cita o que foi enviado.",
    answer_alternatives: "O servidor cita uma das várias claims que faltam, portanto também poderia ser:",
    answer_one_of: "É uma destas:",
    answer_status: "status HTTP desconhecido",
    answer_page: "uma página de erro sem detalhes",
    post: "POST",
    copy: "Copiar",
    copied: "Copiado",
    not_copied: "O navegador não permitiu",

    genuine_and_fresh: "Genuíno e no prazo?",
    issued: "Emitido",
    not_before: "Válido a partir de",
    expires: "Expira",
    ago: |length| format!("há {length}"),
    ahead: |length| format!("daqui a {length}"),
    expired_ago: |length| format!("expirou há {length}"),
    expires_in: |length| format!("expira em {length}"),
    live: "Este token ainda vale",
    live_help: |moment, length| {
        format!(
            "Quem o vir pode usá-lo em nome do seu job até {moment}. Não o compartilhe, nem uma \
             imagem desta página. Ele não pode ser revogado; expira sozinho em {length}."
        )
    },

    trace: "Todas as checagens, na ordem do servidor",
    trace_counts: |pass, fail, unknown, not_reached| {
        let counts = [
            (pass, "passa", "passam"),
            (fail, "falha", "falham"),
            (unknown, "desconhecida", "desconhecidas"),
            (not_reached, "não alcançada", "não alcançadas"),
        ];
        let counts: Vec<_> = counts
            .into_iter()
            .filter(|(count, _, _)| *count > 0)
            .map(|(count, one, several)| match count {
                1 => format!("1 {one}"),
                count => format!("{count} {several}"),
            })
            .collect();
        counts.join(", ")
    },
    stops_here: "para aqui",
    of_publisher: |number| format!("publicador {number}"),

    decoded: "O que o token diz",
    header: "Cabeçalho",
    payload: "Claims",
    signature: "Assinatura",
    raw: "O token como é enviado",
    empty: "vazio",
    not_in_glossary: "não está no glossário",
    more_characters: |count| match count {
        1 => "… e mais 1 caractere".to_owned(),
        count => format!("… e mais {count} caracteres"),
    },
    claims: |count| match count {
        1 => "1 claim".to_owned(),
        count => format!("{count} claims"),
    },
    more_claims: |count| match count {
        1 => "… e mais 1 claim".to_owned(),
        count => format!("… e mais {count} claims"),
    },

    how: "Como funciona",
    how_steps: [
        (
            "Cole",
            "Um token, ou o log da publicação que falhou. O que ele revela é detectado automaticamente.",
        ),
        (
            "Compare",
            "Todas as checagens do índice rodam na ordem dele: assinatura, público-alvo, horários, publicador.",
        ),
        (
            "Leia",
            "Você vê onde o índice para, o que ele responde ao pé da letra e o que falharia em seguida.",
        ),
    ],
    footer_privacy: "Tudo roda nesta página. A aba lembra o que você digita nos formulários até ser fechada, nunca o \
                     que você cola, e o navegador tem ordem de só deixá-la contatar o próprio servidor, pela página em si, e os \
                     emissores de tokens, pelas chaves públicas deles.",
    footer_rules: |index, date| {
        format!(
            "As regras são as do {index}, lidas em {date}; o índice de verdade tem a última palavra."
        )
    },
    footer_docs: "A documentação do índice",
    footer_not: "O mintcheck não tem vínculo com a Python Software Foundation nem com o GitHub.",

    lessons: lessons::LESSONS,
    sharing: sharing::SHARING,
    around: around::AROUND,
    own: own::OWN,
    views: views::VIEWS,
};

fn fetch_error(error: &FetchError) -> String {
    match error {
        FetchError::Blocked => "Não foi possível baixar as chaves: não há conexão, ou o navegador não \
                                mostra a resposta a esta página porque o emissor não o permite (não envia \
                                cabeçalhos CORS)."
            .to_owned(),
        FetchError::ForeignHost(url) => format!(
            "O emissor diz que suas chaves estão em `{url}`, que não é nenhum dos seus hosts conhecidos. \
             Elas não foram baixadas."
        ),
        FetchError::NoKeysAddress => {
            "O emissor respondeu, mas não disse onde estão suas chaves (`jwks_uri`).".to_owned()
        }
        FetchError::NotJson => "O emissor respondeu com algo que não é JSON.".to_owned(),
        FetchError::NotKeys(error) => {
            format!("O emissor respondeu com algo que não é um conjunto de chaves: {}.", Language::BrazilianPortuguese.key_set_error(error))
        }
        FetchError::Status(status) => {
            format!("O emissor respondeu com o status HTTP {status} em vez das chaves.")
        }
        FetchError::TimedOut => "O emissor não respondeu em 10 segundos.".to_owned(),
    }
}
