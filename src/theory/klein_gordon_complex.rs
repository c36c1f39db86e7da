//! The complex Klein-Gordon field: two real components that a phase turns into each other.

mod around;
mod energy;
mod modes;

use super::beside::{Beside, Linked};
use super::klein_gordon::potential_force::Force;
use super::klein_gordon::{LAM, MASS, VACUUM, liveliest_site, shortest_wave};
use super::scalar::{self, Mass, Quartic, Ticks};
use super::turn::{turn_locally, turn_precisely};
use super::{
    Change, LinkCoupling, ModelError, Modes, Potential, Setup, Stage, Theory, TheoryInfo,
    stage_by_stage,
};
use crate::lattice::{Direction, Fields, GaugeField, Lattice, Layer, Real, SiteField, sum_sites};
use crate::network::{self, LearningSystem, NetworkError, Present};
use energy::{add_potential_energy, charge_at};

pub(super) const INFO: TheoryInfo = TheoryInfo {
    name: "klein-gordon-complex",
    summary: "A complex scalar field, charged: links turn its phase from site to site",
    equation: "D₀² φ = D² φ - V'(|φ|) φ/|φ|",
    components: |_| 2,
    potentials: &["mass", "phi4"],
    parameters: |potential| match potential {
        Some(Potential::Phi4) => &[LAM, VACUUM],
        _ => &[MASS],
    },
    extras: &[],
    learns,
    adopt: None,
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(setup: &Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError> {
    match setup.potential {
        None | Some(Potential::Mass | Potential::Phi4) => Ok(Box::new(ComplexField::new(setup))),
        Some(other) => Err(ModelError::Potential {
            theory: INFO.name,
            given: format!("the potential {:?}", other.name()),
            allowed: "it must depend on |phi| alone: use mass or phi4".to_owned(),
        }),
    }
}

fn learns(setup: &Setup<'_>, present: &Present<'_>) -> Result<LearningSystem, NetworkError> {
    let (potential, edge) = (setup.potential.unwrap_or(&Potential::Mass), present.edge);
    let (tensors, loss) = network::klein_gordon::complex_tensors(
        setup.lattice,
        potential,
        &setup.couplings,
        edge,
        present.gauge,
    )?;
    Ok(LearningSystem { tensors, loss, step: setup.dt })
}

/// A complex scalar `phi1 + i phi2` with momentum pi.
///
/// # Equation
/// `phi˙ = pi + A_0 X_0 phi` (activation), `pi˙ = Lap phi - V'(|phi|) phi/|phi| + A_0 X_0 pi`
/// (learning), with `Lap phi_i = Σ_mu (U_{i,mu} phi_{i+e_mu} - 2 phi_i + Uᵀ_{i-e_mu,mu}
/// phi_{i-e_mu})/h²`.
///
/// # Conventions
/// X_0 = i σ_2 acts as -i on `phi1 + i phi2`. V is `m² |phi|²/2` or `lam/4 (|phi|² - v²)²`. No link
/// leads to a ghost beyond an edge, so a ghost turns with its edge site.
///
/// # Reference
/// (3.8) with two components, (5.1) for the links
struct ComplexField {
    force: Force,
    dim: usize,
    spacing: f64,
}

impl ComplexField {
    fn new(setup: &Setup<'_>) -> Self {
        let force = Force::new(setup.potential, setup.couplings);
        Self { force, dim: setup.lattice.dim(), spacing: setup.lattice.spacing() }
    }

    /// Takes ticks, as they are where `A_0` is zero.
    fn ticks<R: Real>(&self, lattice: &Lattice, fields: &mut Fields<R>, ticks: Ticks) {
        let couplings = &self.force.couplings;
        match self.force.kind {
            Potential::Phi4 => {
                scalar::take::<_, _, 2>(lattice, fields, Quartic::new(couplings), ticks);
            }
            _ => scalar::take::<_, _, 2>(lattice, fields, Mass::new(couplings), ticks),
        }
    }

    /// `V'(s)/s` from `s² = |phi|²`
    fn stiffness(&self, square: f64) -> f64 {
        let couplings = &self.force.couplings;
        match self.force.kind {
            Potential::Phi4 => couplings.lam * (square - couplings.v.powi(2)),
            _ => couplings.m.powi(2),
        }
    }
}

impl<R: Real> Theory<R> for ComplexField {
    fn components(&self) -> usize {
        2
    }

    fn has_ghosts(&self) -> bool {
        true
    }

    /// `phi -> rot(A_0 t) phi`, `pi -> rot(A_0 t) pi`
    fn rotate(&self, lattice: &Lattice, fields: &mut Fields<R>, t: f64) {
        let Fields { phi, pi, gauge, .. } = fields;
        let gauge = gauge.as_ref();
        let level = GaugeField::level(gauge).wide();
        for field in [phi, pi] {
            match GaugeField::uneven(gauge) {
                Some(potential) => turn_locally(lattice, field, potential, 0.0, t),
                None if level != 0.0 => turn_precisely(lattice, field, level * t),
                None => {}
            }
        }
    }

    /// `out += t A_0 X_0 source`, in both stages.
    fn weigh(&self, _stage: Stage, change: Change<'_, R>, t: f64) {
        let Change { lattice, out, source, gauge } = change;
        let Some(potential) = gauge.and_then(GaugeField::potential) else { return };
        out.for_each_row(lattice, |row, out| {
            let (u, w) = out.split_at_mut(lattice.row_len());
            for (x, a0) in potential.block(row).iter().enumerate() {
                let angle = t * a0.wide();
                u[x] += R::of(angle * source.at(row, x, 1).wide());
                w[x] -= R::of(angle * source.at(row, x, 0).wide());
            }
        });
    }

    fn link_couplings(&self) -> &'static [LinkCoupling] {
        &[LinkCoupling::Exact]
    }

    /// # Equation
    /// `j = -phi_i·X_0 U phi_{i+e_mu}/h²`, so that
    /// `∂t (phi_i·X_0 pi_i) = -Σ_mu (j_{i,mu} - j_{i-e_mu,mu})`
    fn link_current(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        (row, mu): (usize, usize),
        out: &mut [f64],
    ) {
        let (phi, h2) = (&fields.phi, lattice.spacing().powi(2));
        out.fill(0.0);
        let linked = Linked::new(phi, &fields.gauge);
        for beside in Beside::along(lattice, linked, row, mu, Direction::Forward) {
            for x in beside.sites.clone() {
                let [u, w] = [0, 1].map(|a| phi.at(row, x, a).wide());
                out[x] = -(u * beside.value(1, x) - w * beside.value(0, x)) / h2;
            }
        }
    }

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
        self.rotate(lattice, fields, dt / 2.0);
        self.ticks(lattice, fields, Ticks::Plain(dt));
        self.rotate(lattice, fields, dt / 2.0);
        true
    }

    /// In few trips through memory where nothing turns the field at its sites.
    fn leapfrog(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64, n: u64) {
        if turns(fields) {
            stage_by_stage(self, lattice, fields, (dt, n));
        } else {
            self.ticks(lattice, fields, Ticks::Several(dt, n));
        }
    }

    fn leapfrog_by_trips(
        &self,
        lattice: &Lattice,
        fields: &mut Fields<R>,
        dt: f64,
        n: u64,
    ) -> bool {
        let still = !turns(fields);
        if still {
            self.ticks(lattice, fields, Ticks::OneByOne(dt, n));
        }
        still
    }

    /// Damps pi alone: what is lost is kinetic energy, and energy in `A_0`, known site by site.
    fn absorb(&self, lattice: &Lattice, fields: &mut Fields<R>, layer: &Layer, _dt: f64) {
        let Fields { phi, pi, gauge, .. } = fields;
        let potential = gauge.as_ref().and_then(GaugeField::potential);
        let lost = pi.sum_each_row(lattice, |row, values| {
            let (common, mut lost) = (layer.of_row(lattice, row), 0.0);
            for (a, values) in values.chunks_exact_mut(lattice.row_len()).enumerate() {
                // A_0 (phi·X_0 pi)_a = ± A_0 phi_b pi_a, b the other component.
                let sign = if a == 0 { 1.0 } else { -1.0 };
                for (x, (pi, along)) in values.iter_mut().zip(layer.along_row()).enumerate() {
                    let before = pi.wide();
                    *pi *= R::of(common * along);
                    let after = pi.wide();
                    lost += (before.powi(2) - after.powi(2)) / 2.0;
                    if let Some(potential) = potential {
                        let beside = sign * phi.at(row, x, 1 - a).wide();
                        lost += potential.at(row, x, 0).wide() * beside * (before - after);
                    }
                }
            }
            lost
        });
        fields.absorbed += lattice.cell() * lost;
    }

    /// No link makes the Laplacian reach further than `4 D/h²`.
    fn fastest(&self, lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError> {
        let liveliest = liveliest_site(lattice, |row, out| {
            self.write_energy(lattice, fields, 0.0, row, out);
        });
        let largest = largest_modulus(lattice, &fields.phi);
        let curvature = self.force.most_curved(&[largest], liveliest)?;
        Ok((shortest_wave(lattice) + curvature).max(0.0).sqrt())
    }

    fn fastest_at_least(&self, lattice: &Lattice) -> f64 {
        (shortest_wave(lattice) + self.force.least_curved()).max(0.0).sqrt()
    }

    /// # Equation
    /// `½ |pi|² + ½ |D+ phi|² + V - A_0 phi·X_0 pi`
    fn energy_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        self.invariant_density(lattice, fields, 0.0, row, out);
    }

    fn invariant_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        self.write_energy(lattice, fields, dt, row, out);
        add_potential_energy(fields, row, out);
    }

    fn loss_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        self.write_loss(lattice, fields, row, out);
    }

    fn is_linear(&self) -> bool {
        matches!(self.force.kind, Potential::Mass)
    }

    fn has_charge(&self) -> bool {
        false
    }

    /// # Equation
    /// `h^D Σ phi·X_0 pi`
    fn charge(&self, lattice: &Lattice, fields: &Fields<R>, _dt: f64) -> Option<f64> {
        let fill = |row: usize, out: &mut [f64]| {
            out.iter_mut().enumerate().for_each(|(x, out)| *out = charge_at(fields, row, x));
        };
        Some(lattice.cell() * sum_sites(lattice, fill))
    }
}

/// Whether `A_0` turns the field anywhere.
fn turns<R: Real>(fields: &Fields<R>) -> bool {
    let gauge = fields.gauge.as_ref();
    GaugeField::uneven(gauge).is_some() || GaugeField::level(gauge) != R::zero()
}

/// The largest `|phi|`.
fn largest_modulus<R: Real>(lattice: &Lattice, phi: &SiteField<R>) -> R {
    let square = |row: usize, x: usize| phi.at(row, x, 0).powi(2) + phi.at(row, x, 1).powi(2);
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    sites.fold(R::zero(), |most, (row, x)| most.max(square(row, x))).sqrt()
}
