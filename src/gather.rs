//! Lists out of iterators, in little code.

/// Gathers what an iterator gives.
pub(crate) trait Gather: Iterator + Sized {
    /// What `collect` does for lists. That one puts an iterator's steps into the program twice, once for the first
    /// item and once for the rest, and knows several kinds of iterators for which it does otherwise.
    fn gather(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }
}

impl<Items: Iterator> Gather for Items {}
