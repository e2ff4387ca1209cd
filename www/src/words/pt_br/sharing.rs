//! Links, copies and keys, in Brazilian Portuguese.

use crate::state::LinkError;
use crate::words::Sharing;

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
