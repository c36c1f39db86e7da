//! How many passes share a trip through memory, and in which tiles.

use super::{Reach, Wavefront};

/// The most passes that share a trip: with more, what they have in hand at once leaves the cache.
const DEEPEST: u64 = 9;

/// Bytes of the cache of a core that what a trip has in hand is to stay in.
const CACHE: usize = 1 << 19;

/// How many of so many passes share a trip.
pub(super) fn depth(passes: u64) -> usize {
    passes.div_ceil(passes.div_ceil(DEEPEST)) as usize
}

/// The order of so many passes, so many of which share a trip, for places that take `bytes` of both
/// fields.
///
/// A trip has in hand, at any time, a plane for each place its stages are apart and one on either
/// side of them, as wide as a tile; there are to be some tiles for threads to follow one another along.
pub(super) fn front(
    extents: [usize; 2],
    bytes: usize,
    (passes, depth): (u64, usize),
    reach: Reach,
) -> Wavefront {
    let planes = reach.shift(2 * depth - 1) + 3;
    let some = (extents[1] / 4).max(1);
    // Narrower tiles cost more steps than they save misses.
    let second = (CACHE / (planes * bytes)).clamp(16, 32).min(some);
    let first = (extents[0] / 8).clamp(4, 8);
    Wavefront { extents, passes, depth, tile: [first, second], reach }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_are_shared_out_evenly() {
        assert_eq!([2, 9, 10, 18, 20].map(depth), [2, 9, 5, 9, 7]);
    }

    #[test]
    fn tiles_stay_in_the_cache_where_they_can() {
        let front = |extents, bytes, passes| {
            super::front(extents, bytes, (passes, depth(passes)), Reach::OneSided).tile
        };
        let tile = |bytes, passes| front([256, 256], bytes, passes);
        assert_eq!([tile(2048, 2), tile(2048, 9), tile(8192, 9)], [[8, 32], [8, 23], [8, 16]]);
        assert_eq!(front([5, 7], 512, 2), [4, 1]);
    }
}
