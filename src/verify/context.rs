//! What the checks share: lattices and states without symmetry, kernels, runs.

use crate::lattice::{
    Boundary, EdgeValues, FieldState, Fields, GaugeField, Lattice, LinkField, SiteField,
};
use crate::scene::{self, BuildOptions};
use crate::simulation::{Dynamics, Parameters, Simulation};
use crate::theory::{Couplings, LinkCoupling, Potential, PotentialExpr, Setup, Theory, theory};
use crate::tick::tick;
use ndarray::{ArrayD, IxDyn};

/// How the checks are run: as they should be, or with a wrong factor in each.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    factor: f64,
}

impl Context {
    /// Measures what there is.
    pub const fn new() -> Self {
        Self { factor: 1.0 }
    }

    /// Measures with something wrong by `factor` in every check: each must miss.
    pub const fn spoiled(factor: f64) -> Self {
        Self { factor }
    }

    /// A number on which the check depends, wrong in a spoiled run.
    pub fn right(&self, value: f64) -> f64 {
        self.factor * value
    }

    /// Numbers on which the check depends.
    pub fn all_right(&self, values: &[f64]) -> Vec<f64> {
        values.iter().map(|value| self.right(*value)).collect()
    }
}

impl Default for Context {
    fn default() -> Self {
        Self::new()
    }
}

/// Spacing of the lattices.
pub const H: f64 = 0.83;

/// Couplings none of which is 0 or 1.
pub fn couplings() -> Couplings {
    Couplings { m: 0.37, lam: 0.83, v: 0.91, ..Couplings::default() }
}

/// Unequal extents.
pub fn shape(dim: usize) -> &'static [usize] {
    [&[11][..], &[4, 7], &[4, 3, 5]][dim - 1]
}

/// A lattice with the same boundary everywhere.
pub fn lattice(dim: usize, boundary: Boundary) -> Option<Lattice> {
    Lattice::new(shape(dim), H, &[boundary]).ok()
}

/// Absorbing in a layer of one site.
pub const ABSORBING: Boundary = Boundary::Absorbing { width: 1, strength: 0.7 };

/// A reproducible number in [-1, 1) for each `(seed, index)`.
pub fn noise(seed: u64, count: usize) -> Vec<f64> {
    let number = |index: usize| {
        let mut z = (seed << 32 | index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 32)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 30)) as f64 / 2f64.powi(63) - 1.0
    };
    (0..count).map(number).collect()
}

/// Fields from flat vectors, component first.
pub fn fields(lattice: &Lattice, phi: &[f64], pi: &[f64]) -> Option<Fields<f64>> {
    let field = |values: &[f64]| {
        let mut shape = vec![values.len() / lattice.sites()];
        shape.extend(lattice.shape());
        let array = ArrayD::from_shape_vec(IxDyn(&shape), values.to_vec()).ok()?;
        SiteField::from_array(lattice, array.view())
    };
    let phi = field(phi)?;
    let mut fields = Fields::zeros(lattice, phi.components());
    (fields.phi, fields.pi) = (phi, field(pi)?);
    Some(fields)
}

/// Fields from flat vectors in a gauge field.
pub fn fields_in(
    lattice: &Lattice,
    gauge: &GaugeField<f64>,
    phi: &[f64],
    pi: &[f64],
) -> Option<Fields<f64>> {
    Some(Fields { gauge: Some(gauge.clone()), ..fields(lattice, phi, pi)? })
}

/// A gauge field from flat vectors, direction first; no potential is zero.
pub fn gauge(lattice: &Lattice, angles: &[f64], potential: &[f64]) -> Option<GaugeField<f64>> {
    let shaped = |values: &[f64], first: usize| {
        let shape: Vec<usize> =
            std::iter::once(first).chain(lattice.shape().iter().copied()).collect();
        ArrayD::from_shape_vec(IxDyn(&shape), values.to_vec()).ok()
    };
    let links = LinkField::from_array(lattice, shaped(angles, lattice.dim())?.view())?;
    let potential = match potential {
        [] => None,
        values => Some(SiteField::from_array(lattice, shaped(values, 1)?.view())?),
    };
    Some(GaugeField::new(lattice, links, potential))
}

/// Angles of two radians and a potential that obey nothing.
pub fn wild(lattice: &Lattice) -> Option<GaugeField<f64>> {
    let angles: Vec<f64> =
        noise(71, lattice.dim() * lattice.sites()).iter().map(|angle| 2.0 * angle).collect();
    gauge(lattice, &angles, &noise(72, lattice.sites()))
}

/// A flat vector, component first.
pub fn flat(lattice: &Lattice, field: &SiteField<f64>) -> Vec<f64> {
    field.to_array(lattice).iter().copied().collect()
}

/// phi and pi of a state in double precision, flat.
pub fn flats(lattice: &Lattice, state: &FieldState) -> Option<[Vec<f64>; 2]> {
    match state {
        FieldState::F64(fields) => Some([flat(lattice, &fields.phi), flat(lattice, &fields.pi)]),
        FieldState::F32(_) => None,
    }
}

/// A potential by its name, or by its formula.
pub fn potential(name: &str) -> Option<Potential> {
    match name {
        "mass" => Some(Potential::Mass),
        "phi4" => Some(Potential::Phi4),
        "sine-gordon" => Some(Potential::SineGordon),
        text => PotentialExpr::parse(text).ok().map(Potential::Expr),
    }
}

/// The fast kernels of a theory.
pub fn kernels(
    name: &str,
    lattice: &Lattice,
    potential: Option<&Potential>,
    couplings: Couplings,
) -> Option<Box<dyn Theory<f64>>> {
    let setup = Setup {
        lattice,
        potential,
        couplings,
        coupling: LinkCoupling::Exact,
        dt: 0.3,
        wiring: None,
    };
    (theory(name)?.build_f64)(&setup).ok()
}

/// Gives a state the ghosts a theory wants.
pub fn with_ghosts(theory: &dyn Theory<f64>, lattice: &Lattice, fields: &mut Fields<f64>) {
    if theory.has_ghosts() {
        fields.edge = Some(EdgeValues::of(lattice, &fields.phi));
    }
}

/// What a run is made of: `dirac`, or the name or formula of a potential.
pub fn parameters(model: &str, schedule: &str, dt: f64) -> Option<Parameters> {
    let name = if model == "dirac" { "dirac" } else { "klein-gordon" };
    Some(Parameters {
        theory: theory(name)?,
        potential: if model == "dirac" { None } else { Some(potential(model)?) },
        couplings: couplings(),
        coupling: LinkCoupling::Exact,
        schedule: tick(schedule)?,
        dt,
        wiring: None,
        allow_unstable: false,
    })
}

/// Lattice, dynamics and state, ticked without measurements.
pub struct Run {
    pub lattice: Lattice,
    pub dynamics: Dynamics,
    pub state: FieldState,
}

impl Run {
    /// A run from flat vectors.
    pub fn new(
        lattice: &Lattice,
        parameters: &Parameters,
        phi: &[f64],
        pi: &[f64],
    ) -> Option<Self> {
        Self::of(lattice, parameters, FieldState::F64(fields(lattice, phi, pi)?))
    }

    /// A run from a state.
    pub fn of(lattice: &Lattice, parameters: &Parameters, mut state: FieldState) -> Option<Self> {
        let dynamics = Dynamics::new(parameters, lattice, &state).ok()?;
        dynamics.prepare(lattice, &mut state);
        Some(Self { lattice: lattice.clone(), dynamics, state })
    }

    /// Advances.
    pub fn ticks(&mut self, n: usize) -> &mut Self {
        for _ in 0..n {
            self.dynamics.activation(&self.lattice, &mut self.state);
            self.dynamics.learning(&self.lattice, &mut self.state);
        }
        self
    }

    /// phi and pi, flat.
    pub fn flats(&self) -> Option<[Vec<f64>; 2]> {
        flats(&self.lattice, &self.state)
    }

    /// phi and pi, one after the other.
    pub fn values(&self) -> Option<Vec<f64>> {
        Some(self.flats()?.concat())
    }
}

/// What a scene measures of its expectations, in their order.
pub fn measure(text: &str) -> Option<Vec<f64>> {
    let scene = scene::parse("verify", text, &[]).ok()?;
    let rows = scene.check(&BuildOptions::default()).ok()?;
    Some(rows.iter().map(|row| row.measured).collect())
}

/// A run of a scene.
pub fn simulation(text: &str) -> Option<Simulation> {
    scene::parse("verify", text, &[]).ok()?.build(&BuildOptions::default()).ok()
}

/// The largest difference, relative to the largest value expected.
pub fn difference(found: &[f64], expected: &[f64]) -> f64 {
    let largest = expected.iter().fold(0.0f64, |most, value| most.max(value.abs()));
    let apart = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    let most = apart.fold(0.0, worse);
    if found.len() == expected.len() { most / largest } else { f64::NAN }
}

/// The larger of two residuals, or NaN when one is.
pub fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b <= a { a } else { b }
}

/// The largest residual of several; `None` when one cannot be measured.
pub fn worst(residuals: impl IntoIterator<Item = Option<f64>>) -> Option<f64> {
    residuals.into_iter().try_fold(0.0, |most, residual| Some(worse(most, residual?)))
}

/// The angular frequency times the step of a signal that obeys `x_{n+1} + x_{n-1} = 2 cos x_n`:
/// the best cosine.
pub fn turn(signal: &[f64]) -> f64 {
    let triples = signal.windows(3);
    let (above, below) = triples.fold((0.0, 0.0), |(above, below), x| {
        (above + x[1] * (x[0] + x[2]), below + 2.0 * x[1] * x[1])
    });
    (above / below).acos()
}

/// `Σ a b`
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
