//! How many passes share a trip through memory, and in which tiles.

use super::{Reach, Wavefront};

/// The most passes that share a trip: with more, what they have in hand at once leaves the cache.
const DEEPEST: u64 = 9;

/// Bytes of the cache of a core that what a trip has in hand is to stay in.
const CACHE: usize = 1 << 19;

/// How many of so many passes share a trip where each thread has so many places along the first axis:
/// no more than its block bears, a good part of which has to be done before the end of the one before
/// it can be.
pub(super) fn depth(passes: u64, reach: Reach, places: usize) -> usize {
    let bears = |depth: &u64| 4 * reach.span(*depth as usize) < 3 * places;
    let most = (1..=DEEPEST).rev().find(bears).unwrap_or(1);
    passes.div_ceil(passes.div_ceil(most)) as usize
}

/// Blocks for each thread, so that one that is held up is helped by the others.
const BLOCKS: usize = 4;

/// The fewest places across a tile: narrower ones cost more steps than they save misses. The stages of
/// a Laplacian have so little to do at a place that they are better off with the cache of the chip
/// than with many steps.
fn narrowest(reach: Reach) -> usize {
    match reach {
        Reach::OneSided => 24,
        Reach::BothSides => 96,
    }
}

/// The order of so many passes, so many of which share a trip, for places that take `bytes` of both
/// fields.
///
/// A trip has in hand, at any time, a plane for each place its stages are apart and one on either
/// side of them, as wide as a tile. What is left over at the ends of blocks is to be little.
pub(super) fn front(
    extents: [usize; 2],
    bytes: usize,
    (passes, depth): (u64, usize),
    (reach, threads): (Reach, usize),
) -> Wavefront {
    let (planes, width) = (reach.shift(2 * depth - 1) + 3, extents[1] + reach.excess(depth));
    // What lies on either side of a tile along the first axis is read once more: where planes are
    // large, tiles are long.
    let tiles = width.div_ceil((CACHE / (planes * bytes)).max(narrowest(reach)));
    let tile = [(bytes / 512).clamp(4, 16), width.div_ceil(tiles)];
    let least = 4 * reach.span(depth).max(2);
    let blocks = if threads > 1 { (extents[0] / threads / least).clamp(1, BLOCKS) } else { 1 };
    Wavefront { extents, passes, depth, tile, reach, blocks: threads * blocks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_are_shared_out_evenly() {
        let depth = |passes| depth(passes, Reach::OneSided, 99);
        assert_eq!([2, 9, 10, 18, 20].map(depth), [2, 9, 5, 9, 7]);
    }

    #[test]
    fn a_block_bears_its_passes() {
        let depth = |reach, places| depth(9, reach, places);
        assert_eq!([32, 12, 3, 1].map(|places| depth(Reach::OneSided, places)), [9, 3, 1, 1]);
        assert_eq!([64, 32, 12, 3].map(|places| depth(Reach::BothSides, places)), [9, 5, 2, 1]);
    }

    #[test]
    fn tiles_stay_in_the_cache_where_they_can() {
        let front = |extents, bytes, passes| {
            super::front(extents, bytes, (passes, passes as usize), (Reach::OneSided, 2))
        };
        let tile = |bytes, passes| front([256, 256], bytes, passes).tile;
        assert_eq!([tile(2048, 2), tile(2048, 9), tile(8192, 9)], [[4, 52], [4, 23], [16, 23]]);
        assert_eq!(front([5, 7], 512, 2).tile, [4, 10]);
    }

    #[test]
    fn blocks_are_long() {
        let blocks = |extent, passes, threads| {
            super::front([extent, 9], 512, (passes, passes as usize), (Reach::OneSided, threads))
                .blocks
        };
        assert_eq!(
            [blocks(64, 1, 1), blocks(64, 1, 2), blocks(64, 2, 2), blocks(64, 9, 2)],
            [1, 8, 4, 2]
        );
    }
}
