//! The real Klein-Gordon field, representation A.

mod modes;
pub(super) mod potential_force;
mod stencil;
mod two_level;

use super::scalar::{self, AtSites, Mass, Quartic, Ticks};
use super::{ModelError, Modes, ParameterInfo, Potential, Setup, Theory, TheoryInfo};
use crate::lattice::{Fields, Lattice, Layer, Real};
use crate::network::{self, LearningSystem, NetworkError, Present};
use potential_force::Force;
use stencil::Stencil;
pub(super) use stencil::liveliest_site;
pub(super) use two_level::INFO as INFO_B;

pub(super) const MASS: ParameterInfo =
    ParameterInfo { name: "m", meaning: "mass", units: "1/time", default: 0.5, least: 0.0 };
pub(super) const LAM: ParameterInfo = ParameterInfo {
    name: "lam",
    meaning: "strength of the quartic potential",
    units: "1/(time² phi²)",
    default: 1.0,
    least: 0.0,
};
pub(super) const VACUUM: ParameterInfo =
    ParameterInfo { name: "v", meaning: "vacuum value", units: "phi", default: 1.0, least: 0.0 };

pub(super) const INFO: TheoryInfo = TheoryInfo {
    name: "klein-gordon",
    summary: "A real scalar field in a potential: waves, kinks, breathers",
    equation: "∂t² φ = ∇² φ - V'(φ)",
    components: |_| 1,
    potentials: Potential::NAMES,
    parameters: |potential| match potential {
        None | Some(Potential::Mass) => &[MASS],
        Some(Potential::Phi4) => &[LAM, VACUUM],
        Some(Potential::SineGordon) => &[],
        Some(Potential::Expr(_)) => &[MASS, LAM, VACUUM],
    },
    extras: &[],
    learns,
    adopt: None,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(setup: &Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError> {
    Ok(Box::new(KleinGordon::new(setup)))
}

fn learns(setup: &Setup<'_>, present: &Present<'_>) -> Result<LearningSystem, NetworkError> {
    let (lattice, potential) = (setup.lattice, setup.potential.unwrap_or(&Potential::Mass));
    let (tensors, loss) =
        network::klein_gordon::tensors(lattice, potential, &setup.couplings, present.edge)?;
    Ok(LearningSystem { tensors, loss, step: setup.dt })
}

/// A real scalar field phi with momentum pi = phi˙.
///
/// # Equation
/// `phi' = phi + dt pi` (activation), `pi' = pi + dt (Lap phi - dV/dphi)` (learning).
///
/// # Conventions
/// W = V = B = 1 and A = Lap - V'; `Lap phi_i = Σ_mu (phi_{i+e_mu} - 2 phi_i + phi_{i-e_mu}) / h²`.
///
/// # Reference
/// (3.8), with the sign of A corrected.
struct KleinGordon {
    force: Force,
    dim: usize,
    spacing: f64,
}

impl KleinGordon {
    fn new(setup: &Setup<'_>) -> Self {
        let force = Force::new(setup.potential, setup.couplings);
        Self { force, dim: setup.lattice.dim(), spacing: setup.lattice.spacing() }
    }

    /// Takes ticks at the slope of the potential, those that are most run in vectors.
    fn ticks<R: Real>(&self, lattice: &Lattice, fields: &mut Fields<R>, ticks: Ticks) {
        let couplings = &self.force.couplings;
        let sine = |phi: R| phi.sin();
        let slope = |phi: R| R::of(self.force.slope(phi.wide()));
        match &self.force.kind {
            Potential::Mass => {
                scalar::take::<_, _, 1>(lattice, fields, Mass::new(couplings), ticks);
            }
            Potential::Phi4 => {
                scalar::take::<_, _, 1>(lattice, fields, Quartic::new(couplings), ticks);
            }
            Potential::SineGordon => {
                scalar::take::<_, _, 1>(lattice, fields, AtSites(&sine), ticks);
            }
            Potential::Expr(_) => {
                scalar::take::<_, _, 1>(lattice, fields, AtSites(&slope), ticks);
            }
        }
    }

    /// Writes the energy of each site of a row whose fields change by `rate(site, acceleration)`.
    ///
    /// # Equation
    /// `½ rate² + ½ (D+ phi)² + V - (dt²/8) (Lap phi - V')²`; with dt = 0 the Hamiltonian, with dt
    /// of the tick the energy that leapfrog conserves exactly when V is quadratic.
    fn write_energy<R: Real>(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        (row, out): (usize, &mut [f64]),
        rate: impl Fn(usize, f64) -> f64,
    ) {
        let (stencil, h2) = (Stencil::new(lattice, fields, row), lattice.spacing().powi(2));
        for (x, energy) in out.iter_mut().enumerate() {
            let phi = fields.phi.at(row, x, 0).wide();
            let force = stencil.difference_sum(x) / h2 - self.force.slope(phi);
            *energy = rate(x, force).powi(2) / 2.0
                + stencil.gradient_energy(x) / h2
                + self.force.value(phi)
                - dt * dt / 8.0 * force * force;
        }
    }
}

impl<R: Real> Theory<R> for KleinGordon {
    fn components(&self) -> usize {
        1
    }

    fn has_ghosts(&self) -> bool {
        true
    }

    /// R = 1: the weights do not rotate a real field.
    fn rotate(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _t: f64) {}

    fn modes(&self) -> &dyn Modes {
        self
    }

    fn kick(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        self.ticks(lattice, fields, Ticks::Kick(t));
    }

    fn drift(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        self.ticks(lattice, fields, Ticks::Drift(t));
    }

    /// Equal to the ticks of the vector kernels bit for bit.
    fn plain_tick(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) -> bool {
        self.ticks(lattice, fields, Ticks::Plain(dt));
        true
    }

    /// In few trips through memory, the half kicks between ticks merged.
    fn leapfrog(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64, n: u64) {
        self.ticks(lattice, fields, Ticks::Several(dt, n));
    }

    fn leapfrog_by_trips(
        &self,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
        n: u64,
    ) -> bool {
        self.ticks(lattice, fields, Ticks::OneByOne(dt, n));
        true
    }

    /// Damps pi alone: what is lost is kinetic energy, known site by site.
    fn absorb(&self, lattice: &Lattice, fields: &mut Fields<R>, layer: &Layer, _dt: f64) {
        let lost = fields.pi.sum_each_row(lattice, |row, values| {
            let (common, mut lost) = (layer.of_row(lattice, row), 0.0);
            for (pi, along) in values.iter_mut().zip(layer.along_row()) {
                let before = pi.wide();
                *pi *= R::of(common * along);
                lost += (before.powi(2) - pi.wide().powi(2)) / 2.0;
            }
            lost
        });
        fields.absorbed += lattice.cell() * lost;
    }

    fn fastest(&self, lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError> {
        let liveliest = liveliest_site(lattice, |row, out| {
            self.energy_density(lattice, fields, row, out);
        });
        let curvature = self.force.most_curved(fields.phi.values(), liveliest)?;
        Ok((shortest_wave(lattice) + curvature).max(0.0).sqrt())
    }

    fn fastest_at_least(&self, lattice: &Lattice) -> f64 {
        (shortest_wave(lattice) + self.force.least_curved()).max(0.0).sqrt()
    }

    fn energy_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        self.invariant_density(lattice, fields, 0.0, row, out);
    }

    /// # Equation
    /// `½ pi² + ½ (D+ phi)² + V - (dt²/8) (Lap phi - V')²`: the energy whose sum the staged tick
    /// conserves exactly when V is quadratic.
    fn invariant_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        let pi = fields.pi.row(row, 0);
        self.write_energy(lattice, fields, dt, (row, out), |x, _| pi[x].wide());
    }

    /// # Equation
    /// `-½ phi Lap phi + V`, of Lap phi its part from ghosts whole
    ///
    /// # Reference
    /// (3.11)
    fn loss_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        let (stencil, h2) = (Stencil::new(lattice, fields, row), lattice.spacing().powi(2));
        for (x, loss) in out.iter_mut().enumerate() {
            let phi = fields.phi.at(row, x, 0).wide();
            let pulls = stencil.difference_sum(x) + stencil.ghost_sum(x);
            *loss = self.force.value(phi) - phi * pulls / (2.0 * h2);
        }
    }

    fn is_linear(&self) -> bool {
        matches!(self.force.kind, Potential::Mass)
    }

    fn has_charge(&self) -> bool {
        false
    }
}

/// `4 D / h²`, the largest eigenvalue of -Lap.
pub(super) fn shortest_wave(lattice: &Lattice) -> f64 {
    4.0 * lattice.dim() as f64 / lattice.spacing().powi(2)
}
