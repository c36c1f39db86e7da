//! The Dirac field: K = 2 in one dimension, K = 4 in two and three.

mod bond;
mod bond_rows;
mod bonds;
mod charge;
mod current;
mod energy;
mod flux;
mod fused;
mod links;
mod modes;
mod plain;
mod pointwise;
mod sweep;
mod wilson;

use super::beside::Linked;
use super::factors::{E2, Factors, Spin, X4};
use super::turn::{local_turns, turn, turn_locally, turn_precisely};
use super::{
    Bonds, Change, Couplings, LinkCoupling, MadeOf, ModelError, Modes, ParameterInfo, Setup,
    SignedPermutation, Stage, Theory, TheoryInfo,
};
use crate::lattice::{Boundary, Direction, Fields, GaugeField, Lattice, Layer, Real, SiteField};
use crate::network::{self, LearningSystem, NetworkError, Present};
use fused::{Fused, Stages, Turns};
use pointwise::damp;
use sweep::Network;

const MASS: ParameterInfo = ParameterInfo {
    name: "m",
    meaning: "mass; the weights rotate at this rate",
    units: "1/time",
    default: 0.5,
    least: f64::NEG_INFINITY,
};

const WILSON: ParameterInfo = ParameterInfo {
    name: "r",
    meaning: "Wilson parameter; lifts the doublers by 2r/h for each axis",
    units: "1",
    default: 0.0,
    least: f64::NEG_INFINITY,
};

pub(super) const INFO: TheoryInfo = TheoryInfo {
    name: "dirac",
    summary: "A spinor field: activations and trainable variables are its upper and lower half",
    equation: "∂t φ = B π + m X₀ φ, ∂t π = -Bᵀ φ - m X₀ π",
    components: |dim| if dim == 1 { 2 } else { 4 },
    potentials: &[],
    parameters: |_| &[MASS, WILSON],
    extras: &[],
    learns,
    adopt: None,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(setup: &Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError> {
    refuse(setup)?;
    let [_, x1, x2, x3] = X4;
    Ok(match setup.lattice.dim() {
        1 => Box::new(Dirac::new(setup, [E2], 2.0)),
        2 => Box::new(Dirac::new(setup, [x1, x2], (6.0 + 32f64.sqrt()).sqrt())),
        _ => Box::new(Dirac::new(setup, [x1, x2, x3], LARGEST_3D.sqrt())),
    })
}

fn learns(setup: &Setup<'_>, present: &Present<'_>) -> Result<LearningSystem, NetworkError> {
    let Couplings { m, r, .. } = setup.couplings;
    let (tensors, loss) = match (setup.coupling, present.gauge) {
        (LinkCoupling::Additive, Some(gauge)) => {
            network::dirac::additive_tensors(setup.lattice, m, gauge)
        }
        (_, gauge) => network::dirac::tensors_within(setup.lattice, m, r, gauge),
    };
    Ok(LearningSystem { tensors, loss, step: setup.dt })
}

/// `h² σ_max²` of B in three dimensions: the maximum of `|d|² + 2 |a x b|` over wave vectors.
const LARGEST_3D: f64 = 17.233_331_878_8;

fn refuse(setup: &Setup<'_>) -> Result<(), ModelError> {
    if let Some(potential) = setup.potential {
        let given = format!("the potential {:?}", potential.name());
        let allowed = "leave the potential out; its mass is m".to_owned();
        return Err(ModelError::Potential { theory: INFO.name, given, allowed });
    }
    match setup.lattice.boundary().iter().position(|edge| *edge == Boundary::Free) {
        Some(axis) => Err(ModelError::Boundary {
            theory: INFO.name,
            axis,
            boundary: Boundary::Free.name(),
            allowed: "periodic, fixed or absorbing",
        }),
        None => Ok(()),
    }
}

/// A spinor `psi = (phi1 + i phi2, [phi3 + i phi4,] pi1 + i pi2 [, pi3 + i pi4])`.
///
/// # Equation
/// `phi˙ = B pi + (A_0 + M) X_0 phi` (activation), `pi˙ = -Bᵀ phi + (A_0 - M) X_0 pi` (learning),
/// with the mass `M = m - (r h/2) Lap`, r Wilson's, and
/// `(B pi)_i = Σ_mu X_mu (U_{i,mu} pi_{i+e_mu} - pi_i)/h`.
///
/// # Conventions
/// `X_0` acts as -i on `phi1 + i phi2`. Differences are forward in B and backward in Bᵀ; beyond a
/// fixed edge the fields are zero in both, so that Bᵀ stays the transpose of B.
///
/// # Reference
/// (4.17), (4.32); with links the equation above (5.3)
struct Dirac<R, const K: usize, const D: usize> {
    m: f64,
    r: f64,
    /// `m + r D/h`, the part of M on the site itself; m without a Wilson term.
    on_site_mass: f64,
    couplings: Couplings,
    network: Network<R, K, D>,
    fastest: f64,
}

impl<R: Real, const K: usize, const D: usize> Dirac<R, K, D> {
    /// `reach`: the largest singular value of h B.
    fn new(setup: &Setup<'_>, factors: [SignedPermutation<K>; D], reach: f64) -> Self {
        let (h, Couplings { m, r, .. }) = (setup.lattice.spacing(), setup.couplings);
        Self {
            m,
            r,
            on_site_mass: m + r * D as f64 / h,
            couplings: setup.couplings,
            network: Network::new(setup.lattice, factors, setup.coupling),
            fastest: reach / h,
        }
    }

    /// The numbers of a tick, with turns of each site where `A_0` differs from site to site.
    fn stages(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) -> Stages<R> {
        let (t, m) = (dt / 2.0, self.m);
        let turns = match &mut fields.gauge {
            Some(gauge) if GaugeField::uneven(Some(gauge)).is_some() => {
                let make = |a0: &SiteField<R>| local_turns(lattice, a0, [m, -m], t);
                gauge.derive([m, t], make);
                Turns::Local { of: [m, t] }
            }
            gauge => {
                let level = GaugeField::level(gauge.as_ref()).wide();
                Turns::even([(level + m) * t, (level - m) * t])
            }
        };
        Stages::new(turns, dt, lattice.spacing())
    }
}

impl<R: Real, const K: usize, const D: usize> Theory<R> for Dirac<R, K, D>
where
    Spin: Factors<K, D>,
{
    fn components(&self) -> usize {
        K
    }

    fn has_ghosts(&self) -> bool {
        false
    }

    /// `phi -> rot((A_0 + m) t) phi`, `pi -> rot((A_0 - m) t) pi`; with a Wilson term m + r D/h in
    /// place of m.
    fn rotate(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        let Fields { phi, pi, gauge, .. } = fields;
        let (gauge, m) = (gauge.as_ref(), self.on_site_mass);
        if let Some(potential) = GaugeField::uneven(gauge) {
            turn_locally(lattice, phi, potential, m, t);
            turn_locally(lattice, pi, potential, -m, t);
        } else {
            let level = GaugeField::level(gauge).wide();
            turn_precisely(lattice, phi, (level + m) * t);
            turn_precisely(lattice, pi, (level - m) * t);
        }
    }

    fn weigh(&self, stage: Stage, change: Change<'_, R>, t: f64) {
        self.weigh_by(stage, change, t);
    }

    fn link_couplings(&self) -> &'static [LinkCoupling] {
        match self.r == 0.0 {
            true => &[LinkCoupling::Exact, LinkCoupling::Additive],
            false => &[LinkCoupling::Exact],
        }
    }

    fn link_current(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        link: (usize, usize),
        out: &mut [f64],
    ) {
        self.current(lattice, fields, link, out);
    }

    fn made_of(&self) -> MadeOf {
        if self.r == 0.0 { MadeOf::Flows } else { MadeOf::Rotations }
    }

    fn bonds(&self) -> Option<&dyn Bonds<R>> {
        Some(self)
    }

    fn modes(&self) -> &dyn Modes {
        self
    }

    fn turning(&self) -> f64 {
        self.m.abs().max((self.m + 2.0 * self.r * D as f64 / self.network.spacing()).abs())
    }

    /// `pi -= t Bᵀ phi`
    fn kick(&self, lattice: &Lattice, Fields { phi, pi, gauge, .. }: &mut Fields<R>, t: f64) {
        self.network.sweep(lattice, pi, Linked::new(phi, gauge), Direction::Backward, -t);
    }

    /// `phi += t B pi`
    fn drift(&self, lattice: &Lattice, Fields { phi, pi, gauge, .. }: &mut Fields<R>, t: f64) {
        self.network.sweep(lattice, phi, Linked::new(pi, gauge), Direction::Forward, t);
    }

    /// R, Kick and Drift in as few sweeps as there can be, see [`Stages`].
    fn activate(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        let stages = self.stages(lattice, fields, dt);
        Fused::new(lattice, fields, &self.network, stages).activate();
    }

    /// Kick and R in a sweep over pi and a turn of phi, see [`Stages`].
    fn learn(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        let stages = self.stages(lattice, fields, dt);
        if let Turns::Even { alpha, .. } = stages.turns {
            turn(lattice, &mut fields.phi, alpha);
        }
        Fused::new(lattice, fields, &self.network, stages).learn();
    }

    fn leapfrog(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64, n: u64) {
        let stages = self.stages(lattice, fields, dt);
        Fused::new(lattice, fields, &self.network, stages).advance(n);
    }

    fn leapfrog_by_trips(
        &self,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
        n: u64,
    ) -> bool {
        let stages = self.stages(lattice, fields, dt);
        Fused::new(lattice, fields, &self.network, stages).advance_by_trips(n);
        true
    }

    /// Equal to the ticks of the vector kernels bit for bit.
    fn plain_tick(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) -> bool {
        let stages = self.stages(lattice, fields, dt);
        self.tick_by_site(lattice, fields, &stages);
        true
    }

    fn absorb(&self, lattice: &Lattice, fields: &mut Fields<R>, layer: &Layer, dt: f64) {
        let before = self.charge_near(lattice, fields, layer, dt);
        damp(lattice, &mut fields.phi, layer);
        damp(lattice, &mut fields.pi, layer);
        let after = self.charge_near(lattice, fields, layer, dt);
        fields.absorbed += lattice.cell() * (before - after);
    }

    fn fastest(&self, lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError> {
        Ok(match GaugeField::turning(fields.gauge.as_ref()) {
            Some(gauge) => self.fastest_along(lattice, gauge),
            None => self.fastest,
        })
    }

    fn fastest_at_least(&self, _lattice: &Lattice) -> f64 {
        self.fastest
    }

    fn energy_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        self.write_energy(lattice, fields, row, out);
    }

    /// # Equation
    /// `Q = Σ |phi|² + |pi|² - (dt²/4) |Bᵀ phi|²`
    fn invariant_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        self.charge_density(lattice, fields, dt, (row, 0..lattice.row_len()), out);
    }

    /// # Equation
    /// `Σ_a H_a = K/2 |phi|²`: the second terms of the H_a add up to 0, as `W - I` is antisymmetric
    ///
    /// # Reference
    /// (4.14) as corrected
    fn loss_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        out.fill(0.0);
        for component in fields.phi.block(row).chunks_exact(lattice.row_len()) {
            for (loss, phi) in out.iter_mut().zip(component) {
                *loss += K as f64 / 2.0 * phi.wide().powi(2);
            }
        }
    }

    fn is_linear(&self) -> bool {
        true
    }

    fn has_charge(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
