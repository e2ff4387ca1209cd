//! JSON, versioned.
