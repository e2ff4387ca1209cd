//! JSON, versioned: a report is kept, compared and read by other programs, so its form does not follow
//! every change of the core's types. A new form is a new module beside `v1`.

pub mod v1;
