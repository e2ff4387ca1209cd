//! An index that somebody runs themselves, in Brazilian Portuguese.

use crate::words::OwnIndex;

pub(super) const OWN: OwnIndex = OwnIndex {
    choice: "Outro …",
    unnamed: "seu índice",
    title: "Seu índice",
    help: "Para um índice próprio a que se pergunta como ao PyPI. Ele é julgado pelas regras do PyPI; um com regras próprias \
           pode responder de outro modo.",
    audience_is: |audience| format!("público-alvo {audience}"),
    no_audience: "desconhecido",

    address: "URL base",
    address_help: "A URL de envio que o seu cliente recebe, ou qualquer endereço no mesmo host.",
    audience: "Público-alvo",
    audience_help: "O que `aud` tem de ser. Sem ele, essa verificação fica em aberto.",
    name: "Nome",
    name_help: "Como esta página o chama; sem nome, pelo host.",
    issuers: "Quem pode atestar um job",
    other_issuers: "Outros emissores",
    other_issuers_help: "URLs de um GitLab ou GitHub Enterprise próprio, separadas por espaços.",

    ask: "Pergunte ao índice",
    ask_help: "Um navegador não pode ler o que um índice informa de si. Um shell pode: execute uma linha e cole o que ela \
               imprime.",
    ask_audience: "O público-alvo dele",
    ask_endpoints: "Os endpoints dele, se ele os informa segundo o rascunho da PEP 807",
    ask_draft: "Pelo rascunho de janeiro de 2026",
    ask_draft_before: "Pelos rascunhos anteriores",
    answer: "O que ela imprimiu",
    took_audience: |audience| format!("O público-alvo é `{audience}`; ele já está no formulário."),
    took_endpoints: "Os endpoints foram tirados daí.",
    file_used: |file| format!("Conforme informa `{file}`."),
};
