//! The rotations of the unitary schedule, each in closed form.
//!
//! Computed in f64 and rounded once: with coefficients rounded to f32 the rotations would no longer
//! keep the same norm, and what one gains the next does not take back.

use super::Dirac;
use super::bond::{BondLinks, rotate_bond, rotate_linked};
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Real, SiteField};
use crate::theory::turn::Turn;
use crate::theory::{Bonds, SignedPermutation};
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
        for_each_pair(lattice, phi, pi, Some, |_, (phi, pi)| {
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
            let ahead = |row| lattice.row_neighbour(row, mu, Direction::Forward);
            return for_each_pair(lattice, phi, pi, ahead, |row, (phi, pi)| {
                rotate_part(turn, factor, (phi, 0), (pi, 0), [length, length], links(row, 0));
            });
        }
        let closed = lattice.boundary()[mu].is_periodic();
        for_each_pair(lattice, phi, pi, Some, |row, (phi, pi)| {
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

/// First sites of the bonds of a colour along an axis.
fn firsts(extent: usize, closed: bool, colour: usize) -> impl Iterator<Item = usize> {
    let last = extent - 1;
    let of_circle = if last.is_multiple_of(2) { 2 } else { 1 };
    let inner = (colour..if colour < 2 { last } else { 0 }).step_by(2);
    inner.chain((closed && colour == of_circle).then_some(last))
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
        if mu + 1 == D {
            let firsts: Vec<usize> = firsts(extent, closed, colour).collect();
            return field.for_each_row(lattice, |row, values| {
                let links = BondLinks::of(gauge, row, mu, 0);
                for &x in &firsts {
                    let next = if x + 1 < extent { x + 1 } else { 0 };
                    rotate_bond(turn, &x0, values, [x, next, length], links.map(|l| l.at(x)));
                }
            });
        }
        let mut begins = vec![false; extent];
        firsts(extent, closed, colour).for_each(|index| begins[index] = true);
        let mut blocks: Vec<Option<&mut [R]>> = field.blocks_mut().map(Some).collect();
        let pair = |row| {
            let begins = begins[lattice.row_index(row, mu)];
            let next = lattice.row_neighbour(row, mu, Direction::Forward).filter(|_| begins)?;
            Some((row, (blocks[row].take()?, blocks[next].take()?)))
        };
        let pairs: Vec<(usize, Pair<'_, R>)> = (0..lattice.rows()).filter_map(pair).collect();
        let pairs = pairs.into_par_iter().with_min_len(lattice.rows_per_chunk());
        pairs.for_each(|(row, (here, next))| {
            let links = BondLinks::of(gauge, row, mu, 0);
            rotate_part(turn, &x0, (here, 0), (next, 0), [length, length], links);
        });
    }
}

/// Calls `work` with each row of phi and the row of pi that `partner` names; no row has two.
fn for_each_pair<R: Real>(
    lattice: &Lattice,
    phi: &mut SiteField<R>,
    pi: &mut SiteField<R>,
    partner: impl Fn(usize) -> Option<usize>,
    work: impl Fn(usize, Pair<'_, R>) + Send + Sync,
) {
    let mut blocks: Vec<Option<&mut [R]>> = pi.blocks_mut().map(Some).collect();
    let pair = |(row, phi)| Some((row, (phi, blocks[partner(row)?].take()?)));
    let pairs: Vec<(usize, Pair<'_, R>)> = phi.blocks_mut().enumerate().filter_map(pair).collect();
    let pairs = pairs.into_par_iter().with_min_len(lattice.rows_per_chunk());
    pairs.for_each(|(row, pair)| work(row, pair));
}

/// `u -> cos u + sin X v`, `v -> cos v + sin X u` on `sites` sites of blocks whose components are
/// `length` long, from a first site in each.
fn rotate_part<R: Real, const K: usize>(
    turn: Turn<f64>,
    factor: &SignedPermutation<K>,
    (u, from_u): (&mut [R], usize),
    (v, from_v): (&mut [R], usize),
    [sites, length]: [usize; 2],
    links: Option<BondLinks<'_, R>>,
) {
    if let Some(links) = links {
        return rotate_linked(turn, factor, (u, from_u), (v, from_v), [sites, length], links);
    }
    for a in 0..K {
        let u = &mut u[a * length + from_u..][..sites];
        let v = &mut v[factor.from[a] * length + from_v..][..sites];
        let sign = factor.sign[a];
        for (u, v) in u.iter_mut().zip(v) {
            let [turned, w] = turn.apply([u.wide(), sign * v.wide()]);
            (*u, *v) = (R::of(turned), R::of(sign * w));
        }
    }
}

/// `out += factor Σ_mu X_mu source` on the sites of a row.
fn add_sum<R: Real, const K: usize>(
    out: &mut [R],
    source: &[R],
    factors: &[SignedPermutation<K>],
    factor: f64,
) {
    let length = out.len() / K;
    for (a, out) in out.chunks_exact_mut(length).enumerate() {
        for x in factors {
            let scale = factor * x.sign[a];
            for (out, source) in out.iter_mut().zip(&source[x.from[a] * length..]) {
                *out = R::of(out.wide() + scale * source.wide());
            }
        }
    }
}
