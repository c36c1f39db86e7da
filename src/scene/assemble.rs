//! From a scene to a simulation that can run.

use super::initial::{self, InitialContext, NpyError, read_npy};
use super::{Scene, SceneError, check, initial_problem, memory};
use crate::gauge::{Gauge, rehearse};
use crate::lattice::{FieldState, Fields, Lattice, Precision, Real, SiteField};
use crate::network::{MOST_NEURONS, NetworkError};
use crate::simulation::{ModelError, Parameters, Simulation};
use crate::theory::Setup;
use std::path::PathBuf;
use std::sync::Arc;

/// What is not the scene's to say.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Precision in place of the scene's.
    pub precision: Option<Precision>,
    /// What relative paths in the scene are relative to.
    pub base_dir: PathBuf,
    /// Bytes the fields may take; what is free when absent.
    pub memory_limit: Option<u64>,
}

impl Scene {
    /// Makes the initial state and everything a run needs.
    ///
    /// # Conventions
    /// All initial conditions are added up in f64, then rounded once: of the whole lattice, or slice
    /// by slice where it is large.
    ///
    /// # Errors
    /// When the fields do not fit in memory (asked before anything is allocated), an initial
    /// condition cannot be made, or the parts do not go together: dt beyond the stable limit, a
    /// boundary the theory does not have.
    pub fn build(&self, options: &BuildOptions) -> Result<Simulation, SceneError> {
        let precision = options.precision.unwrap_or(self.precision);
        self.check_memory(options, |lattice| self.bytes_in_slices(lattice, options))?;
        let slices = self.slices(&self.lattice, options);
        let state = match (self.parameters.theory.adopt, precision) {
            (None, Precision::F32) => FieldState::F32(self.initial_fields(options, slices)?),
            (None, Precision::F64) => FieldState::F64(self.initial_fields(options, slices)?),
            (Some(_), _) => {
                let fields = self.adopted(self.initial_fields(options, slices)?)?;
                round(&self.lattice, fields, precision)
            }
        };
        self.start(self.wired(options)?, state)
    }

    /// How many slices the initial state is made in on a lattice.
    fn slices(&self, lattice: &Lattice, options: &BuildOptions) -> usize {
        let context = InitialContext { lattice, ..self.initial_context(options) };
        initial::slices(&self.initial, &context, self.state_bytes(lattice, options))
    }

    /// Bytes of phi and pi.
    fn state_bytes(&self, lattice: &Lattice, options: &BuildOptions) -> u128 {
        let precision = options.precision.unwrap_or(self.precision);
        (2 * self.components() * precision.bytes()) as u128 * lattice.sites() as u128
    }

    /// Bytes that a state on a lattice takes which is made slice by slice, if it is large.
    fn bytes_in_slices(&self, lattice: &Lattice, options: &BuildOptions) -> u128 {
        if !initial::is_large(lattice) || self.parameters.theory.adopt.is_some() {
            return self.bytes_at_once(lattice, options);
        }
        let context = InitialContext { lattice, ..self.initial_context(options) };
        let precision = options.precision.unwrap_or(self.precision);
        self.state_bytes(lattice, options)
            + initial::bytes_beside(&self.initial, &context, self.slices(lattice, options))
            + self.gauge.bytes(lattice, self.components(), precision)
    }

    /// Bytes that a state on a lattice takes which is made in f64 as a whole.
    pub(super) fn bytes_at_once(&self, lattice: &Lattice, options: &BuildOptions) -> u128 {
        let precision = options.precision.unwrap_or(self.precision);
        memory::needed(lattice, self.components(), precision)
            + self.gauge.bytes(lattice, self.components(), precision)
    }

    fn initial_context<'a>(&'a self, options: &'a BuildOptions) -> InitialContext<'a> {
        InitialContext {
            lattice: &self.lattice,
            parameters: &self.parameters,
            seed: self.seed,
            index: 0,
            base_dir: &options.base_dir,
        }
    }

    /// A run of this scene that begins with a state.
    pub(super) fn start(
        &self,
        mut parameters: Parameters,
        state: FieldState,
    ) -> Result<Simulation, SceneError> {
        let lattice = self.lattice.clone();
        let refused = |error: ModelError| self.model_error(&error);
        if self.gauge.is_nothing() {
            return Simulation::new(lattice, parameters, state, self.cadence).map_err(refused);
        }
        parameters.coupling = self.gauge.mode.coupling();
        let gauge = self.gauge_of(&parameters, &state)?;
        let run = Simulation::in_gauge(lattice, parameters, state, gauge, self.cadence);
        let mut run = run.map_err(refused)?;
        for (path, command) in self.gauge.commands() {
            let path = format!("gauge.{path}");
            run.change_gauge(&command)
                .map_err(|error| self.located(check::gauge_problem(&path, &error)))?;
        }
        rehearse(&run).map_err(|error| self.located(check::gauge_problem("gauge", &error)))?;
        run.begin_measurements();
        Ok(run)
    }

    /// The gauge it begins in: of a background, else of the links that came with the state.
    fn gauge_of(&self, parameters: &Parameters, state: &FieldState) -> Result<Gauge, SceneError> {
        let begin = self.gauge.begin(&self.lattice, parameters);
        let begin = begin.map_err(|error| self.located(check::gauge_problem("gauge", &error)))?;
        match self.gauge.background.is_empty() {
            true => Ok(begin.with_links_of(&self.lattice, state)),
            false => Ok(begin),
        }
    }

    /// The parameters with all matrices written out, files read.
    pub(super) fn wired(&self, options: &BuildOptions) -> Result<Parameters, SceneError> {
        let (mut parameters, n) = (self.parameters.clone(), self.lattice.sites());
        let Some(wiring) = &parameters.wiring else { return Ok(parameters) };
        let read = |name: &'static str, file: &str| {
            let failed = |why: NpyError| NetworkError::File {
                name,
                file: file.to_owned(),
                why: why.to_string(),
            };
            // Asked before the file is: a matrix this large is not read.
            if n > MOST_NEURONS {
                return Err(NetworkError::TooMany { neurons: n, most: MOST_NEURONS });
            }
            read_npy(&options.base_dir.join(file), &[n, n]).map_err(failed)
        };
        let written = wiring.written_out(n, read);
        let wiring = written.map_err(|error| self.model_error(&ModelError::Network(error)))?;
        parameters.wiring = Some(Arc::new(wiring));
        Ok(parameters)
    }

    /// Refuses fields that do not fit in memory.
    pub(super) fn check_memory(
        &self,
        options: &BuildOptions,
        needed: impl Fn(&Lattice) -> u128,
    ) -> Result<(), SceneError> {
        let limit = options.memory_limit.unwrap_or_else(memory::available);
        memory::check(&self.lattice, limit, needed).map_err(|problem| self.located(problem))
    }

    /// Number of components K of phi, and of pi.
    pub fn components(&self) -> usize {
        (self.parameters.theory.components)(self.lattice.dim())
    }

    /// Fields with `pi = ∂t phi`, made those of the theory.
    fn adopted(&self, mut fields: Fields<f64>) -> Result<Fields<f64>, SceneError> {
        let Parameters { theory, potential, couplings, coupling, dt, .. } = &self.parameters;
        if let Some(adopt) = theory.adopt {
            let (lattice, potential) = (&self.lattice, potential.as_ref());
            let setup = Setup {
                lattice,
                potential,
                couplings: *couplings,
                coupling: *coupling,
                dt: *dt,
                wiring: None,
            };
            adopt(&setup, &mut fields).map_err(|error| self.model_error(&error))?;
        }
        Ok(fields)
    }

    fn initial_fields<R: Real>(
        &self,
        options: &BuildOptions,
        slices: usize,
    ) -> Result<Fields<R>, SceneError> {
        initial::made(&self.initial, self.initial_context(options), slices)
            .map_err(|(index, why)| self.located(initial_problem(index, &why)))
    }

    /// A [`ModelError`] with its place in the scene.
    pub(super) fn model_error(&self, error: &ModelError) -> SceneError {
        self.error(&model_path(error), error.to_string())
    }
}

/// Which value of a scene a [`ModelError`] is about.
fn model_path(error: &ModelError) -> String {
    match error {
        ModelError::Schedule { .. } | ModelError::Gauge { .. } => "schedule.name".to_owned(),
        ModelError::UnstableStep { .. } | ModelError::Step { .. } => "schedule.dt".to_owned(),
        ModelError::Boundary { axis, .. } => format!("lattice.boundary[{axis}]"),
        ModelError::Potential { .. } => "theory.potential".to_owned(),
        ModelError::PotentialNotFinite { .. } => "theory.expr".to_owned(),
        ModelError::Components { .. } | ModelError::NotFinite { .. } => "initial".to_owned(),
        ModelError::Network(error) => match error.field() {
            Some(field) => format!("theory.{field}"),
            None => "theory".to_owned(),
        },
        ModelError::Parameter { name, .. } => format!("theory.{name}"),
    }
}

/// Rounds a state to the precision of the run.
pub(super) fn round(lattice: &Lattice, fields: Fields<f64>, precision: Precision) -> FieldState {
    match precision {
        Precision::F64 => FieldState::F64(fields),
        Precision::F32 => FieldState::F32(Fields {
            phi: rounded(lattice, fields.phi),
            pi: rounded(lattice, fields.pi),
            edge: fields.edge.map(|edge| edge.map(|value| value as f32)),
            gauge: fields.gauge.map(|gauge| gauge.map(lattice, |value| value as f32)),
            absorbed: fields.absorbed,
            held: None,
        }),
    }
}

/// Takes the field, so that its memory is free as soon as it is rounded.
fn rounded(lattice: &Lattice, field: SiteField<f64>) -> SiteField<f32> {
    field.map(lattice, |value| value as f32)
}
