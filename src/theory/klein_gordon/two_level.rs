//! The real Klein-Gordon field, representation B: pi is minus the activation of one tick earlier.

use super::{KleinGordon, MASS};
use crate::lattice::{Boundary, Fields, Lattice, Layer, Real};
use crate::network::{self, LearningSystem, NetworkError, Present};
use crate::theory::{Flow, MadeOf, Matrix, ModelError, Modes, Setup, Theory, TheoryInfo};
use rustfft::num_complex::Complex64;

pub(in crate::theory) const INFO: TheoryInfo = TheoryInfo {
    name: "klein-gordon-b",
    summary: "The same scalar field from other tensors: pi holds minus the activation before",
    equation: "φ' = (2 + dt² (∇² - m²)) φ + π, π' = -φ",
    components: |_| 1,
    potentials: &[],
    parameters: |_| &[MASS],
    extras: &[],
    learns,
    adopt: Some(adopt),
    build_f32: build,
    build_f64: build,
};

fn build<R: Real>(setup: &Setup<'_>) -> Result<Box<dyn Theory<R>>, ModelError> {
    Ok(Box::new(TwoLevel::new(setup)?))
}

fn learns(setup: &Setup<'_>, present: &Present<'_>) -> Result<LearningSystem, NetworkError> {
    let (lattice, m) = (setup.lattice, setup.couplings.m);
    let (tensors, loss) = network::klein_gordon::two_level(lattice, m, setup.dt, present.edge);
    // dt is within W.
    Ok(LearningSystem { tensors, loss, step: 1.0 })
}

/// A real Klein-Gordon field of mass m in two levels of time.
///
/// # Equation
/// `phi' = W phi + B pi` (activation), `pi' = A phi + V pi` (learning), both from the old state;
/// `W = 2 + dt² (Lap - m²)`, B = 1, A = -1, V = 0. Hence pi is minus the phi of one tick earlier,
/// and phi follows the two-level leapfrog (3.19).
///
/// # Conventions
/// The rate of change at a whole tick is `(phi + pi)/dt + (dt/2) (Lap phi - m² phi)`: the pi of
/// representation A.
///
/// # Reference
/// (3.14), with 2D - 2 in place of its 4.
struct TwoLevel {
    field: KleinGordon,
    dt: f64,
}

impl TwoLevel {
    fn new(setup: &Setup<'_>) -> Result<Self, ModelError> {
        let theory = INFO.name;
        if let Some(potential) = setup.potential {
            let given = format!("the potential {:?}", potential.name());
            let allowed = "leave the potential out; its mass is m".to_owned();
            return Err(ModelError::Potential { theory, given, allowed });
        }
        let absorbs = |edge: &Boundary| matches!(edge, Boundary::Absorbing { .. });
        match setup.lattice.boundary().iter().position(absorbs) {
            Some(axis) => Err(ModelError::Boundary {
                theory,
                axis,
                boundary: "absorbing",
                allowed: "periodic, fixed or free, or the theory klein-gordon",
            }),
            None => Ok(Self { field: KleinGordon::new(setup), dt: setup.dt }),
        }
    }

    /// Writes the energy, corrected at this dt, of each site of a row.
    fn write<R: Real>(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        let (phi, pi) = (fields.phi.row(row, 0), fields.pi.row(row, 0));
        self.field.write_energy(lattice, fields, dt, (row, out), |x, acceleration| {
            (phi[x].wide() + pi[x].wide()) / self.dt + self.dt / 2.0 * acceleration
        });
    }
}

/// `pi -> -phi + dt pi - (dt²/2) (Lap phi - m² phi)`: minus the phi that one tick of representation
/// A brings to where the fields are.
fn adopt(setup: &Setup<'_>, fields: &mut Fields<f64>) -> Result<(), ModelError> {
    let TwoLevel { field, dt } = TwoLevel::new(setup)?;
    let Fields { phi, pi, .. } = fields;
    for (pi, phi) in pi.values_mut().iter_mut().zip(phi.values()) {
        *pi = dt * *pi - phi;
    }
    field.kick(setup.lattice, fields, -dt * dt / 2.0);
    Ok(())
}

impl<R: Real> Theory<R> for TwoLevel {
    fn components(&self) -> usize {
        1
    }

    fn has_ghosts(&self) -> bool {
        true
    }

    fn made_of(&self) -> MadeOf {
        MadeOf::TwoLevels
    }

    /// A step is whole or none: there is no R.
    fn rotate(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _t: f64) {}

    /// A step is whole or none: there is no Kick.
    fn kick(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _t: f64) {}

    /// A step is whole or none: there is no Drift.
    fn drift(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _t: f64) {}

    /// `phi -> W phi + pi`; the old phi is held for learning.
    fn activate(&self, lattice: &Lattice, fields: &mut Fields<R>, dt: f64) {
        let pi = fields.pi.clone();
        self.field.kick(lattice, fields, dt * dt);
        let Fields { phi, pi: sum, .. } = fields;
        for (sum, phi) in sum.values_mut().iter_mut().zip(phi.values()) {
            *sum += R::of(2.0) * *phi;
        }
        let new = std::mem::replace(&mut fields.pi, pi);
        fields.held = Some(std::mem::replace(&mut fields.phi, new));
    }

    /// `pi -> -phi`, of the old phi.
    fn learn(&self, _lattice: &Lattice, fields: &mut Fields<R>, _dt: f64) {
        if let Some(mut old) = fields.held.take() {
            old.values_mut().iter_mut().for_each(|value| *value = -*value);
            fields.pi = old;
        }
    }

    fn modes(&self) -> &dyn Modes {
        self
    }

    /// Nothing: absorbing layers are refused.
    fn absorb(&self, _lattice: &Lattice, _fields: &mut Fields<R>, _layer: &Layer, _dt: f64) {}

    fn fastest(&self, lattice: &Lattice, fields: &Fields<R>) -> Result<f64, ModelError> {
        self.field.fastest(lattice, fields)
    }

    fn fastest_at_least(&self, lattice: &Lattice) -> f64 {
        Theory::<R>::fastest_at_least(&self.field, lattice)
    }

    fn energy_density(&self, lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        self.write(lattice, fields, 0.0, row, out);
    }

    fn invariant_density(
        &self,
        lattice: &Lattice,
        fields: &Fields<R>,
        dt: f64,
        row: usize,
        out: &mut [f64],
    ) {
        self.write(lattice, fields, dt, row, out);
    }

    /// # Equation
    /// `½ phi² + ½ pi²`
    ///
    /// # Reference
    /// (3.18)
    fn loss_density(&self, _lattice: &Lattice, fields: &Fields<R>, row: usize, out: &mut [f64]) {
        let pairs = fields.phi.row(row, 0).iter().zip(fields.pi.row(row, 0));
        for (loss, (phi, pi)) in out.iter_mut().zip(pairs) {
            *loss = (phi.wide().powi(2) + pi.wide().powi(2)) / 2.0;
        }
    }

    fn is_linear(&self) -> bool {
        true
    }

    fn has_charge(&self) -> bool {
        false
    }
}

impl Modes for TwoLevel {
    fn dim(&self) -> usize {
        self.field.dim()
    }

    fn edge(&self) -> f64 {
        self.field.edge()
    }

    fn channels(&self) -> usize {
        2
    }

    /// # Equation
    /// `exp(t G)`, in terms of the rate of change of representation A.
    fn evolve(&self, k: [f64; 3], t: f64, z: &mut [Complex64]) {
        let square = self.field.square(k);
        if let [phi, pi] = z {
            let half = self.dt / 2.0 * square * *phi;
            let mut a = [*phi, (*phi + *pi) / self.dt - half];
            self.field.evolve(k, t, &mut a);
            *phi = a[0];
            *pi = self.dt * (a[1] + self.dt / 2.0 * square * a[0]) - a[0];
        }
    }

    fn generator(&self, k: [f64; 3]) -> Matrix {
        let (dt, square) = (self.dt, self.field.square(k));
        let inner = 1.0 - dt * dt / 2.0 * square;
        let to_b = KleinGordon::matrix([[1.0, 0.0], [-inner, dt]]);
        let to_a = KleinGordon::matrix([[1.0, 0.0], [inner / dt, 1.0 / dt]]);
        &(&to_b * &self.field.generator(k)) * &to_a
    }

    fn flow(&self, flow: Flow, k: [f64; 3]) -> Matrix {
        match flow {
            Flow::TwoLevels => {
                let weight = 2.0 - self.dt * self.dt * self.field.square(k);
                KleinGordon::matrix([[weight, 1.0], [-1.0, 0.0]])
            }
            _ => Matrix::one(2),
        }
    }

    fn like_bonds(&self, _t: f64) -> Option<(f64, Matrix)> {
        None
    }

    fn continuum(&self, k: [f64; 3]) -> Vec<f64> {
        self.field.free(k)
    }
}
