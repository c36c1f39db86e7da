//! Several ticks in one trip through memory, in place: see [`tiles`](super::tiles).

use super::rows::{Beside, Kick, drift};
use super::stencil;
use super::tiles::{Span, blocks, most_ticks, strips, wrap};
use crate::lattice::{Direction, EdgeValues, Fields, Lattice, Real};
use rayon::prelude::*;

/// Most ticks of a trip: beyond, tiles outgrow what they are to stay in.
const MOST_TICKS: usize = 8;

/// Bytes of both fields that a front may hold on to: half of a core's own cache, on most machines.
const CACHE: usize = 512 << 10;

/// Rows of a strip at least: narrower ones read more of their neighbours than of their own.
const LEAST_ROWS: usize = 8;

/// Sites that are worth a thread.
const LEAST_SITES: usize = 1 << 13;

/// `n` ticks `Kick(dt/2) Drift(dt) Kick(dt/2)` at a slope of the potential: the bits of as many
/// sweeps, whatever the number of threads.
pub(super) fn leapfrog<R: Real>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    (dt, n): (f64, u64),
    slope: impl Fn(R) -> R + Copy + Sync,
) {
    let cut = Cut::new::<R>(lattice);
    let mut left = n;
    while left > 0 {
        let ticks = left.min(cut.ticks as u64);
        match (ticks, lattice.dim()) {
            (0, _) => {
                one_tick(lattice, fields, dt, slope);
                left -= 1;
            }
            (_, 1) => trip::<R, _, 0>(lattice, fields, &cut, (dt, ticks), slope),
            (_, 2) => trip::<R, _, 2>(lattice, fields, &cut, (dt, ticks), slope),
            _ => trip::<R, _, 4>(lattice, fields, &cut, (dt, ticks), slope),
        }
        left -= ticks;
    }
}

/// A tick sweep by sweep, on a circle too small to be cut.
fn one_tick<R: Real>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    dt: f64,
    slope: impl Fn(R) -> R + Copy + Sync,
) {
    stencil::kick(lattice, fields, dt / 2.0, slope);
    stencil::drift(lattice, fields, dt);
    stencil::kick(lattice, fields, dt / 2.0, slope);
}

/// How the first axis is cut.
struct Cut {
    extent: usize,
    circle: bool,
    blocks: usize,
    /// Most ticks of a trip; 0 where there can be none.
    ticks: usize,
}

impl Cut {
    fn new<R>(lattice: &Lattice) -> Self {
        let (extent, circle) = (lattice.shape()[0], lattice.boundary()[0].is_periodic());
        let threads = (lattice.sites() / LEAST_SITES).clamp(1, rayon::current_num_threads());
        // A block of a single row has no front to keep small.
        let apart = if lattice.dim() == 1 { 2 * extent * size_of::<R>() / CACHE } else { 1 };
        let most = threads.max(apart);
        let fit = |blocks: &usize| most_ticks(extent, *blocks, circle) > 0;
        let blocks = (1..=most).rev().find(fit).unwrap_or(1);
        let ticks = most_ticks(extent, blocks, circle).min(MOST_TICKS);
        Self { extent, circle, blocks, ticks }
    }
}

/// So many ticks, as many as the cut allows at most.
fn trip<R: Real, F: Fn(R) -> R + Copy + Sync, const S: usize>(
    lattice: &Lattice,
    fields: &mut Fields<R>,
    cut: &Cut,
    (dt, ticks): (f64, u64),
    slope: F,
) {
    let levels = 2 * ticks as usize + 1;
    let Fields { phi, pi, edge, .. } = fields;
    let shape = lattice.shape();
    let planes = if S == 0 { 1 } else { shape[0] };
    let trip = Trip::<R, F, S> {
        lattice,
        edge: edge.as_ref(),
        phi: phi.values_mut().as_mut_ptr(),
        pi: pi.values_mut().as_mut_ptr(),
        kick: Kick::new(lattice.spacing(), dt / 2.0, slope),
        dt: R::of(dt),
        levels,
        planes,
        rows: lattice.rows() / planes,
        circles: [0, 1].map(|mu| mu + 1 < lattice.dim() && lattice.boundary()[mu].is_periodic()),
    };
    let strips = trip.strips();
    for phase in blocks(cut.extent, cut.blocks, cut.circle) {
        let tile = |span: Span| match S {
            0 => Tile { planes: Span::whole(1), sites: span },
            _ => Tile { planes: span, sites: Span::whole(lattice.row_len()) },
        };
        phase.into_par_iter().for_each(|span| trip.dispatch(&tile(span), &strips));
    }
}

/// What one thread works on: planes and the sites of their rows; strips of rows come on top.
struct Tile {
    planes: Span,
    sites: Span,
}

/// Fields and what is done to them. Planes are the sites with the same index along the first of
/// three or two axes, rows are those of a plane; `S` rows lie beside a row.
struct Trip<'a, R, F, const S: usize> {
    lattice: &'a Lattice,
    edge: Option<&'a EdgeValues<R>>,
    phi: *mut R,
    pi: *mut R,
    kick: Kick<R, F>,
    dt: R,
    levels: usize,
    planes: usize,
    rows: usize,
    /// Whether planes, and rows of a plane, close on themselves.
    circles: [bool; 2],
}

// The threads share the two pointers, which nothing else holds while a trip lasts. A tile writes a
// value of one field only at a level at which no other tile reads or writes it: that is what its
// spans are made for, and what the tests of `tiles` check site by site.
#[allow(
    unsafe_code,
    reason = "tiles that overlap in space are apart in time, which slices cannot say"
)]
unsafe impl<R: Real, F: Sync, const S: usize> Sync for Trip<'_, R, F, S> {}

/// The same body for each set of instructions, which the loops are made of at compile time; results
/// are the same to the bit, for nothing is contracted.
#[allow(unsafe_code, reason = "instructions beyond the least that all processors have")]
impl<R: Real, F: Fn(R) -> R + Copy + Sync, const S: usize> Trip<'_, R, F, S> {
    fn dispatch(&self, tile: &Tile, strips: &[Span]) {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the processor has them.
                return unsafe { self.run_512(tile, strips) };
            }
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has them.
                return unsafe { self.run_256(tile, strips) };
            }
        }
        self.run::<16>(tile, strips);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f")]
    fn run_512(&self, tile: &Tile, strips: &[Span]) {
        self.run::<64>(tile, strips);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_256(&self, tile: &Tile, strips: &[Span]) {
        self.run::<32>(tile, strips);
    }

    /// With registers of so many bytes.
    #[inline(always)]
    fn run<const BYTES: usize>(&self, tile: &Tile, strips: &[Span]) {
        match BYTES / size_of::<R>() {
            16 => self.fronts::<16>(tile, strips),
            8 => self.fronts::<8>(tile, strips),
            4 => self.fronts::<4>(tile, strips),
            _ => self.fronts::<2>(tile, strips),
        }
    }

    /// Strip by strip, a front of all levels through the planes of the tile.
    #[inline(always)]
    fn fronts<const W: usize>(&self, tile: &Tile, strips: &[Span]) {
        for strip in strips {
            for place in tile.planes.front(self.levels) {
                for level in 0..self.levels {
                    let plane = place - level as isize;
                    if tile.planes.at(level).contains(&plane) {
                        self.plane::<W>(wrap(plane, self.planes), level, strip, &tile.sites);
                    }
                }
            }
        }
    }

    /// A level of a strip of a plane.
    #[inline(always)]
    fn plane<const W: usize>(&self, plane: usize, level: usize, strip: &Span, sites: &Span) {
        let (extent, sites) = (self.lattice.row_len() as isize, sites.at(level));
        // What lies beyond an end of a circle is at its other end.
        let (low, high) = (sites.start.max(0), sites.end.min(extent));
        for y in strip.at(level) {
            let at = (plane, wrap(y, self.rows));
            self.sites::<W>(at, level, low..high);
            self.sites::<W>(at, level, 0..sites.end - extent);
            self.sites::<W>(at, level, sites.start + extent..extent);
        }
    }
}

#[allow(unsafe_code, reason = "see the note on Sync")]
impl<R: Real, F: Fn(R) -> R + Copy + Sync, const S: usize> Trip<'_, R, F, S> {
    /// A level of some sites of a row.
    #[inline(always)]
    fn sites<const W: usize>(
        &self,
        (plane, y): (usize, usize),
        level: usize,
        sites: std::ops::Range<isize>,
    ) {
        if sites.is_empty() {
            return;
        }
        let (from, count) = (sites.start as usize, (sites.end - sites.start) as usize);
        let row = plane * self.rows + y;
        let start = row * self.lattice.row_len() + from;
        if level % 2 == 1 {
            // SAFETY: of this level phi is this tile's alone; nobody writes pi here.
            let (phi, pi) = unsafe {
                (
                    std::slice::from_raw_parts_mut(self.phi.add(start), count),
                    std::slice::from_raw_parts(self.pi.add(start), count),
                )
            };
            return drift::<R, W>(phi, pi, self.dt);
        }
        // SAFETY: of this level pi is this tile's alone; nobody writes phi here or beside.
        let pi = unsafe { std::slice::from_raw_parts_mut(self.pi.add(start), count) };
        let runs = self.beside((plane, y), row).map(|run| &run[from..from + count]);
        let here = self.row(row, from, count);
        let ends = [
            self.end(row, from, Direction::Backward),
            self.end(row, from + count - 1, Direction::Forward),
        ];
        let twice = level > 0 && level + 1 < self.levels;
        self.kick.run::<S, W>(pi, here, Beside { ends, runs }, twice);
    }

    /// Some sites of a row of phi.
    #[inline(always)]
    fn row(&self, row: usize, from: usize, count: usize) -> &[R] {
        // SAFETY: within the field; nobody writes phi at a level of the kick.
        unsafe {
            std::slice::from_raw_parts(self.phi.add(row * self.lattice.row_len() + from), count)
        }
    }

    /// The rows of phi beside a row: of the lattice, of ghosts, or, where the slope is zero, itself.
    #[inline(always)]
    fn beside(&self, (plane, y): (usize, usize), row: usize) -> [&[R]; S] {
        let length = self.lattice.row_len();
        std::array::from_fn(|slot| {
            let (mu, back) = (slot / 2, slot % 2 == 0);
            let (index, extent, stride) = match mu {
                0 => (plane, self.planes, self.rows),
                _ => (y, self.rows, 1),
            };
            let inside = if back { index > 0 } else { index + 1 < extent };
            let next = match (inside, back) {
                (true, true) => row - stride,
                (true, false) => row + stride,
                _ if !self.circles[mu] => return self.beyond(mu, back, row),
                (false, true) => row + (extent - 1) * stride,
                (false, false) => row - (extent - 1) * stride,
            };
            self.row(next, 0, length)
        })
    }

    /// The row beyond an edge.
    #[cold]
    fn beyond(&self, mu: usize, back: bool, row: usize) -> &[R] {
        let direction = if back { Direction::Backward } else { Direction::Forward };
        let ghosts = self.edge.and_then(|edge| edge.row(self.lattice, mu, direction, 0, row));
        ghosts.unwrap_or_else(|| self.row(row, 0, self.lattice.row_len()))
    }

    /// The neighbour of site `x` along its row.
    #[inline(always)]
    fn end(&self, row: usize, x: usize, direction: Direction) -> R {
        let last = self.lattice.row_len() - 1;
        let at = |x: usize| self.row(row, x, 1)[0];
        match direction {
            Direction::Backward if x > 0 => at(x - 1),
            Direction::Forward if x < last => at(x + 1),
            _ if self.lattice.boundary()[self.lattice.dim() - 1].is_periodic() => at(last - x),
            _ => {
                let ghost = self.edge.and_then(|edge| edge.end(self.lattice, direction, 0, row));
                ghost.unwrap_or_else(|| at(x))
            }
        }
    }

    /// The strips of rows that a plane is worked through in, narrow enough for a front to stay in
    /// the cache.
    fn strips(&self) -> Vec<Span> {
        let row = 2 * self.lattice.row_len() * size_of::<R>();
        let width = CACHE / (row * self.levels.min(self.planes));
        strips(self.rows, width.max(LEAST_ROWS), self.circles[1], self.levels)
    }
}
