//! Tiles in space and time for steps that read a site and the sites next to it.
//!
//! A tick is taken apart into *levels*, each of which changes one field at a site and reads the
//! other there and beside: level `2t` is the kick of tick t, level `2t + 1` its drift. All happens
//! in place, so level u at a site must come after level u - 1 at the site and its neighbours. A
//! tile is a range of sites whose edges move by one site a level at most: inwards (a trapezoid, which
//! needs nothing of its neighbours), outwards (a seam, which needs the trapezoids on both sides), or
//! both to the left (a strip, which needs the strip to its left).
//!
//! # Reference
//! Split tiling and time skewing, as in V. Bandishti, I. Pananilath, U. Bondhugula (2012).

use std::ops::Range;

/// Sites of a tile along an axis: from the first level on the edges move by so many sites a level.
/// Sites beyond the end of a circle are those at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    sites: [isize; 2],
    moves: [isize; 2],
}

impl Span {
    /// All sites of an axis, at every level.
    pub fn whole(extent: usize) -> Self {
        Self { sites: [0, extent as isize], moves: [0, 0] }
    }

    /// The sites at a level.
    #[inline(always)]
    pub fn at(&self, level: usize) -> Range<isize> {
        let edge = |side: usize| self.sites[side] + self.moves[side] * level as isize;
        edge(0)..edge(1)
    }

    /// Places `site + level` of all that it works on: a front that passes them in order has done
    /// everything a level needs.
    #[inline(always)]
    pub fn front(&self, levels: usize) -> Range<isize> {
        let last = levels as isize - 1;
        self.sites[0]..self.sites[1] + (self.moves[1] + 1).max(0) * last
    }
}

/// The place of a site on an axis that it may lie beyond the end of.
#[inline(always)]
pub(super) fn wrap(site: isize, extent: usize) -> usize {
    let (site, extent) = (site, extent as isize);
    let site = if site >= extent { site - extent } else { site };
    (if site < 0 { site + extent } else { site }) as usize
}

/// An axis cut for work side by side: trapezoids, and when all of those are done the seams between
/// them.
pub(super) fn blocks(extent: usize, count: usize, circle: bool) -> [Vec<Span>; 2] {
    if count == 1 && !circle {
        return [vec![Span::whole(extent)], vec![]];
    }
    let edge = |block: usize| (extent * block / count) as isize;
    let open = |edge: usize| circle || (edge > 0 && edge < count);
    let trapezoid = |block: usize| Span {
        sites: [edge(block), edge(block + 1)],
        moves: [isize::from(open(block)), -isize::from(open(block + 1))],
    };
    let seam = |block: usize| Span { sites: [edge(block); 2], moves: [-1, 1] };
    let seams = (1..=count).filter(|block| open(*block));
    [(0..count).map(trapezoid).collect(), seams.map(seam).collect()]
}

/// The most ticks that blocks of an axis can take at once; without bound where it is whole.
pub(super) fn most_ticks(extent: usize, count: usize, circle: bool) -> usize {
    let narrowest = extent / count;
    match (circle, count) {
        (false, 1) => usize::MAX,
        // One level less than two edges can move through.
        _ => narrowest / 4,
    }
}

/// An axis cut for work in order, each strip about `width` sites wide.
pub(super) fn strips(extent: usize, width: usize, circle: bool, levels: usize) -> Vec<Span> {
    let first = width.max(2 * (levels - 1)).max(1);
    let more = extent.saturating_sub(first).div_ceil(width.max(1));
    if more == 0 {
        return vec![Span::whole(extent)];
    }
    let edge = |strip: usize| match strip {
        0 => 0,
        _ => (first + (extent - first) * (strip - 1) / more) as isize,
    };
    let strip = |at: usize| Span {
        sites: [edge(at), edge(at + 1)],
        moves: [
            if at == 0 { isize::from(circle) } else { -1 },
            if at == more { isize::from(circle) } else { -1 },
        ],
    };
    (0..=more).map(strip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes what is done and checks that all it needs was done before.
    struct Book {
        circle: bool,
        /// Levels done at each site.
        done: Vec<usize>,
    }

    impl Book {
        fn new(extent: usize, circle: bool) -> Self {
            Self { circle, done: vec![0; extent] }
        }

        fn note(&mut self, site: isize, level: usize) {
            let extent = self.done.len();
            let at = wrap(site, extent);
            assert_eq!(self.done[at], level, "site {at} out of turn");
            let (before, after) = ((at + extent - 1) % extent, (at + 1) % extent);
            for (beside, beyond) in [(before, at == 0), (after, at + 1 == extent)] {
                // The level before must be done there, and the next must not.
                let known = self.done[beside];
                assert!(
                    (beyond && !self.circle) || known == level || known == level + 1,
                    "site {at} at level {level} beside {beside}, where {known} are done"
                );
            }
            self.done[at] = level + 1;
        }

        /// A front through a span.
        fn pass(&mut self, span: &Span, levels: usize) {
            for place in span.front(levels) {
                for level in 0..levels {
                    let site = place - level as isize;
                    if span.at(level).contains(&site) {
                        self.note(site, level);
                    }
                }
            }
        }
    }

    #[test]
    fn blocks_do_every_level_of_every_site_once_and_in_order() {
        for circle in [true, false] {
            for extent in [1, 4, 5, 9, 16, 31, 64, 65] {
                for count in [1, 2, 3, 5] {
                    let most = most_ticks(extent, count, circle).min(9);
                    for ticks in 1..=most {
                        let (levels, mut book) = (2 * ticks + 1, Book::new(extent, circle));
                        let phases = blocks(extent, count, circle);
                        phases.iter().flatten().for_each(|span| book.pass(span, levels));
                        assert!(book.done.iter().all(|done| *done == levels));
                        // In any order within a phase.
                        let mut book = Book::new(extent, circle);
                        phases.iter().for_each(|phase| {
                            phase.iter().rev().for_each(|span| book.pass(span, levels));
                        });
                        assert!(book.done.iter().all(|done| *done == levels));
                    }
                }
            }
        }
    }

    #[test]
    fn strips_do_every_level_of_every_site_once_and_in_order() {
        for circle in [true, false] {
            for extent in [1, 2, 7, 16, 40, 67, 128] {
                for (width, ticks) in [(1, 1), (5, 1), (5, 3), (16, 8), (64, 2), (1000, 8)] {
                    let (levels, mut book) = (2 * ticks + 1, Book::new(extent, circle));
                    let cut = strips(extent, width, circle, levels);
                    for span in &cut {
                        // Level by level, as the rows of a plane are done.
                        for level in 0..levels {
                            span.at(level).for_each(|site| book.note(site, level));
                        }
                    }
                    assert!(book.done.iter().all(|done| *done == levels));
                    assert!(extent < 2 * width.max(4 * ticks) || cut.len() > 1);
                }
            }
        }
    }
}
