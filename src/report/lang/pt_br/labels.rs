//! The fixed words of a text report, in Brazilian Portuguese.

use crate::report::text::Label;

pub(in super::super) fn label(label: Label) -> &'static str {
    match label {
        Label::AlsoFails => "falha ainda",
        Label::Answer => "resposta",
        Label::AtBest => "idealmente",
        Label::Cause => "causa",
        Label::LikelyCause => "provável",
        Label::Caution => "evite",
        Label::Remedy => "a fazer",
        Label::Reported => "relatado",
        Label::Rules => "regras",
        Label::Empty => "(vazio)",
        Label::ExpiredFor => "agora o token está expirado há",
        Label::ExpiresIn => "agora o token ainda vale por",
        Label::Field => "campo",
        Label::File => "arquivo",
        Label::Live => {
            "este token não expirou: quem o tiver pode usá-lo, portanto não o mostre a ninguém"
        }
        Label::Moment => "momento",
        Label::NoClaim => "(nenhum)",
        Label::NotGiven => "(não informado)",
        Label::NotKnown => "não se sabe",
        Label::Notice => "além disso",
        Label::OtherKind => "de um tipo que não é o do emissor do token",
        Label::Publisher => "publicador",
        Label::Registered => "registrado",
        Label::Register => "registre",
        Label::Example => "exemplo",
        Label::KnownByRun => "só a execução conhece",
        Label::ImmutableSubject => "ou assunto",
        Label::NewerRepositories => {
            "repositórios criados, renomeados ou transferidos desde 2026-07-15"
        }
        Label::OlderRepositories => "repositórios mais antigos que não escolheram a forma imutável",
        Label::Settle => "em aberto",
        Label::Signature => "assinatura",
        Label::StopsAt => "para em",
        Label::Token => "token",
        Label::Verdict => "resultado",
    }
}
