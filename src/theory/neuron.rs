//! Neurons that do not know each other: one neuron, many times over.

use super::klein_gordon::potential_force::Force;
use super::klein_gordon::{LAM, MASS, VACUUM};
use super::{Flow, Matrix, ModelError, Modes, Potential, Setup, Theory, TheoryInfo};
use crate::lattice::{Boundary, Fields, Lattice, Layer, Real};
use crate::network::{self, Formula, LearningSystem, Loss, NetworkError, Present};
use rustfft::num_complex::Complex64;

pub(super) const INFO: TheoryInfo = TheoryInfo {
    name: "neuron",
    summary: "Single neurons in a potential, each site its own: a phase portrait of one neuron",
    equation: "∂t φ = β, ∂t β = -V'(φ), from the loss V(φ) + F(φ - β)",
    components: |_| 1,
    potentials: Potential::NAMES,
    parameters: |potential| match potential {
        None | Some(Potential::Mass) => &[MASS],
        Some(Potential::Phi4) => &[LAM, VACUUM],
        Some(Potential::SineGordon) => &[],
        Some(Potential::Expr(_)) => &[MASS, LAM, VACUUM],
    },
    extras: &["f"],
    learns,
    adopt: None,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(setup: &Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError> {
    Ok(Box::new(Neuron::new(&INFO, setup)?))
}

fn learns(setup: &Setup<'_>, _present: &Present<'_>) -> Result<LearningSystem, NetworkError> {
    let potential = setup.potential.unwrap_or(&Potential::Mass);
    let (sites, free) = (setup.lattice.sites(), free(setup)?);
    let (tensors, loss) = network::neuron::tensors(sites, potential, &setup.couplings, free)?;
    Ok(LearningSystem { tensors, loss, step: setup.dt })
}

/// F; nothing where none is given.
fn free(setup: &Setup<'_>) -> Result<Formula, NetworkError> {
    match setup.wiring {
        Some(wiring) => wiring.free(&setup.couplings),
        None => Formula::parse("0", "x", &setup.couplings),
    }
}

/// Refuses edges: neurons that are not a lattice have none.
pub(super) fn refuse_edges(theory: &'static str, lattice: &Lattice) -> Result<(), ModelError> {
    match lattice.boundary().iter().position(|edge| *edge != Boundary::Periodic) {
        Some(axis) => {
            let boundary = lattice.boundary()[axis].name();
            Err(ModelError::Boundary {
                theory,
                axis,
                boundary,
                allowed: "periodic: it has no edges",
            })
        }
        None => Ok(()),
    }
}

/// A neuron with state phi and bias beta.
///
/// # Equation
/// `phi˙ = beta` (activation), `beta˙ = -∂H/∂beta - ∂H/∂phi = -dV/dphi` (learning) of the loss
/// `H = V(phi) + F(phi - beta)`, for any F: what F adds to one derivative it takes from the other.
///
/// # Reference
/// (2.5)-(2.9)
pub(super) struct Neuron {
    force: Force,
    loss: Loss,
    dim: usize,
    spacing: f64,
}

impl Neuron {
    pub(super) fn new(info: &'static TheoryInfo, setup: &Setup<'_>) -> Result<Self, ModelError> {
        refuse_edges(info.name, setup.lattice)?;
        let potential = Formula::of(setup.potential.unwrap_or(&Potential::Mass), &setup.couplings)?;
        let free = free(setup)?;
        let force = Force::new(setup.potential, setup.couplings);
        let (dim, spacing) = (setup.lattice.dim(), setup.lattice.spacing());
        Ok(Self { force, loss: Loss::Neuron { potential, free }, dim, spacing })
    }

    fn energy(&self, phi: f64, pi: f64) -> f64 {
        pi * pi / 2.0 + self.force.value(phi)
    }

    fn square(&self) -> f64 {
        self.force.kind.vacuum_curvature(&self.force.couplings)
    }
}

/// Points between the neurons at which F is looked at besides.
const BETWEEN: usize = 64;

/// Refuses an F that is not finite where the neurons are, or between them, where they come by: at 0
/// above all, which a formula is most likely to divide by.
pub(super) fn check_free(
    loss: &Loss,
    arguments: impl IntoIterator<Item = f64>,
) -> Result<(), NetworkError> {
    let (Loss::Neuron { free, .. } | Loss::Dual { free, .. }) = loss else { return Ok(()) };
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    free.check(arguments.into_iter().inspect(|x| (low, high) = (low.min(*x), high.max(*x))))?;
    let between = (1..BETWEEN).map(|n| low + (high - low) * n as f64 / BETWEEN as f64);
    let zero = (low < 0.0 && high > 0.0).then_some(0.0);
    free.check(zero.into_iter().chain(between).filter(|x| x.is_finite()))
}

impl<R: Real> Theory<R> for Neuron {
    fn components(&self) -> usize {
        1
    }

    fn has_ghosts(&self) -> bool {
        false
    }

    /// R = 1: W = 1.
    fn rotate(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _t: f64) {}

    fn kick(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        let Fields { phi, pi, .. } = fields;
        pi.for_each_row(lattice, |row, values| {
            for (pi, phi) in values.iter_mut().zip(phi.block(row)) {
                *pi -= R::of(t * self.force.slope(phi.wide()));
            }
        });
    }

    fn drift(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        let (Fields { phi, pi, .. }, t) = (fields, R::of(t));
        phi.for_each_row(lattice, |row, values| {
            for (phi, pi) in values.iter_mut().zip(pi.block(row)) {
                *phi += t * *pi;
            }
        });
    }

    fn modes(&self) -> &dyn Modes {
        self
    }

    /// There is no layer: edges are refused.
    fn absorb(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _layer: &Layer, _dt: f64) {}

    fn fastest(&self, _lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError> {
        let (phi, pi) = (fields.phi.values(), fields.pi.values());
        let pairs = || phi.iter().zip(pi).map(|(phi, pi)| (phi.wide(), pi.wide()));
        check_free(&self.loss, pairs().map(|(phi, pi)| phi - pi))?;
        let liveliest = pairs().map(|(phi, pi)| self.energy(phi, pi)).fold(0.0, f64::max);
        Ok(self.force.most_curved(phi, liveliest)?.max(0.0).sqrt())
    }

    fn fastest_at_least(&self, _lattice: &Lattice) -> f64 {
        self.force.least_curved().max(0.0).sqrt()
    }

    /// # Equation
    /// `½ beta² + V(phi)`
    ///
    /// # Reference
    /// (2.7)
    fn energy_density(&self, _lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        let pairs = fields.phi.row(row, 0).iter().zip(fields.pi.row(row, 0));
        for (energy, (phi, pi)) in out.iter_mut().zip(pairs) {
            *energy = self.energy(phi.wide(), pi.wide());
        }
    }

    fn invariant_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        _dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        self.energy_density(lattice, fields, row, out);
    }

    /// # Reference
    /// (2.9)
    fn loss_density(&self, _lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        let pairs = fields.phi.row(row, 0).iter().zip(fields.pi.row(row, 0));
        for (loss, (phi, pi)) in out.iter_mut().zip(pairs) {
            *loss = self.loss.value(0, &[phi.wide()], &[pi.wide()]);
        }
    }

    fn is_linear(&self) -> bool {
        false
    }

    fn has_charge(&self) -> bool {
        false
    }
}

/// Small oscillations of one neuron about its vacuum, the same at every wave vector.
impl Modes for Neuron {
    fn dim(&self) -> usize {
        self.dim
    }

    fn edge(&self) -> f64 {
        std::f64::consts::PI / self.spacing
    }

    fn channels(&self) -> usize {
        2
    }

    fn evolve(&self, _k: [f64; 3], t: f64, z: &mut [Complex64]) {
        let w = self.square().max(0.0).sqrt();
        let (sin, cos) = (w * t).sin_cos();
        let over = if w == 0.0 { t } else { sin / w };
        if let [phi, pi] = z {
            (*phi, *pi) = (cos * *phi + over * *pi, cos * *pi - w * sin * *phi);
        }
    }

    fn generator(&self, _k: [f64; 3]) -> Matrix {
        matrix([[0.0, 1.0], [-self.square(), 0.0]])
    }

    fn flow(&self, flow: Flow, _k: [f64; 3]) -> Matrix {
        match flow {
            Flow::Kick(t) => matrix([[1.0, 0.0], [-t * self.square(), 1.0]]),
            Flow::Drift(t) => matrix([[1.0, t], [0.0, 1.0]]),
            _ => Matrix::one(2),
        }
    }

    fn like_bonds(&self, _t: f64) -> Option<(f64, Matrix)> {
        None
    }

    fn continuum(&self, _k: [f64; 3]) -> Vec<f64> {
        let w = self.square().max(0.0).sqrt();
        vec![w, -w]
    }
}

fn matrix(entries: [[f64; 2]; 2]) -> Matrix {
    Matrix::new(2, |a, b| Complex64::from(entries[a][b]))
}
