//! Weights that reach the next sites: the mass with its Wilson term, `M = m - (r h/2) Lap`.
//!
//! Beyond a fixed edge the field is zero: what leaves the lattice is missing, the term on the site
//! itself stays. What comes from the next sites comes along links.

use super::Dirac;
use crate::lattice::{Direction, GaugeField, Lattice, Real};
use crate::theory::beside::{Beside, Linked};
use crate::theory::{Change, SignedPermutation, Stage};

const BOTH: [Direction; 2] = [Direction::Backward, Direction::Forward];

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// X_0: it swaps the components of each pair.
    pub(super) fn turning_factor(&self) -> SignedPermutation<K> {
        SignedPermutation {
            from: std::array::from_fn(|a| a ^ 1),
            sign: std::array::from_fn(|a| if a % 2 == 0 { 1.0 } else { -1.0 }),
        }
    }

    /// `out += t (A_0 + M) X_0 source`, for learning `out += t (A_0 - M) X_0 source`
    pub(super) fn weigh_by(&self, stage: Stage, change: Change<'_, R>, t: f64) {
        let sign = if stage == Stage::Activation { 1.0 } else { -1.0 };
        let Change { lattice, out, source, gauge } = change;
        let (x0, length) = (self.turning_factor(), lattice.row_len());
        let linked = Linked { field: source, gauge: GaugeField::turning(gauge) };
        let potential = gauge.and_then(GaugeField::potential);
        out.for_each_row(lattice, |row, out| {
            self.each_neighbour(lattice, linked, row, |weight, a, beside| {
                let (scale, from) = (t * sign * weight * x0.sign[a], x0.from[a]);
                for x in beside.sites.clone() {
                    out[a * length + x] += R::of(scale * beside.value(from, x));
                }
            });
            let Some(potential) = potential else { return };
            for (a, out) in out.chunks_exact_mut(length).enumerate() {
                let (scale, from) = (t * x0.sign[a], source.row(row, x0.from[a]));
                for ((out, from), a0) in out.iter_mut().zip(from).zip(potential.block(row)) {
                    *out += R::of(scale * a0.wide() * from.wide());
                }
            }
        });
    }

    /// `out += sign f · M f` on the sites of a row.
    pub(super) fn add_mass_density(
        &self,
        lattice: &Lattice,
        linked: Linked<'_, R>,
        row: usize,
        sign: f64,
        out: &mut [f64],
    ) {
        self.each_neighbour(lattice, linked, row, |weight, a, beside| {
            let here = linked.field.row(row, a);
            for x in beside.sites.clone() {
                out[x] += sign * weight * here[x].wide() * beside.value(a, x);
            }
        });
    }

    /// Calls `with(weight, component, beside)` for the row itself and all that is beside it.
    fn each_neighbour(
        &self,
        lattice: &Lattice,
        linked: Linked<'_, R>,
        row: usize,
        mut with: impl FnMut(f64, usize, &Beside<'_, R>),
    ) {
        let mut all = |weight: f64, beside: &Beside<'_, R>| {
            (0..K).for_each(|a| with(weight, a, beside));
        };
        all(self.on_site_mass, &Beside::own(lattice, linked.field, row));
        if self.r == 0.0 {
            return;
        }
        let hop = -self.r / (2.0 * lattice.spacing());
        for (mu, way) in (0..D).flat_map(|mu| BOTH.map(|way| (mu, way))) {
            Beside::along(lattice, linked, row, mu, way).for_each(|beside| all(hop, &beside));
        }
    }
}
