//! A field that several threads change at once, each where no other looks.
#![allow(unsafe_code, reason = "threads at work on interleaved rows of one field, in place")]

use super::{Real, SiteField};
use std::marker::PhantomData;

/// The rows of a field, by address.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a, R> {
    values: *mut R,
    block_len: usize,
    blocks: usize,
    field: PhantomData<&'a mut [R]>,
}

// SAFETY: it gives out addresses only; who reads or writes through them sees to it that nobody else
// writes there.
unsafe impl<R: Send> Send for Shared<'_, R> {}
// SAFETY: as above.
unsafe impl<R: Send> Sync for Shared<'_, R> {}

impl<'a, R: Real> Shared<'a, R> {
    /// A field, for as long as nobody else has it.
    pub(crate) fn new(field: &'a mut SiteField<R>) -> Self {
        let block_len = field.block_len();
        let values = field.values_mut();
        let blocks = values.len() / block_len;
        Self { values: values.as_mut_ptr(), block_len, blocks, field: PhantomData }
    }

    /// The first value of a row: all its components follow, as in [`SiteField::block`].
    #[inline]
    pub(crate) fn block(&self, row: usize) -> *mut R {
        assert!(row < self.blocks, "row {row} of {}", self.blocks);
        // SAFETY: the row is one of the field's.
        unsafe { self.values.add(row * self.block_len) }
    }
}
