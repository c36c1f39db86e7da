//! Going on from an export.

use super::arrays::Arrays;
use super::files::META;
use super::{Meta, lattice};
use crate::gauge::{Checkpoint, Gauge, bytes_of};
use crate::lattice::{FieldState, Lattice, Precision};
use crate::scene::assemble::round;
use crate::scene::check::Spare;
use crate::scene::format::{ScheduleText, TheoryText};
use crate::scene::{BuildOptions, Scene, SceneError, check, memory};
use crate::simulation::{Cadence, ModelError, Parameters, Simulation};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Largest `meta.json` read, in bytes: it may hold a scene.
const LONGEST_META: u64 = 4 << 20;

/// A run made from an export alone.
#[derive(Debug)]
pub struct Imported {
    /// The run, as it was when it was exported.
    pub simulation: Simulation,
    /// Text of the scene it was made from; empty when there was none.
    pub scene: String,
    /// Its seed.
    pub seed: u64,
}

/// Bytes of the links of an export, of what they are made of and of a twin.
fn gauge_bytes(meta: &Meta, lattice: &Lattice, components: usize, precision: Precision) -> u128 {
    if ![meta.a, meta.a0].contains(&Some(true)) && meta.gauge.is_none() {
        return 0;
    }
    let twin = meta.gauge.as_ref().is_some_and(|gauge| gauge.twin.is_some());
    bytes_of(lattice, u128::from(twin) * 2 * components as u128, precision)
}

/// Goes on from the latest export in a directory, everything taken from its `meta.json`.
///
/// # Errors
/// When something is missing, damaged, or does not fit together; with the file it is in.
pub fn import(directory: &Path, options: &BuildOptions) -> Result<Imported, SceneError> {
    let path = directory.join(META);
    let meta = read_meta(&path)?;
    let wrong = |message: String| SceneError::whole(path.display().to_string(), message);
    let parameters = parameters(&meta).map_err(wrong)?;
    let lattice = lattice::rebuild(&meta.shape, meta.h, &meta.boundary, meta.layer.as_ref());
    let lattice = lattice.map_err(wrong)?;
    let components = components(&meta, &parameters, &lattice).map_err(wrong)?;
    let precision = precision(&meta, options).map_err(wrong)?;
    let limit = options.memory_limit.unwrap_or_else(memory::available);
    let needed = |lattice: &Lattice| {
        memory::needed(lattice, components, precision)
            + gauge_bytes(&meta, lattice, components, precision)
    };
    memory::check(&lattice, limit, needed).map_err(|problem| wrong(problem.message))?;
    let arrays = Arrays::find(directory, meta.tick)?;
    let mut fields = arrays.read(&lattice, components)?;
    fields.gauge = arrays.read_gauge(&lattice, [meta.a, meta.a0])?;
    fields.absorbed = meta.absorbed;
    if meta.edge {
        fields.edge = Some(arrays.read_edge(&lattice, components)?);
    }
    let state = round(&lattice, fields, precision);
    let kept =
        meta.gauge.as_ref().map(|gauge| gauge.read(&arrays, &lattice, (components, precision)));
    let simulation = start(&meta, lattice, parameters, (state, kept.transpose()?));
    let simulation = simulation.map_err(wrong)?;
    Ok(Imported { simulation, scene: meta.scene.unwrap_or_default(), seed: meta.seed })
}

impl Scene {
    /// Begins a run of this scene with the fields of an export in place of its initial conditions.
    ///
    /// # Errors
    /// As [`Scene::build`], and when the arrays are not there, are damaged, or are not those of
    /// this lattice and theory.
    pub fn build_from(
        &self,
        directory: &Path,
        options: &BuildOptions,
    ) -> Result<Simulation, SceneError> {
        self.check_memory(options, |lattice| self.bytes_at_once(lattice, options))?;
        let meta = directory.join(META);
        let meta = if meta.is_file() { Some(read_meta(&meta)?) } else { None };
        let arrays = Arrays::find(directory, meta.as_ref().and_then(|meta| meta.tick))?;
        let mut fields = arrays.read(&self.lattice, self.components())?;
        let there = meta.map_or([None; 2], |meta| [meta.a, meta.a0]);
        fields.gauge = arrays.read_gauge(&self.lattice, there)?;
        let state = round(&self.lattice, fields, options.precision.unwrap_or(self.precision));
        self.start(self.wired(options)?, state)
    }
}

/// A run that has a tick goes on; arrays without one begin a run.
fn start(
    meta: &Meta,
    lattice: Lattice,
    parameters: Parameters,
    (state, kept): (FieldState, Option<Checkpoint>),
) -> Result<Simulation, String> {
    let cadence = meta.measure_every.map(|measure_every| Cadence { measure_every });
    let cadence = cadence.unwrap_or_default();
    let (clock, refused) = (meta.clock(), |error: ModelError| error.to_string());
    if meta.tick.is_none() {
        return Simulation::new(lattice, parameters, state, cadence).map_err(refused);
    }
    let gauge = match kept {
        Some(kept) => Gauge::restored(kept, &lattice, &parameters, &clock)
            .map_err(|error| format!("gauge: {error}"))?,
        None => Gauge::of(&lattice, &parameters, &state),
    };
    let run = Simulation::resume_in_gauge(lattice, parameters, state, gauge, cadence, clock);
    let mut run = run.map_err(refused)?;
    if let Some(baseline) = &meta.baseline {
        run.measurements.restore(baseline);
    }
    Ok(run)
}

fn read_meta(path: &Path) -> Result<Meta, SceneError> {
    let wrong = |message: String| SceneError::whole(path.display().to_string(), message);
    let unread = |why: std::io::Error| match why.kind() {
        std::io::ErrorKind::NotFound => wrong(
            "there is no such file; give a directory that --export wrote, or name a scene for its \
             arrays"
                .to_owned(),
        ),
        _ => wrong(format!("cannot be read: {why}")),
    };
    let mut text = String::new();
    let file = File::open(path).map_err(unread)?;
    file.take(LONGEST_META + 1).read_to_string(&mut text).map_err(unread)?;
    if text.len() as u64 > LONGEST_META {
        return Err(wrong(format!("longer than {LONGEST_META} bytes; no export is")));
    }
    serde_json::from_str(&text).map_err(|why| {
        let place = format!("{}:{}:{}", path.display(), why.line(), why.column());
        let what = why.to_string();
        let what = what.split(" at line ").next().unwrap_or_default();
        SceneError::whole(place, format!("{what}; this is not what an export writes"))
    })
}

fn parameters(meta: &Meta) -> Result<Parameters, String> {
    let names = ["m", "lam", "v", "r"].into_iter();
    let numbers = names.filter_map(|name| Some((name.to_owned(), meta.number(name)?)));
    let theory = TheoryText {
        name: meta.theory.clone(),
        potential: meta.potential.clone(),
        expr: meta.expr.clone(),
        numbers: numbers.collect(),
        wiring: meta.network.clone().unwrap_or_default(),
    };
    let schedule = ScheduleText {
        name: meta.schedule.clone(),
        dt: meta.dt,
        allow_unstable: meta.allow_unstable,
    };
    let parameters = check::parameters(&theory, &schedule, Spare::PassedOver);
    let parameters = parameters.map_err(|problem| problem.message)?;
    Ok(Parameters { coupling: meta.coupling, ..parameters })
}

fn components(meta: &Meta, parameters: &Parameters, lattice: &Lattice) -> Result<usize, String> {
    let (theory, dim) = (parameters.theory, lattice.dim());
    let needed = (theory.components)(dim);
    match meta.components {
        Some(given) if given != needed => Err(format!(
            "K = {given}, but {} has {needed} components in {dim} dimensions",
            theory.name
        )),
        _ => Ok(needed),
    }
}

fn precision(meta: &Meta, options: &BuildOptions) -> Result<Precision, String> {
    match (options.precision, meta.precision.as_deref()) {
        (Some(precision), _) => Ok(precision),
        (None, None | Some("f64")) => Ok(Precision::F64),
        (None, Some("f32")) => Ok(Precision::F32),
        (None, Some(other)) => Err(format!("there is no precision `{other}`; it is f32 or f64")),
    }
}
