//! The fixed words of a Markdown report, in Brazilian Portuguese.

use crate::report::markdown::Part;

pub(in super::super) fn part(part: Part) -> &'static str {
    match part {
        Part::Claim => "claim",
        Part::Claims => "claims",
        Part::Check => "checagem",
        Part::Checks => "todas as checagens, na ordem do índice",
        Part::Class => "o que o índice faz com ela",
        Part::Reason => "por quê",
        Part::Value => "valor",
        Part::LeftOut => "o token, a assinatura e tudo o que parece segredo foram omitidos",
    }
}
