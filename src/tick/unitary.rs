//! The unitary schedule: rotations in closed form.

use super::{Keeps, Made, Reversal, Tick, TickInfo};
use crate::lattice::{Fields, Lattice, Real};
use crate::theory::{Flow, Matrix, ModelError, Modes, Rates, Theory};
use rustfft::num_complex::Complex64;

pub(super) const INFO: TickInfo = TickInfo {
    name: "unitary",
    summary: "A Dirac field by rotations of sites and bonds: orthogonal at every dt",
    equation: "R(dt/2) S(dt/2) L₁(dt/2)…L_D(dt)…L₁(dt/2) S(dt/2) R(dt/2)",
    order: Some(2),
    energy: Keeps::ToOrder(2),
    invariant: Keeps::Exactly,
    corrected: false,
    reversal: Reversal::Step,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(made: &Made<'_, R>) -> Result<Box<dyn Tick<R>>, ModelError> {
    match made.theory.bonds() {
        Some(_) => Ok(Box::new(Unitary)),
        None => made.refuse(
            "it rotates phi and pi of a spinor into each other, which a scalar field does not do",
            "use staged, or the theory dirac",
        ),
    }
}

/// The time-symmetric product of rotations.
///
/// # Equation
/// `R(dt/2) S(dt/2) L_1(dt/2) … L_{D-1}(dt/2) L_D(dt) L_{D-1}(dt/2) … L_1(dt/2) S(dt/2) R(dt/2)`,
/// from right to left; with a Wilson term its bonds between R and S, mirrored on the other side.
///
/// # Conventions
/// Each rotation S and L_mu is activation and learning at once, of one site or one bond: what phi
/// gains pi loses. The activation stage is everything up to and with L_D, which is where phi has
/// met its new pi along every axis; the learning stage is its mirror image, without L_D.
#[derive(Debug)]
pub(super) struct Unitary;

impl<R: Real> Tick<R> for Unitary {
    fn activation(
        &self,
        theory: &dyn Theory<R>,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
    ) {
        let (Some(bonds), last) = (theory.bonds(), lattice.dim() - 1) else { return };
        theory.rotate(lattice, fields, dt / 2.0);
        bonds.like(lattice, fields, dt / 2.0, false);
        bonds.on_site(lattice, fields, dt / 2.0);
        (0..last).for_each(|mu| bonds.along(lattice, fields, mu, dt / 2.0));
        bonds.along(lattice, fields, last, dt);
    }

    fn learning(&self, theory: &dyn Theory<R>, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        let (Some(bonds), last) = (theory.bonds(), lattice.dim() - 1) else { return };
        (0..last).rev().for_each(|mu| bonds.along(lattice, fields, mu, dt / 2.0));
        bonds.on_site(lattice, fields, dt / 2.0);
        bonds.like(lattice, fields, dt / 2.0, true);
        theory.rotate(lattice, fields, dt / 2.0);
    }

    fn limit(&self, _rates: &Rates) -> f64 {
        f64::INFINITY
    }

    fn mode(&self, modes: &dyn Modes, k: [f64; 3], dt: f64) -> Matrix {
        let last = modes.dim() - 1;
        let (rotate, site) = (Flow::Rotate(dt / 2.0), [Flow::OnSite(dt / 2.0)]);
        let inner = (0..last).map(|mu| Flow::Along(mu, dt / 2.0));
        let mirrored = inner.clone().rev().chain(site);
        let flows = site.into_iter().chain(inner).chain([Flow::Along(last, dt)]).chain(mirrored);
        let Some(like) = modes.like_bonds(dt / 2.0) else {
            let one = modes.flow(rotate, k);
            let done = flows.fold(one, |done, flow| &modes.flow(flow, k) * &done);
            return &modes.flow(rotate, k) * &done;
        };
        let folded = Folded { modes, k };
        let bonds = |done: Matrix, mirrored: bool| folded.like(&like, done, mirrored);
        let before = bonds(folded.flow(rotate), false);
        let after = flows.fold(before, |done, flow| &folded.flow(flow) * &done);
        &folded.flow(rotate) * &bonds(after, true)
    }
}

/// The modes at k and at k + π/h along any of the axes together.
struct Folded<'a> {
    modes: &'a dyn Modes,
    k: [f64; 3],
}

impl Folded<'_> {
    fn blocks(&self) -> usize {
        1 << self.modes.dim()
    }

    /// A flow that is the same at every site.
    fn flow(&self, flow: Flow) -> Matrix {
        let (n, edge) = (self.modes.channels(), self.modes.edge());
        let each = |block: usize| {
            let k = std::array::from_fn(|mu| self.k[mu] + edge * (block >> mu & 1) as f64);
            self.modes.flow(flow, k)
        };
        let each: Vec<Matrix> = (0..self.blocks()).map(each).collect();
        Matrix::new(n * self.blocks(), |a, b| match a / n == b / n {
            true => each[a / n].at(a % n, b % n),
            false => Complex64::ZERO,
        })
    }

    /// The bonds between like fields after what is done.
    fn like(&self, bonds: &(f64, Matrix), done: Matrix, mirrored: bool) -> Matrix {
        let colours = (0..self.modes.dim()).flat_map(|mu| [(mu, false), (mu, true)]);
        let mut colours: Vec<_> = colours.collect();
        if mirrored {
            colours.reverse();
        }
        colours.into_iter().fold(done, |done, (mu, odd)| &self.colour(bonds, mu, odd) * &done)
    }

    /// `c + Q (P T + (1 - P) T⁻¹)`, T one step along the axis, P the sites where bonds begin:
    /// `P = (1 ± Π)/2` with Π the sign that alternates along the axis, which shifts k by π/h.
    fn colour(&self, (cos, reach): &(f64, Matrix), mu: usize, odd: bool) -> Matrix {
        let n = self.modes.channels();
        let (step, sign) =
            (self.k[mu] * std::f64::consts::PI / self.modes.edge(), if odd { -1.0 } else { 1.0 });
        Matrix::new(n * self.blocks(), |a, b| {
            let (to, from, unit) = (a / n, b / n, if a == b { *cos } else { 0.0 });
            let alternating = if from >> mu & 1 == 1 { -1.0 } else { 1.0 };
            let hop = match to ^ from {
                0 => Complex64::from(alternating * step.cos()),
                flip if flip == 1 << mu => Complex64::new(0.0, sign * alternating * step.sin()),
                _ => Complex64::ZERO,
            };
            unit + hop * reach.at(a % n, b % n)
        })
    }
}
