//! Memory that begins at a line of the cache.

use num_traits::Zero;
use std::ops::{Deref, DerefMut};

/// Bytes of a line, and of the longest registers: what begins at a multiple of it is loaded from one
/// line, and not from two.
const LINE: usize = 64;

/// A fixed number of values, the first at the beginning of a line of the cache.
pub(super) struct Aligned<R> {
    data: Vec<R>,
    /// Values before the first.
    start: usize,
    length: usize,
}

impl<R: Zero + Copy> Aligned<R> {
    /// All zero, in memory that is not touched yet.
    pub fn zeros(length: usize) -> Self {
        let spare = LINE / size_of::<R>().max(1);
        let data = vec![R::zero(); length + spare];
        // Where the beginning cannot be found, any will do.
        let start = data.as_ptr().align_offset(LINE).min(spare);
        Self { data, start, length }
    }
}

impl<R> Deref for Aligned<R> {
    type Target = [R];

    fn deref(&self) -> &[R] {
        &self.data[self.start..][..self.length]
    }
}

impl<R> DerefMut for Aligned<R> {
    fn deref_mut(&mut self) -> &mut [R] {
        &mut self.data[self.start..][..self.length]
    }
}

/// Memory of its own begins at a line of its own.
impl<R: Clone> Clone for Aligned<R> {
    fn clone(&self) -> Self {
        let spare = LINE / size_of::<R>().max(1);
        let mut data = Vec::<R>::with_capacity(self.length + spare);
        let start = data.as_ptr().align_offset(LINE).min(spare);
        data.extend(self.first().into_iter().flat_map(|first| vec![first.clone(); start]));
        data.extend_from_slice(self);
        Self { start: data.len() - self.length, data, length: self.length }
    }
}

impl<R: PartialEq> PartialEq for Aligned<R> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<R: std::fmt::Debug> std::fmt::Debug for Aligned<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_begin_at_a_line_in_copies_too() {
        assert!(Aligned::<f64>::zeros(0).clone().is_empty());
        for length in [1, 17, 1000, 65_536] {
            let mut values = Aligned::<f32>::zeros(length);
            values.iter_mut().enumerate().for_each(|(at, value)| *value = at as f32 + 0.5);
            let copy = values.clone();
            assert!(copy == values && copy.len() == length);
            for values in [&values, &copy] {
                assert_eq!(values.as_ptr() as usize % LINE, 0);
                assert!(values.iter().enumerate().all(|(at, value)| *value == at as f32 + 0.5));
            }
            if let Some(last) = values.last_mut() {
                *last = -1.0;
                assert!(copy != values);
            }
        }
    }
}
