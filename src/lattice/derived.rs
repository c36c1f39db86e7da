//! What is made of `A_0` and kept for as long as it stands.

use super::{Real, SiteField};

/// Fields a theory has made of `A_0`, each under the two numbers it was made with.
///
/// No part of the state: a copy has none of them, and what differs in nothing else is equal.
#[derive(Debug)]
pub(super) struct Derived<R>(Vec<([f64; 2], SiteField<R>)>);

/// Most fields that are kept: a composition has two steps.
const MOST: usize = 2;

impl<R: Real> Derived<R> {
    pub fn nothing() -> Self {
        Self(Vec::new())
    }

    pub fn get(&self, of: [f64; 2]) -> Option<&SiteField<R>> {
        self.0.iter().find(|(numbers, _)| *numbers == of).map(|(_, field)| field)
    }

    /// Keeps a field, in place of the one made longest ago where there are too many.
    pub fn put(&mut self, of: [f64; 2], field: SiteField<R>) {
        self.0.truncate(MOST - 1);
        self.0.insert(0, (of, field));
    }

    /// Number of values kept.
    pub fn values(&self) -> usize {
        self.0.iter().map(|(_, field)| field.values().len()).sum()
    }
}

impl<R> Clone for Derived<R> {
    fn clone(&self) -> Self {
        Self(Vec::new())
    }
}

impl<R> PartialEq for Derived<R> {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}
