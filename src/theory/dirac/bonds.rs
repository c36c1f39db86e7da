//! The rotations of the unitary schedule, each in closed form.
//!
//! Computed in f64 and rounded once: with coefficients rounded to f32 the rotations would no longer
//! keep the same norm, and what one gains the next does not take back.
#![allow(unsafe_code, reason = "pairs of rows of fields are rotated side by side, in place")]

use super::Dirac;
use super::bond::{BondLinks, rotate_bond};
use super::bond_rows::{add_sum, rotate_part};
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real, Shared, SiteField};
use crate::theory::Bonds;
use crate::theory::turn::Turn;
use rayon::prelude::*;

/// Two blocks of components that rotate into each other.
type Pair<'a, R> = (&'a mut [R], &'a mut [R]);

impl<R: Real, const K: usize, const D: usize> Bonds<R> for Dirac<R, K, D> {
    /// # Equation
    /// `f_i -> cos θ f_i - sin θ X_0 f_{i+e_mu}`, `f_{i+e_mu} -> cos θ f_{i+e_mu} - sin θ X_0 f_i`
    /// with `θ = r t/(2h)` for phi, `-θ` for pi, and with a link `U f_{i+e_mu}` in place of
    /// `f_{i+e_mu}`; along each axis the bonds that begin at even
    /// sites, then those at odd ones, then, where the extent is odd, the one that closes the
    /// circle.
    fn like(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64, mirrored: bool) {
        if self.r == 0.0 {
            return;
        }
        let angle = self.r * t / (2.0 * lattice.spacing());
        let colours = (0..D).flat_map(|mu| (0..COLOURS).map(move |colour| (mu, colour)));
        let mut colours: Vec<_> = colours.collect();
        if mirrored {
            colours.reverse();
        }
        for (mu, colour) in colours {
            let Fields { phi, pi, gauge, .. } = &mut *fields;
            let gauge = GaugeField::turning(gauge.as_ref());
            self.like_colour(lattice, (phi, gauge), mu, colour, Turn::by(angle));
            self.like_colour(lattice, (pi, gauge), mu, colour, Turn::by(-angle));
        }
    }

    /// # Equation
    /// `phi -> cos(wt) phi - sin(wt)/√D S^ pi`, `pi -> cos(wt) pi - sin(wt)/√D S^ phi`,
    /// `S^ = Σ_mu X_mu`, `w = √D/h`; as three shears, see [`Turn`].
    fn on_site(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        let root = (D as f64).sqrt();
        let Turn { half_tan, sin, sign } = Turn::by(root * t / lattice.spacing());
        let [tan, sin] = [half_tan, sin].map(|shear: f64| -shear / root);
        let factors = self.network.factors();
        let Fields { phi, pi, .. } = fields;
        for_each_pair(lattice, phi, pi, None, |_, (phi, pi)| {
            add_sum(phi, pi, factors, tan);
            add_sum(pi, phi, factors, sin);
            add_sum(phi, pi, factors, tan);
            if sign < 0.0 {
                phi.iter_mut().chain(pi).for_each(|value| *value = -*value);
            }
        });
    }

    /// # Equation
    /// `phi_i -> cos(t/h) phi_i + sin(t/h) X_mu pi_{i+e_mu}`,
    /// `pi_{i+e_mu} -> cos(t/h) pi_{i+e_mu} + sin(t/h) X_mu phi_i`; with a link `U pi_{i+e_mu}` in
    /// place of `pi_{i+e_mu}`
    fn along(&self, lattice: &Lattice, fields: &mut Fields<R>, mu: usize, t: f64) {
        let turn = Turn::by(t / lattice.spacing());
        let (factor, length) = (&self.network.factors()[mu], lattice.row_len());
        let Fields { phi, pi, gauge, .. } = fields;
        let gauge = GaugeField::turning(gauge.as_ref());
        let links = |row, first| BondLinks::of(gauge, row, mu, first);
        if mu + 1 < D {
            return for_each_pair(lattice, phi, pi, Some(mu), |row, (phi, pi)| {
                rotate_part(turn, factor, (phi, 0), (pi, 0), [length, length], links(row, 0));
            });
        }
        let closed = lattice.boundary()[mu].is_periodic();
        for_each_pair(lattice, phi, pi, None, |row, (phi, pi)| {
            let (u, v, last) = ((&mut *phi, 0), (&mut *pi, 1), length - 1);
            rotate_part(turn, factor, u, v, [last, length], links(row, 0));
            if closed {
                rotate_part(turn, factor, (phi, last), (pi, 0), [1, length], links(row, last));
            }
        });
    }
}

/// Even bonds, odd bonds, and the one that closes a circle of odd extent.
const COLOURS: usize = 3;

/// The bonds of a colour along an axis, no two of which share a site.
#[derive(Clone, Copy)]
struct Colour {
    extent: usize,
    closed: bool,
    colour: usize,
}

impl Colour {
    /// Whether one begins at a site.
    fn begins_at(self, site: usize) -> bool {
        let Self { extent, closed, colour } = self;
        if site + 1 < extent {
            return colour == site % 2;
        }
        closed && colour == if extent.is_multiple_of(2) { 1 } else { 2 }
    }

    /// The sites at which they begin.
    fn firsts(self) -> impl Iterator<Item = usize> {
        (0..self.extent).filter(move |site| self.begins_at(*site))
    }
}

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// Rotates the bonds of one colour along one axis.
    fn like_colour(
        &self,
        lattice: &Lattice,
        (field, gauge): (&mut SiteField<R>, Option<&GaugeField<R>>),
        mu: usize,
        colour: usize,
        turn: Turn<f64>,
    ) {
        let (x0, extent) = (self.turning_factor().negative(), lattice.shape()[mu]);
        let closed = lattice.boundary()[mu].is_periodic();
        let length = lattice.row_len();
        let colour = Colour { extent, closed, colour };
        if mu + 1 == D {
            return field.for_each_row(lattice, |row, values| {
                let links = BondLinks::of(gauge, row, mu, 0);
                for x in colour.firsts() {
                    let next = if x + 1 < extent { x + 1 } else { 0 };
                    rotate_bond(turn, &x0, values, [x, next, length], links.map(|l| l.at(x)));
                }
            });
        }
        let block = field.block_len();
        let field = Shared::new(field);
        let rows = (0..lattice.rows()).into_par_iter().with_min_len(lattice.rows_per_chunk());
        rows.filter(|row| colour.begins_at(lattice.row_index(*row, mu))).for_each(|row| {
            let Some(next) = lattice.row_neighbour(row, mu, Direction::Forward) else { return };
            // SAFETY: both are rows of the field, and no other bond of the colour has either.
            let [here, next] = unsafe { [row_of(&field, row, block), row_of(&field, next, block)] };
            let links = BondLinks::of(gauge, row, mu, 0);
            rotate_part(turn, &x0, (here, 0), (next, 0), [length, length], links);
        });
    }
}

/// Calls `work` with each row of phi and the same row of pi, or the one ahead of it along an axis.
fn for_each_pair<R: Real>(
    lattice: &Lattice,
    phi: &mut SiteField<R>,
    pi: &mut SiteField<R>,
    ahead: Option<usize>,
    work: impl Fn(usize, Pair<'_, R>) + Send + Sync,
) {
    let block = pi.block_len();
    let pi = Shared::new(pi);
    phi.for_each_row(lattice, |row, phi| {
        let partner = match ahead {
            None => Some(row),
            Some(mu) => lattice.row_neighbour(row, mu, Direction::Forward),
        };
        let Some(partner) = partner else { return };
        // SAFETY: it is a row of pi, and that of no other row of phi.
        work(row, (phi, unsafe { row_of(&pi, partner, block) }));
    });
}

/// A row of a field whose rows are so long.
///
/// # Safety
/// Nobody else has it meanwhile.
unsafe fn row_of<'a, R: Real>(field: &Shared<'a, R>, row: usize, block: usize) -> &'a mut [R] {
    // SAFETY: a row is as long, and nobody else has it.
    unsafe { std::slice::from_raw_parts_mut(field.block(row), block) }
}
