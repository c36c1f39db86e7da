//! What the tests of the physics share: states without symmetry, and runs without measurements.

use fieldloom::lattice::{Boundary, FieldState, Fields, Lattice, Precision, SiteField};
use fieldloom::simulation::{Dynamics, ModelError, Parameters};
use fieldloom::theory::{Couplings, LinkCoupling, Potential, PotentialExpr, theory};
use fieldloom::tick::tick;

/// Couplings none of which is 0 or 1.
pub const COUPLINGS: Couplings = Couplings { m: 0.37, lam: 0.83, v: 0.91, r: 0.0 };

/// A reproducible number in [-1, 1) for each `(seed, index)`.
pub fn noise(seed: u64, index: usize) -> f64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(index as u64 + 1);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z.wrapping_add(index as u64) ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (z ^ (z >> 31)) as f64 / 2f64.powi(63) - 1.0
}

pub fn noisy(lattice: &Lattice, components: usize, seed: u64) -> FieldState {
    let field = |seed: u64| {
        let mut field = SiteField::<f64>::zeros(lattice, components);
        let values = field.values_mut().iter_mut().enumerate();
        values.for_each(|(index, value)| *value = noise(seed, index));
        field
    };
    let mut fields = Fields::zeros(lattice, components);
    (fields.phi, fields.pi) = (field(2 * seed), field(2 * seed + 1));
    FieldState::F64(fields)
}

/// A state whose fields are a function of position: `value(component, x, is_pi)`.
pub fn shaped(
    lattice: &Lattice,
    components: usize,
    value: impl Fn(usize, [f64; 3], bool) -> f64,
) -> FieldState {
    let mut fields = Fields::<f64>::zeros(lattice, components);
    for row in 0..lattice.rows() {
        for x in 0..lattice.row_len() {
            let position = lattice.site_position(row, x);
            for a in 0..components {
                fields.phi.row_mut(row, a)[x] = value(a, position, false);
                fields.pi.row_mut(row, a)[x] = value(a, position, true);
            }
        }
    }
    FieldState::F64(fields)
}

pub fn lattice(shape: &[usize], h: f64, boundary: &[Boundary]) -> Lattice {
    Lattice::new(shape, h, boundary).unwrap()
}

pub fn potential(name: &str) -> Option<Potential> {
    match name {
        "dirac" | "klein-gordon-b" => None,
        "mass" => Some(Potential::Mass),
        "phi4" => Some(Potential::Phi4),
        "sine-gordon" => Some(Potential::SineGordon),
        text => Some(Potential::Expr(PotentialExpr::parse(text).unwrap())),
    }
}

/// Parameters of the model of that name: a theory without potential, or the name or text of a
/// potential of Klein-Gordon; of the complex field after `complex-`.
pub fn parameters(model: &str, dt: f64) -> Parameters {
    let (theory, model) = match model.strip_prefix("complex-") {
        Some(potential) => (theory("klein-gordon-complex").unwrap(), potential),
        None => (theory(model).unwrap_or(theory("klein-gordon").unwrap()), model),
    };
    Parameters {
        theory,
        potential: potential(model),
        couplings: COUPLINGS,
        coupling: LinkCoupling::Exact,
        schedule: tick(if model == "klein-gordon-b" { "(3.14)" } else { "staged" }).unwrap(),
        dt,
        wiring: None,
        allow_unstable: false,
    }
}

/// Number of components of a model.
pub fn components(model: &str, dim: usize) -> usize {
    (parameters(model, 1.0).theory.components)(dim)
}

/// Lattice, dynamics and state, ticked without measurements.
pub struct Run {
    pub lattice: Lattice,
    pub dynamics: Dynamics,
    pub state: FieldState,
}

impl Run {
    pub fn of(lattice: &Lattice, parameters: &Parameters, state: &FieldState) -> Self {
        Self::try_of(lattice, parameters, state).unwrap()
    }

    pub fn try_of(
        lattice: &Lattice,
        parameters: &Parameters,
        state: &FieldState,
    ) -> Result<Self, ModelError> {
        let dynamics = Dynamics::new(parameters, lattice, state)?;
        let (lattice, mut state) = (lattice.clone(), state.clone());
        dynamics.prepare(&lattice, &mut state);
        Ok(Self { lattice, dynamics, state })
    }

    pub fn ticks(&mut self, n: usize) -> &mut Self {
        for _ in 0..n {
            self.dynamics.activation(&self.lattice, &mut self.state);
            self.dynamics.learning(&self.lattice, &mut self.state);
        }
        self
    }

    pub fn energy(&self) -> f64 {
        self.dynamics.energy(&self.lattice, &self.state)
    }

    pub fn invariant(&self) -> f64 {
        self.dynamics.invariant(&self.lattice, &self.state)
    }
}

pub fn fields(state: &FieldState) -> &Fields<f64> {
    match state {
        FieldState::F64(fields) => fields,
        FieldState::F32(_) => panic!("this state is in single precision"),
    }
}

/// phi and pi as doubles, one after the other, in memory order.
pub fn values(state: &FieldState) -> Vec<f64> {
    match state {
        FieldState::F32(fields) => {
            let both = fields.phi.values().iter().chain(fields.pi.values());
            both.map(|&value| f64::from(value)).collect()
        }
        FieldState::F64(fields) => {
            fields.phi.values().iter().chain(fields.pi.values()).copied().collect()
        }
    }
}

pub fn rounded(lattice: &Lattice, state: &FieldState, precision: Precision) -> FieldState {
    let Fields { phi, pi, gauge, .. } = fields(state);
    let mut single = Fields::<f32>::zeros(lattice, phi.components());
    for (to, from) in [(&mut single.phi, phi), (&mut single.pi, pi)] {
        let pairs = to.values_mut().iter_mut().zip(from.values());
        pairs.for_each(|(to, from)| *to = *from as f32);
    }
    single.gauge = gauge.as_ref().map(|gauge| gauge.map(lattice, |value| value as f32));
    match precision {
        Precision::F32 => FieldState::F32(single),
        Precision::F64 => state.clone(),
    }
}

/// Largest difference, relative to the largest value.
pub fn difference(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(0.0f64, |most, value| most.max(value.abs()));
    let pairs = found.iter().zip(expected);
    pairs.fold(0.0f64, |most, (a, b)| {
        let apart = (a - b).abs();
        if apart.is_nan() { f64::INFINITY } else { most.max(apart) }
    }) / largest
}
