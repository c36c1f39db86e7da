//! N neurons with any W and B: a learning system by its own loss.

use super::klein_gordon::potential_force::Force;
use super::neuron::{check_free, refuse_edges};
use super::{Change, ModelError, Modes, Setup, Stage, Theory, TheoryInfo, neuron};
use crate::lattice::{Fields, Lattice, Layer, Real, SiteField};
use crate::network::{Dense, Duality, LearningSystem, NetworkError, Present, mean_slope_at};

pub(super) const INFO: TheoryInfo = TheoryInfo {
    name: "network",
    summary: "N neurons with any weights and biases, learning from the loss that would make them \
              dual to a Hamiltonian system",
    equation: "∂t φ = (W-1) φ + B π, ∂t π = -∂H/∂π - Bᵀ ∂H/∂φ",
    extras: &["f", "w", "b", "draw", "seed"],
    learns,
    build_f32: build,
    build_f64: build,
    ..neuron::INFO
};

fn build<R: Real>(setup: &Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError> {
    refuse_edges(INFO.name, setup.lattice)?;
    let duality = duality(setup)?;
    let rate = duality.rate().clone();
    let learned = rate.plus(1.0, &rate.transpose());
    let learned = Dense::from_fn(rate.size(), |row, column| learned.at(row, column) / 2.0);
    let transposed = duality.bias().transpose();
    let force = Force::new(setup.potential, setup.couplings);
    let alone = neuron::Neuron::new(&INFO, setup)?;
    Ok(Box::new(Network { duality, rate, learned, transposed, force, alone }))
}

fn duality(setup: &Setup<'_>) -> Result<Duality, NetworkError> {
    let wiring = setup.wiring.ok_or_else(|| NetworkError::Unfit(MISSING.to_owned()))?;
    let potential = setup.potential.unwrap_or(&super::Potential::Mass);
    wiring.duality(setup.lattice.sites(), potential, &setup.couplings)
}

fn learns(setup: &Setup<'_>, present: &Present<'_>) -> Result<LearningSystem, NetworkError> {
    let duality = duality(setup)?;
    let (tensors, loss) = (duality.tensors(present.phi), duality.loss().clone());
    Ok(LearningSystem { tensors, loss, step: setup.dt })
}

const MISSING: &str = "a network needs its matrices: give w and b, or draw: \"dual\"";

/// N neurons, site by site in C order.
///
/// # Equation
/// Activation `phi˙ = (W - I) phi + B pi`; learning, the loss (2.16) differentiated,
/// `pi˙ = -½ ((W - I) + (W - I)ᵀ) pi - Bᵀ ∂Φ/∂phi` with
/// `Φ = Σ_ij phi_i (B^-T B^-1)_ij ∫_0^1 U'(s phi_j) ds`; F cancels.
///
/// # Reference
/// (2.11), (2.16)
struct Network {
    duality: Duality,
    /// `W - I`.
    rate: Dense,
    /// Its symmetric part, which is all that a loss can teach.
    learned: Dense,
    /// Bᵀ.
    transposed: Dense,
    force: Force,
    alone: neuron::Neuron,
}

fn wide<R: Real>(field: &SiteField<R>) -> Vec<f64> {
    field.values().iter().map(|value| value.wide()).collect()
}

fn write<R: Real>(field: &mut SiteField<R>, values: &[f64]) {
    field.values_mut().iter_mut().zip(values).for_each(|(slot, value)| *slot = R::of(*value));
}

/// `field += t change`
fn add<R: Real>(field: &mut SiteField<R>, t: f64, change: &[f64]) {
    field.values_mut().iter_mut().zip(change).for_each(|(slot, x)| *slot += R::of(t * x));
}

impl Network {
    /// `Bᵀ ∂Φ/∂phi`
    fn pull(&self, phi: &[f64]) -> Vec<f64> {
        let metric = self.duality.metric();
        let slopes: Vec<(f64, f64)> =
            phi.iter().map(|x| mean_slope_at(self.duality.potential(), *x)).collect();
        let means: Vec<f64> = slopes.iter().map(|(mean, _)| *mean).collect();
        // The metric is symmetric: ∂Φ/∂phi_k = (M g)_k + g'_k (M phi)_k.
        let (along, across) = (metric.apply(&means), metric.apply(phi));
        let by_phi = (0..phi.len()).map(|k| along[k] + slopes[k].1 * across[k]);
        self.transposed.apply(&by_phi.collect::<Vec<_>>())
    }

    /// phi and beta, and `½ beta² + beta (W - I) phi + U(phi)` of each neuron.
    fn energies<R: Real>(&self, fields: &Fields<R>) -> Vec<f64> {
        let (phi, pi) = (wide(&fields.phi), wide(&fields.pi));
        let (beta, turned) = (self.duality.bias().apply(&pi), self.rate.apply(&phi));
        (0..phi.len())
            .map(|i| beta[i] * beta[i] / 2.0 + beta[i] * turned[i] + self.force.value(phi[i]))
            .collect()
    }
}

impl<R: Real> Theory<R> for Network {
    fn components(&self) -> usize {
        1
    }

    fn has_ghosts(&self) -> bool {
        false
    }

    /// `phi -> exp(t (W - I)) phi`, `pi -> exp(-t sym(W - I)) pi`
    fn rotate(&self, _lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        let phi = self.rate.flow(t, &wide(&fields.phi));
        write(&mut fields.phi, &phi);
        let pi = self.learned.flow(-t, &wide(&fields.pi));
        write(&mut fields.pi, &pi);
    }

    fn kick(&self, _lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        add(&mut fields.pi, -t, &self.pull(&wide(&fields.phi)));
    }

    fn drift(&self, _lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        add(&mut fields.phi, t, &self.duality.bias().apply(&wide(&fields.pi)));
    }

    fn weigh(&self, stage: Stage, Change { out, source, .. }: Change<'_, R>, t: f64) {
        match stage {
            Stage::Activation => add(out, t, &self.rate.apply(&wide(source))),
            Stage::Learning => add(out, -t, &self.learned.apply(&wide(source))),
        }
    }

    /// A network has no space to have waves in: those of one of its neurons alone.
    fn modes(&self) -> &dyn Modes {
        &self.alone
    }

    /// There is no layer: edges are refused.
    fn absorb(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _layer: &Layer, _dt: f64) {}

    /// One neuron may come to have the energy of all.
    fn fastest(&self, _lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError> {
        let (phi, pi) = (wide(&fields.phi), wide(&fields.pi));
        let beta = self.duality.bias().apply(&pi);
        check_free(self.duality.loss(), phi.iter().zip(&beta).map(|(phi, beta)| phi - beta))?;
        let own = |(phi, beta): (&f64, &f64)| beta * beta / 2.0 + self.force.value(*phi).max(0.0);
        let liveliest = phi.iter().zip(&beta).map(own).sum();
        Ok(self.force.most_curved(fields.phi.values(), liveliest)?.max(0.0).sqrt())
    }

    fn fastest_at_least(&self, _lattice: &Lattice) -> f64 {
        self.force.least_curved().max(0.0).sqrt()
    }

    /// # Reference
    /// (2.14)
    fn energy_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        let energies = self.energies(fields);
        out.copy_from_slice(&energies[row * lattice.row_len()..][..lattice.row_len()]);
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

    /// The loss is one of all neurons: each has an equal part of it.
    fn loss_density(&self, _lattice: &Lattice, fields: &Fields<R>, _row: usize, out: &mut [f64]) {
        let (phi, pi) = (wide(&fields.phi), wide(&fields.pi));
        out.fill(self.duality.loss_value(&phi, &pi) / phi.len() as f64);
    }

    /// # Reference
    /// (2.16)
    fn loss(&self, lattice: &Lattice, fields: &Fields<R>) -> f64 {
        lattice.cell() * self.duality.loss_value(&wide(&fields.phi), &wide(&fields.pi))
    }

    fn is_linear(&self) -> bool {
        false
    }

    fn has_charge(&self) -> bool {
        false
    }
}
