//! The place that the page stands in, in Brazilian Portuguese.

use crate::words::Around;

pub(super) const AROUND: Around = Around {
    language: "Idioma",
    attribute_refused: |name, value, known| {
        format!(
            "`{name}` é `{value}` nesta página, o que não quer dizer nada aqui. Conhecidos: {known}."
        )
    },
    frame_privacy: "O que você digita fica no seu navegador.",
    open_page: "Abrir o mintcheck em uma página própria",

    update_ready: "Uma nova versão está pronta.",
    update_help: "Recarregar mantém os formulários, mas não o que você colou.",
    update: "Recarregar",

    privacy_alone: "Nada do que você informa sai deste arquivo. Ele não faz contato com ninguém, e o navegador tem \
                    ordem de não deixar nada sair.",
    footer_privacy_alone: "Tudo está neste arquivo e funciona sem rede. Ele não faz contato com ninguém. A aba lembra o \
                           que você digita nos formulários até ser fechada, nunca o que você cola.",
    keys_help_alone: "Elas distinguem um token genuíno de um forjado. Este arquivo não baixa nenhuma: as que você colar \
                      vêm primeiro, depois as embutidas.",

    part_loading: "Carregando o restante …",
    part_failed: "Não foi possível carregar esta parte do mintcheck. Nada se perdeu: tente de novo quando a rede voltar.",
    part_again: "Tentar de novo",

    file_loading: |file| format!("Carregando {file}…"),
    key_file_used: |file, count| match count {
        1 => format!("1 chave de `{file}` está em uso."),
        count => format!("{count} chaves de `{file}` estão em uso."),
    },
    file_refused: |file, why| format!("`{file}` não é usado: {why}."),
    file_blocked: "não foi possível carregá-lo",
    file_foreign: "ele não está no próprio site desta página",
};
