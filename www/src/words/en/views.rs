//! The views' names, in English.

use crate::view::View;
use crate::words::Views;

pub(super) const VIEWS: Views = Views {
    navigation: "Views",
    title: |view| match view {
        View::Inspector => "mintcheck: will it mint?",
        View::Workflow => "A workflow before it runs · mintcheck",
        View::Lesson(_) => "How trusted publishing works · mintcheck",
    },
    skip: "Skip to the content",
    inspector: "Inspector",
    inspector_heading: "A token or log, inspected",
    workflow: "Workflow",
    workflow_heading: "A workflow, before it runs",
    lesson: "Lesson",
};
