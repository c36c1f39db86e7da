//! The potential with its numbers put in: value, slope and curvature.

use crate::lattice::Real;
use crate::theory::{Couplings, ModelError, Potential, PotentialExpr};

/// A potential of one variable.
pub(in crate::theory) struct Force {
    pub(in crate::theory) kind: Potential,
    pub(in crate::theory) couplings: Couplings,
}

/// Points at which the curvature of a typed potential is looked at.
const SAMPLES: usize = 1025;

/// A typed potential without walls is looked at to this many times the largest |phi| (or 1).
const UNBOUND: f64 = 4.0;

impl Force {
    pub(in crate::theory) fn new(potential: Option<&Potential>, couplings: Couplings) -> Self {
        let kind = potential.cloned().unwrap_or(Potential::Mass);
        Self { kind, couplings }
    }

    /// `V(phi)`
    pub(in crate::theory) fn value(&self, phi: f64) -> f64 {
        self.kind.value(phi, &self.couplings)
    }

    /// `dV/dphi`
    pub(in crate::theory) fn slope(&self, phi: f64) -> f64 {
        let Couplings { m, lam, v, .. } = self.couplings;
        match &self.kind {
            Potential::Mass => m * m * phi,
            Potential::Phi4 => lam * (phi * phi - v * v) * phi,
            Potential::SineGordon => phi.sin(),
            Potential::Expr(expr) => expr.at(1, phi, &self.couplings),
        }
    }

    /// The largest `V''` the field can meet.
    ///
    /// # Conventions
    /// The field is taken to reach the turning point it would have if the site with the most energy
    /// (`liveliest`, gradients included) put all of it into its own potential; further only if
    /// waves meet at one site, for which the sentinel watches.
    pub(in crate::theory) fn most_curved<R: Real>(
        &self,
        phi: &[R],
        liveliest: f64,
    ) -> Result<f64, ModelError> {
        let Couplings { m, lam, v, .. } = self.couplings;
        let (low, high) = range(phi);
        match &self.kind {
            Potential::Mass => Ok(m * m),
            Potential::SineGordon => Ok(1.0),
            Potential::Phi4 if lam == 0.0 => Ok(0.0),
            Potential::Phi4 => {
                let turning = v * v + 2.0 * (liveliest / lam).sqrt();
                let furthest = turning.max(low * low).max(high * high);
                Ok(lam * (3.0 * furthest - v * v))
            }
            Potential::Expr(expr) => self.most_curved_typed(expr, low, high, liveliest),
        }
    }

    /// The smallest `V''` there is, where it is known: what is unstable with this is unstable
    /// with any state.
    pub(in crate::theory) fn least_curved(&self) -> f64 {
        let Couplings { m, lam, v, .. } = self.couplings;
        match &self.kind {
            Potential::Mass => m * m,
            Potential::SineGordon => 1.0,
            Potential::Phi4 => -lam * v * v,
            Potential::Expr(_) => 0.0,
        }
    }

    fn most_curved_typed(
        &self,
        expr: &PotentialExpr,
        low: f64,
        high: f64,
        liveliest: f64,
    ) -> Result<f64, ModelError> {
        let scale = low.abs().max(high.abs()).max(1.0);
        let low = self.turning_point(expr, low, -scale, liveliest);
        let high = self.turning_point(expr, high, scale, liveliest);
        let mut most = f64::NEG_INFINITY;
        let even = |sample: usize| low + (high - low) * sample as f64 / (SAMPLES - 1) as f64;
        // 0 is what a formula is most likely to divide by.
        let zero = (low < 0.0 && high > 0.0).then_some(0.0);
        for phi in (0..SAMPLES).map(even).chain(zero) {
            let orders = [0, 1, 2].map(|order| expr.at(order, phi, &self.couplings));
            if orders.iter().any(|value| !value.is_finite()) {
                let (text, reach) = (expr.text().to_owned(), low.abs().max(high.abs()));
                return Err(ModelError::PotentialNotFinite { text, phi, reach });
            }
            most = most.max(orders[2]);
        }
        Ok(most)
    }

    /// How far from `from`, in steps that lengthen in the direction of `scale`, the field gets with
    /// the energy it has; a few times `scale` where no wall stops it.
    fn turning_point(&self, expr: &PotentialExpr, from: f64, scale: f64, energy: f64) -> f64 {
        const GROWTH: f64 = 1.25;
        const STEPS: i32 = 64;
        let value = |phi| expr.at(0, phi, &self.couplings);
        let mut reached = from;
        for step in 0..STEPS {
            if value(reached) >= energy {
                return reached;
            }
            let next = from + scale / 16.0 * GROWTH.powi(step);
            if !value(next).is_finite() {
                return reached;
            }
            reached = next;
        }
        from + UNBOUND * scale
    }
}

fn range<R: Real>(phi: &[R]) -> (f64, f64) {
    let widen =
        |(low, high): (f64, f64), value: &R| (low.min(value.wide()), high.max(value.wide()));
    phi.iter().fold((f64::INFINITY, f64::NEG_INFINITY), widen)
}
