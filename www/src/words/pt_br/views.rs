//! The views' names, in Brazilian Portuguese.

use crate::view::View;
use crate::words::Views;

pub(super) const VIEWS: Views = Views {
    navigation: "Visões",
    title: |view| match view {
        View::Inspector => "mintcheck: o índice vai aceitar?",
        View::Workflow => "Um fluxo de trabalho antes de rodar · mintcheck",
        View::Lesson(_) => "Como funciona a publicação confiável · mintcheck",
    },
    skip: "Pular para o conteúdo",
    inspector: "Inspetor",
    inspector_heading: "Um token ou log, inspecionado",
    workflow: "Fluxo",
    workflow_heading: "Um fluxo de trabalho, antes de rodar",
    lesson: "Aula",
};
