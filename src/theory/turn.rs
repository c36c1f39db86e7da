//! Fields turned by a phase, each site alone.

use crate::lattice::simd::{Arithmetic, Kernel, Vector, dispatch};
use crate::lattice::{Lattice, Real, SiteField};
use std::f64::consts::PI;

/// The rotation `rot(angle) = cos + sin X_0` in one precision, as three shears.
///
/// However its coefficients are rounded, a product of shears has determinant 1, so a field that is
/// turned a million times neither grows nor shrinks; with a rounded cos and sin, `f32` loses 1e-4
/// of the charge in some thousand ticks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn<R> {
    /// `tan(angle / 2)`
    pub(super) half_tan: R,
    /// `sin(angle)`
    pub(super) sin: R,
    /// -1 where the angle was brought into [-π/2, π/2] by half a turn.
    pub(super) sign: R,
}

impl<R: Real> Turn<R> {
    pub(super) fn by(angle: f64) -> Self {
        let half_turns = (angle / PI).round();
        let rest = angle - half_turns * PI;
        let sign = if half_turns.rem_euclid(2.0) == 0.0 { R::one() } else { -R::one() };
        Self { half_tan: R::of((rest / 2.0).tan()), sin: R::of(rest.sin()), sign }
    }

    /// The same turn for a vector of sites.
    #[inline(always)]
    pub(super) fn splat<V: Vector<R>>(self) -> Turn<V> {
        let Self { half_tan, sin, sign } = self;
        Turn { half_tan: V::splat(half_tan), sin: V::splat(sin), sign: V::splat(sign) }
    }
}

impl<V: Arithmetic> Turn<V> {
    /// `X_0` takes each pair of components (u, w) to (w, -u): of a site, or of a vector of them.
    #[inline(always)]
    pub(super) fn apply(self, pair: [V; 2]) -> [V; 2] {
        let [u, w] = self.shear(pair);
        [self.sign * u, self.sign * w]
    }

    /// The turn without its sign.
    #[inline(always)]
    pub(super) fn shear(self, [u, w]: [V; 2]) -> [V; 2] {
        let u = u + self.half_tan * w;
        let w = w - self.sin * u;
        [u + self.half_tan * w, w]
    }

    /// What undoes [`Turn::shear`], but for rounding.
    #[inline(always)]
    pub(super) fn shear_back(self, [u, w]: [V; 2]) -> [V; 2] {
        let u = u - self.half_tan * w;
        let w = w + self.sin * u;
        [u - self.half_tan * w, w]
    }
}

/// `field -> rot(angle) field`, the angle that of a turn.
pub(super) fn turn<R: Real>(lattice: &Lattice, field: &mut SiteField<R>, turn: Turn<R>) {
    field.for_each_row(lattice, |_, values| {
        for pair in values.chunks_exact_mut(2 * lattice.row_len()) {
            let (u, w) = pair.split_at_mut(lattice.row_len());
            for (u, w) in u.iter_mut().zip(w) {
                [*u, *w] = turn.apply([*u, *w]);
            }
        }
    });
}

/// The turns `rot((A_0 + rate) t)` of each site for each of two rates.
///
/// # Conventions
/// Components half_tan and sin for the first rate and for the second, then the signs of both; these
/// only where one of them may be -1.
pub(super) fn local_turns<R: Real>(
    lattice: &Lattice,
    potential: &SiteField<R>,
    rates: [f64; 2],
    t: f64,
) -> SiteField<R> {
    let most = potential.values().iter().fold(0.0_f64, |most, a0| most.max(a0.wide().abs()));
    let within = |rate: &f64| (most + rate.abs()) * t.abs() < PI / 2.0 - 1e-6;
    let components = if rates.iter().all(within) { 4 } else { 6 };
    let mut turns = SiteField::zeros(lattice, components);
    turns.for_each_row(lattice, |row, values| {
        let mut last = (R::nan(), [Turn::by(0.0); 2]);
        for (x, a0) in potential.block(row).iter().enumerate() {
            // A step, a barrier or a well is flat but for its edges: most turns are the last one again.
            if *a0 != last.0 {
                last = (*a0, rates.map(|rate| Turn::by((a0.wide() + rate) * t)));
            }
            let [one, other] = last.1;
            let all = [one.half_tan, one.sin, other.half_tan, other.sin, one.sign, other.sign];
            let slots = values.iter_mut().skip(x).step_by(lattice.row_len());
            slots.zip(all).for_each(|(slot, value)| *slot = value);
        }
    });
    turns
}

/// `field -> rot(angle) field`, computed in f64 and rounded once.
pub(super) fn turn_precisely<R: Real>(lattice: &Lattice, field: &mut SiteField<R>, angle: f64) {
    let turn = Turn::by(angle);
    field.for_each_row(lattice, |_, values| {
        for pair in values.chunks_exact_mut(2 * lattice.row_len()) {
            let (u, w) = pair.split_at_mut(lattice.row_len());
            turn_run(turn, 1.0, u, w);
        }
    });
}

/// `(u, ± w)` turned at a run of sites, in f64, each value rounded once.
pub(super) fn turn_run<R: Real>(turn: Turn<f64>, sign: f64, u: &mut [R], w: &mut [R]) {
    dispatch(Precisely { turn, sign, u, w });
}

/// A run of pairs of components. A plain loop, of which the instructions of the machine make vectors.
struct Precisely<'a, R> {
    turn: Turn<f64>,
    sign: f64,
    u: &'a mut [R],
    w: &'a mut [R],
}

impl<R: Real> Kernel<R> for Precisely<'_, R> {
    #[inline(always)]
    fn run<V: Vector<R>>(self) {
        let Self { turn, sign, u, w } = self;
        let sites = u.len();
        let w = &mut w[..sites];
        for x in 0..sites {
            let turned = turn.apply([u[x].wide(), sign * w[x].wide()]);
            (u[x], w[x]) = (R::of(turned[0]), R::of(sign * turned[1]));
        }
    }
}

/// `field -> rot((A_0 + rate) t) field`, computed in f64 and rounded once.
pub(super) fn turn_locally<R: Real>(
    lattice: &Lattice,
    field: &mut SiteField<R>,
    potential: &SiteField<R>,
    rate: f64,
    t: f64,
) {
    field.for_each_row(lattice, |row, values| {
        let (potential, length) = (potential.block(row), lattice.row_len());
        // A step, a barrier or a well is flat but for its edges: most turns are the last one again.
        let mut last = (R::nan(), Turn::by(0.0));
        for x in 0..length {
            if potential[x] != last.0 {
                last = (potential[x], Turn::by((potential[x].wide() + rate) * t));
            }
            for pair in values.chunks_exact_mut(2 * length) {
                [pair[x], pair[x + length]] =
                    last.1.apply([pair[x].wide(), pair[x + length].wide()]).map(R::of);
            }
        }
    });
}
