//! Weights that reach the next sites: the mass with its Wilson term, `M = m - (r h/2) Lap`.
//!
//! Beyond a fixed edge the field is zero: what leaves the lattice is missing, the term on the site
//! itself stays.

use super::Dirac;
use crate::lattice::{Direction, Lattice, Real, SiteField};

const BOTH: [Direction; 2] = [Direction::Backward, Direction::Forward];

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// `out += t M X_0 source`
    pub(super) fn weigh_mass(
        &self,
        lattice: &Lattice,
        out: &mut SiteField<R>,
        source: &SiteField<R>,
        t: f64,
    ) {
        let x0 = self.turning_factor();
        let hop = -self.r / (2.0 * lattice.spacing());
        let length = lattice.row_len();
        out.for_each_row(lattice, |row, out| {
            self.each_neighbour(lattice, source, row, hop, |weight, a, to, from| {
                let scale = R::of(t * weight * x0.sign[a]);
                let from = &from[x0.from[a] * length..];
                let out = &mut out[a * length + to.0..a * length + to.1];
                out.iter_mut().zip(&from[to.2..]).for_each(|(out, from)| *out += scale * *from);
            });
        });
    }

    /// `out += sign f · M f` on the sites of a row.
    pub(super) fn add_mass_density(
        &self,
        lattice: &Lattice,
        field: &SiteField<R>,
        row: usize,
        sign: f64,
        out: &mut [f64],
    ) {
        let (hop, length) = (-self.r / (2.0 * lattice.spacing()), lattice.row_len());
        let block = field.block(row);
        self.each_neighbour(lattice, field, row, hop, |weight, a, to, from| {
            let here = &block[a * length + to.0..a * length + to.1];
            let from = &from[a * length + to.2..];
            for ((out, here), from) in out[to.0..to.1].iter_mut().zip(here).zip(from) {
                *out += sign * weight * here.wide() * from.wide();
            }
        });
    }

    /// Calls `with(weight, component, (first, end, from first), block)` for the row itself and each
    /// row or part of a row beside it: sites `first..end` see the block from `from first` on.
    fn each_neighbour(
        &self,
        lattice: &Lattice,
        source: &SiteField<R>,
        row: usize,
        hop: f64,
        mut with: impl FnMut(f64, usize, (usize, usize, usize), &[R]),
    ) {
        let (here, n) = (source.block(row), lattice.row_len());
        let mut all = |weight: f64, part: (usize, usize, usize), block: &[R]| {
            (0..K).for_each(|a| with(weight, a, part, block));
        };
        all(self.on_site_mass, (0, n, 0), here);
        if hop == 0.0 {
            return;
        }
        for mu in 0..D - 1 {
            for way in BOTH {
                if let Some(beside) = lattice.row_neighbour(row, mu, way) {
                    all(hop, (0, n, 0), source.block(beside));
                }
            }
        }
        all(hop, (0, n - 1, 1), here);
        all(hop, (1, n, 0), here);
        if lattice.boundary()[D - 1].is_periodic() {
            all(hop, (n - 1, n, 0), here);
            all(hop, (0, 1, n - 1), here);
        }
    }
}
