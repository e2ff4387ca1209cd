//! Links, copies and keys, in Brazilian Portuguese.

use crate::state::LinkError;
use crate::words::{Elsewhere, Sharing};

pub(super) const SHARING: Sharing = Sharing {
    close: "Fechar",
    link_refused: "Não foi possível ler este link, portanto nada foi alterado.",
    link_error,

    share: "Compartilhar",
    share_help: "O token e a assinatura não estão em nenhuma destas opções.",
    copy_link: "Copiar link",
    copy_json: "Copiar JSON",
    print: "Imprimir",
    link_claims: "Pôr as claims no link, sem a assinatura",
    link_copied: "Link copiado: índice, publicadores e regras.",
    link_with_claims_copied: "Link copiado, com as claims.",
    json_copied: "Relatório copiado como JSON.",
    not_copied: "O navegador não aceitou. Copie daqui:",
    copy_markdown: "Copiar como Markdown",
    markdown_copied: "Relatório copiado como Markdown, pronto para uma issue.",

    theme: "Cores",
    themes: ["Auto", "Claro", "Escuro"],
    keys_title: "Teclas",
    keys_help: "Funcionam onde nada está sendo digitado. Escape fecha esta lista.",
    keys: [
        "para a caixa do token (/ também)",
        "para o veredito",
        "o próximo índice",
        "o próximo exemplo",
        "copiar o relatório como Markdown",
        "esta lista",
    ],
    keys_on: "Teclas ativadas",
    since_1970: |seconds| format!("{seconds} segundos desde 1970"),

    elsewhere: |index, verdict, too| match (verdict, too) {
        (Elsewhere::Accepts, false) => format!("O {index} aceitaria"),
        (Elsewhere::Accepts, true) => format!("O {index} também aceitaria"),
        (Elsewhere::AcceptsIfGenuine, false) => format!("O {index} aceitaria, se for genuíno"),
        (Elsewhere::AcceptsIfGenuine, true) => {
            format!("O {index} também aceitaria, se for genuíno")
        }
        (Elsewhere::Refuses, false) => format!("O {index} recusaria"),
        (Elsewhere::Refuses, true) => format!("O {index} também recusaria"),
        (Elsewhere::Undecided, _) => format!("Para o {index} também não está decidido"),
    },
    elsewhere_same: "pelo mesmo motivo",
    followed: |index| {
        format!("O texto tem uma resposta do {index}, por isso o {index} foi escolhido.")
    },
    elsewhere_switch: |index| format!("Mudar para o {index}"),

    everywhere: "Onde este job seria aceito?",
    everywhere_help: "Um job pede um token próprio para cada índice. Aqui cada token é avaliado com o público-alvo que o índice \
                      exige, e com o publicador que precisaria estar registrado lá; o token é tido como genuíno.",
    everywhere_count: |accepting, all| format!("em {accepting} de {all} índices"),
    everywhere_meant: "este token é para ele",
    everywhere_open: "Não se sabe o que mais ele exige.",
    everywhere_register: |fields| format!("Registre {fields}."),
};

fn link_error(error: &LinkError) -> String {
    match error {
        LinkError::Name(name) => format!("Ele define `{name}`, que esta página não conhece."),
        LinkError::Secret => {
            "Há nele um token, ou parte de um. Links não podem levar nenhum.".to_owned()
        }
        LinkError::TooLong => {
            "Ele é mais longo do que qualquer um feito por esta página.".to_owned()
        }
        LinkError::Value(name, value) => {
            format!("Ele define `{name}` como `{value}`, o que não é possível ali.")
        }
        LinkError::Version => "Ele não começa com `v=1`, como os links desta página.".to_owned(),
    }
}
