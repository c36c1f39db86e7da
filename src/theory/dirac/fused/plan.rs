//! How many passes share a trip through memory, and in which tiles.

use crate::lattice::wavefront::Wavefront;

/// The order of so many passes, for places that take `bytes` of both fields.
pub(super) fn front(extents: [usize; 2], bytes: usize, passes: u64) -> Wavefront {
    let _ = bytes;
    Wavefront { extents, passes, depth: passes.min(8) as usize, tile: [8, 16] }
}
