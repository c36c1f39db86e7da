//! Memory that begins at a line of the cache; much of it in large pages.

use super::pages::Pages;
use bytemuck::Pod;
use num_traits::Zero;
use std::ops::{Deref, DerefMut};

/// Bytes of a line, and of the longest registers: what begins at a multiple of it is loaded from one
/// line, and not from two.
pub(super) const LINE: usize = 64;

/// Bytes from which on large pages are worth asking for: some of them.
const LARGE: usize = 4 << 20;

/// A fixed number of values, the first at the beginning of a line of the cache.
pub(crate) struct Aligned<R>(Memory<R>);

enum Memory<R> {
    Heap {
        data: Vec<R>,
        /// Values before the first.
        start: usize,
        length: usize,
    },
    Pages(Pages<R>),
}

impl<R: Pod + Zero> Aligned<R> {
    /// All zero, in memory that is not touched yet.
    pub fn zeros(length: usize) -> Self {
        let large = length.checked_mul(size_of::<R>()).is_some_and(|bytes| bytes >= LARGE);
        if let Some(pages) = large.then(|| Pages::zeros(length)).flatten() {
            return Self(Memory::Pages(pages));
        }
        let spare = LINE / size_of::<R>().max(1);
        let data = vec![R::zero(); length + spare];
        // Where the beginning cannot be found, any will do.
        let start = data.as_ptr().align_offset(LINE).min(spare);
        Self(Memory::Heap { data, start, length })
    }
}

impl<R> Aligned<R> {
    /// All values, whatever they are.
    fn values(&self) -> &[R] {
        match &self.0 {
            Memory::Heap { data, start, length } => &data[*start..][..*length],
            Memory::Pages(pages) => pages.values(),
        }
    }
}

impl<R: Pod> Deref for Aligned<R> {
    type Target = [R];

    #[inline]
    fn deref(&self) -> &[R] {
        match &self.0 {
            Memory::Heap { data, start, length } => &data[*start..][..*length],
            Memory::Pages(pages) => pages,
        }
    }
}

impl<R: Pod> DerefMut for Aligned<R> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [R] {
        match &mut self.0 {
            Memory::Heap { data, start, length } => &mut data[*start..][..*length],
            Memory::Pages(pages) => pages,
        }
    }
}

/// Memory of its own begins at a line of its own.
impl<R: Clone> Clone for Aligned<R> {
    fn clone(&self) -> Self {
        if let Some(copy) = self.pages().and_then(Pages::copy) {
            return Self(Memory::Pages(copy));
        }
        let (values, spare) = (self.values(), LINE / size_of::<R>().max(1));
        let mut data = Vec::<R>::with_capacity(values.len() + spare);
        let start = data.as_ptr().align_offset(LINE).min(spare);
        data.extend(values.first().into_iter().flat_map(|first| vec![first.clone(); start]));
        data.extend_from_slice(values);
        let length = values.len();
        Self(Memory::Heap { start: data.len() - length, data, length })
    }
}

impl<R> Aligned<R> {
    fn pages(&self) -> Option<&Pages<R>> {
        if let Memory::Pages(pages) = &self.0 { Some(pages) } else { None }
    }
}

impl<R: PartialEq> PartialEq for Aligned<R> {
    fn eq(&self, other: &Self) -> bool {
        self.values() == other.values()
    }
}

impl<R: std::fmt::Debug> std::fmt::Debug for Aligned<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.values().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_begin_at_a_line_in_copies_too() {
        assert!(Aligned::<f64>::zeros(0).clone().is_empty());
        for length in [1, 17, 1000, 65_536, LARGE / 4, LARGE / 2 + 3] {
            let mut values = Aligned::<f32>::zeros(length);
            assert!(values.iter().all(|value| *value == 0.0));
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

    #[test]
    #[cfg(target_os = "linux")]
    fn much_memory_is_in_large_pages() {
        let large = Aligned::<f64>::zeros(LARGE / 8);
        assert!(large.pages().is_some() && large.clone().pages().is_some());
        assert!(Aligned::<f64>::zeros(LARGE / 8 - 1).pages().is_none());
    }
}
