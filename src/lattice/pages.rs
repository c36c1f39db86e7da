//! Memory of whole pages, large ones where the system has them: a sweep over a field of half a
//! gigabyte then looks up a few hundred addresses, and not a hundred thousand.

use bytemuck::Pod;
use memmap2::MmapMut;
use rayon::prelude::*;
use std::ops::{Deref, DerefMut};

/// Bytes of a large page on most machines. Memory of a whole number of them begins at one.
const PAGE: usize = 2 << 20;

/// A fixed number of values in pages of their own.
pub(super) struct Pages<R> {
    map: MmapMut,
    length: usize,
    /// What its bytes are as values: known where it is made, needed where only R is known.
    cast: fn(&[u8]) -> &[R],
}

impl<R: Pod> Pages<R> {
    /// All bytes zero, in memory that is not touched yet; none where the system refuses.
    pub fn zeros(length: usize) -> Option<Self> {
        let map = map(length.checked_mul(size_of::<R>())?)?;
        Some(Self { map, length, cast: bytemuck::cast_slice })
    }
}

impl<R> Pages<R> {
    /// All values, whatever they are.
    pub fn values(&self) -> &[R] {
        &(self.cast)(&self.map)[..self.length]
    }

    /// The same values in memory of their own, which several threads touch first.
    pub fn copy(&self) -> Option<Self> {
        let mut map = map(self.map.len())?;
        let pages = map.par_chunks_mut(PAGE).zip(self.map.par_chunks(PAGE));
        pages.for_each(|(to, from)| to.copy_from_slice(from));
        Some(Self { map, ..*self })
    }
}

/// Pages of at least so many bytes, if the system has them.
fn map(bytes: usize) -> Option<MmapMut> {
    let map = MmapMut::map_anon(bytes.checked_next_multiple_of(PAGE)?).ok()?;
    // Where there are no large pages, small ones do.
    #[cfg(target_os = "linux")]
    let _ = map.advise(memmap2::Advice::HugePage);
    Some(map)
}

impl<R: Pod> Deref for Pages<R> {
    type Target = [R];

    #[inline]
    fn deref(&self) -> &[R] {
        &bytemuck::cast_slice(&self.map)[..self.length]
    }
}

impl<R: Pod> DerefMut for Pages<R> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [R] {
        &mut bytemuck::cast_slice_mut(&mut self.map)[..self.length]
    }
}
