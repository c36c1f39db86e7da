//! Parameters compiled for one lattice and one precision.

use super::{ModelError, Parameters};
use crate::lattice::{EdgeValues, FieldState, Fields, Lattice, Layer, Real, SiteField, sum_sites};
use crate::theory::{Setup, Start, Theory};
use crate::tick::Tick;

/// The theory's kernels, the schedule and the time step: everything a tick needs besides the state.
#[derive(Debug)]
#[cfg_attr(feature = "app", derive(bevy::ecs::resource::Resource))]
pub struct Dynamics {
    compiled: Compiled,
    limit: f64,
    largest_dt: f64,
    stable: bool,
}

#[derive(Debug)]
enum Compiled {
    F32(Program<f32>),
    F64(Program<f64>),
}

/// A theory and a schedule in one precision.
struct Program<R: Real> {
    theory: Box<dyn Theory<R>>,
    tick: &'static dyn Tick<R>,
    layer: Option<Layer>,
    dt: f64,
}

/// Runs an expression with the program and the fields of one precision.
macro_rules! in_precision {
    ($dynamics:expr, $state:expr, |$program:ident, $fields:ident| $body:expr, $otherwise:expr) => {
        match (&$dynamics.compiled, $state) {
            (Compiled::F32($program), FieldState::F32($fields)) => $body,
            (Compiled::F64($program), FieldState::F64($fields)) => $body,
            _ => {
                debug_assert!(false, "dynamics compiled for another precision");
                $otherwise
            }
        }
    };
}

impl Dynamics {
    /// Compiles parameters for a run that begins with `state`.
    ///
    /// # Errors
    /// See [`ModelError`]: an unstable dt is refused unless the parameters allow it.
    pub fn new(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
    ) -> Result<Self, ModelError> {
        Self::compile(parameters, lattice, state, Start::Fresh)
    }

    /// Compiles parameters for a run that was accepted before and goes on from `state`.
    ///
    /// # Errors
    /// As [`Dynamics::new`], except that a dt is refused only where no state could mend it.
    pub fn resume(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
    ) -> Result<Self, ModelError> {
        Self::compile(parameters, lattice, state, Start::Resumed)
    }

    fn compile(
        parameters: &Parameters,
        lattice: &Lattice,
        state: &FieldState,
        start: Start,
    ) -> Result<Self, ModelError> {
        let Parameters { theory, schedule, couplings, dt, .. } = *parameters;
        if !dt.is_finite() || dt == 0.0 {
            return Err(ModelError::Step { dt });
        }
        couplings.check(theory, parameters.potential.as_ref())?;
        let setup = Setup { lattice, potential: parameters.potential.as_ref(), couplings };
        let (compiled, fastest) = match state {
            FieldState::F32(fields) => {
                let theory = (theory.build_f32)(&setup)?;
                let (program, fastest) =
                    Program::new(theory, schedule.f32, parameters, lattice, fields, start)?;
                (Compiled::F32(program), fastest)
            }
            FieldState::F64(fields) => {
                let theory = (theory.build_f64)(&setup)?;
                let (program, fastest) =
                    Program::new(theory, schedule.f64, parameters, lattice, fields, start)?;
                (Compiled::F64(program), fastest)
            }
        };
        let limit = schedule.reach / fastest;
        let largest_dt = round_down(limit);
        let stable = dt.abs() < limit;
        if !stable && !parameters.allow_unstable {
            let (theory, schedule) = (theory.name, schedule.name);
            return Err(ModelError::UnstableStep { dt, limit, largest_dt, theory, schedule });
        }
        Ok(Self { compiled, limit, largest_dt, stable })
    }

    /// First stage of a tick.
    pub fn activation(&self, lattice: &Lattice, state: &mut FieldState) {
        in_precision!(self, state, |program, fields| program.activation(lattice, fields), ());
    }

    /// Second stage of a tick; then the absorbing layers damp the field.
    pub fn learning(&self, lattice: &Lattice, state: &mut FieldState) {
        in_precision!(self, state, |program, fields| program.learning(lattice, fields), ());
    }

    /// Gives a state that begins a run the ghosts its fixed edges need; ghosts that a checkpoint
    /// brought stay.
    pub fn prepare(&self, lattice: &Lattice, state: &mut FieldState) {
        in_precision!(self, state, |program, fields| program.prepare(lattice, fields), ());
    }

    /// The largest dt (rounded down to six digits) that is stable; infinite when every dt is.
    pub fn largest_dt(&self) -> f64 {
        self.largest_dt
    }

    /// The limit |dt| must stay strictly below.
    pub fn limit(&self) -> f64 {
        self.limit
    }

    /// Whether dt is below the limit.
    pub fn stable(&self) -> bool {
        self.stable
    }

    /// The Hamiltonian: kept to second order in dt, without drift.
    pub fn energy(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(self, state, |p, fields| p.theory.energy(lattice, fields), f64::NAN)
    }

    /// What the staged tick conserves exactly in a linear theory: the charge Q (Dirac), or the
    /// energy as the tick sees it (Klein-Gordon).
    pub fn invariant(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(self, state, |p, fields| p.theory.invariant(lattice, fields, p.dt), f64::NAN)
    }

    /// The charge Q, of theories that have one.
    pub fn charge(&self, lattice: &Lattice, state: &FieldState) -> Option<f64> {
        self.has_charge().then(|| self.invariant(lattice, state))
    }

    /// `h^D Σ |phi|² + |pi|²`.
    pub fn norm(&self, lattice: &Lattice, state: &FieldState) -> f64 {
        in_precision!(self, state, |_program, fields| norm(lattice, fields), f64::NAN)
    }

    /// Writes the energy of each site of a row, per cell (not times `h^D`).
    pub fn energy_density(
        &self,
        lattice: &Lattice,
        state: &FieldState,
        row: usize,
        out: &mut [f64],
    ) {
        let _ = in_precision!(
            self,
            state,
            |p, fields| p.theory.energy_density(lattice, fields, row, out),
            out.fill(f64::NAN)
        );
    }

    /// Whether the theory has a charge.
    pub fn has_charge(&self) -> bool {
        match &self.compiled {
            Compiled::F32(program) => program.theory.has_charge(),
            Compiled::F64(program) => program.theory.has_charge(),
        }
    }

    /// Whether the equations are linear: then [`Dynamics::invariant`] is conserved exactly.
    pub fn is_linear(&self) -> bool {
        match &self.compiled {
            Compiled::F32(program) => program.theory.is_linear(),
            Compiled::F64(program) => program.theory.is_linear(),
        }
    }
}

impl<R: Real> Program<R> {
    /// Checks the state, and returns the program with the theory's fastest frequency.
    fn new(
        theory: Box<dyn Theory<R>>,
        tick: &'static dyn Tick<R>,
        parameters: &Parameters,
        lattice: &Lattice,
        fields: &Fields<R>,
        start: Start,
    ) -> Result<(Self, f64), ModelError> {
        check_sizes(parameters.theory.name, theory.components(), lattice, fields)?;
        check_finite("phi", lattice, &fields.phi)?;
        check_finite("pi", lattice, &fields.pi)?;
        let fastest = theory.fastest(lattice, fields, start)?;
        let layer = Layer::of(lattice, parameters.dt);
        Ok((Self { theory, tick, layer, dt: parameters.dt }, fastest))
    }

    fn activation(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        self.tick.activation(&*self.theory, lattice, fields, self.dt);
    }

    fn learning(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        self.tick.learning(&*self.theory, lattice, fields, self.dt);
        if let Some(layer) = &self.layer {
            self.theory.absorb(lattice, fields, layer, self.dt);
        }
    }

    fn prepare(&self, lattice: &Lattice, fields: &mut Fields<R>) {
        if self.theory.has_ghosts() && fields.edge.is_none() {
            fields.edge = Some(EdgeValues::of(lattice, &fields.phi));
        }
    }
}

impl<R: Real> std::fmt::Debug for Program<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Program").field("layer", &self.layer).field("dt", &self.dt).finish()
    }
}

/// The largest number of six significant digits strictly below `limit`.
fn round_down(limit: f64) -> f64 {
    if !limit.is_finite() {
        return limit;
    }
    let digit = 10f64.powi(5 - limit.log10().floor() as i32);
    let below = (limit * digit).floor() / digit;
    if below < limit { below } else { ((limit * digit).floor() - 1.0) / digit }
}

fn norm<R: Real>(lattice: &Lattice, fields: &Fields<R>) -> f64 {
    let fill = |row: usize, out: &mut [f64]| {
        out.fill(0.0);
        for values in [fields.phi.block(row), fields.pi.block(row)] {
            for component in values.chunks_exact(out.len()) {
                for (sum, value) in out.iter_mut().zip(component) {
                    *sum += value.wide() * value.wide();
                }
            }
        }
    };
    lattice.cell() * sum_sites(lattice, fill)
}

fn check_sizes<R: Real>(
    theory: &'static str,
    components: usize,
    lattice: &Lattice,
    fields: &Fields<R>,
) -> Result<(), ModelError> {
    let needed = components * lattice.sites();
    for (field, values) in [("phi", &fields.phi), ("pi", &fields.pi)] {
        let given = values.values().len();
        if given != needed || values.components() != components {
            return Err(ModelError::Components { field, theory, components, given, needed });
        }
    }
    match &fields.edge {
        Some(edge) if !edge.fits(lattice, components) => {
            let given = edge.faces.iter().flatten().map(Vec::len).sum();
            let needed =
                EdgeValues::of(lattice, &fields.phi).faces.iter().flatten().map(Vec::len).sum();
            Err(ModelError::Components { field: "edge", theory, components, given, needed })
        }
        _ => Ok(()),
    }
}

fn check_finite<R: Real>(
    field: &'static str,
    lattice: &Lattice,
    values: &SiteField<R>,
) -> Result<(), ModelError> {
    let Some(at) = values.values().iter().position(|value| !value.is_finite()) else {
        return Ok(());
    };
    let (row, within) = (at / values.block_len(), at % values.block_len());
    let (component, x) = (within / lattice.row_len(), within % lattice.row_len());
    let value = values.at(row, x, component).wide();
    Err(ModelError::NotFinite { field, component, site: lattice.site(row, x), value })
}
