//! Going on from an export.

use super::files::{META, numbered, tick_of};
use super::{Meta, lattice};
use crate::lattice::{
    EdgeValues, FieldState, Fields, GaugeField, Lattice, LinkField, Precision, SiteField,
};
use crate::scene::assemble::round;
use crate::scene::check::Spare;
use crate::scene::format::{ScheduleText, TheoryText};
use crate::scene::initial::read_npy;
use crate::scene::{BuildOptions, Scene, SceneError, check, memory};
use crate::simulation::{Cadence, Parameters, Simulation};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

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
    memory::check(&lattice, components, precision, limit)
        .map_err(|problem| wrong(problem.message))?;
    let arrays = Arrays::find(directory, meta.tick)?;
    let mut fields = arrays.read(&lattice, components)?;
    fields.gauge = arrays.read_gauge(&lattice, [meta.a, meta.a0])?;
    fields.absorbed = meta.absorbed;
    if meta.edge {
        fields.edge = Some(arrays.read_edge(&lattice, components)?);
    }
    let state = round(&lattice, fields, precision);
    let simulation = start(&meta, lattice, parameters, state);
    let simulation = simulation.map_err(|error| wrong(error.to_string()))?;
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
        self.check_memory(options)?;
        let meta = directory.join(META);
        let meta = if meta.is_file() { Some(read_meta(&meta)?) } else { None };
        let arrays = Arrays::find(directory, meta.as_ref().and_then(|meta| meta.tick))?;
        let mut fields = arrays.read(&self.lattice, self.components())?;
        let there = meta.map_or([None; 2], |meta| [meta.a, meta.a0]);
        fields.gauge = arrays.read_gauge(&self.lattice, there)?;
        let state = round(&self.lattice, fields, options.precision.unwrap_or(self.precision));
        let (lattice, parameters) = (self.lattice.clone(), self.wired(options)?);
        Simulation::new(lattice, parameters, state, self.cadence)
            .map_err(|error| self.model_error(&error))
    }
}

/// A run that has a tick goes on; arrays without one begin a run.
fn start(
    meta: &Meta,
    lattice: Lattice,
    parameters: Parameters,
    state: FieldState,
) -> Result<Simulation, crate::simulation::ModelError> {
    let cadence = meta.measure_every.map(|measure_every| Cadence { measure_every });
    let cadence = cadence.unwrap_or_default();
    if meta.tick.is_none() {
        return Simulation::new(lattice, parameters, state, cadence);
    }
    let mut run = Simulation::resume(lattice, parameters, state, cadence, meta.clock())?;
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

/// The files that hold the fields at one tick.
#[derive(Debug)]
struct Arrays {
    phi: PathBuf,
    pi: PathBuf,
    edge: PathBuf,
    links: PathBuf,
    potential: PathBuf,
}

impl Arrays {
    /// Those of a tick; without one the highest there is, else those without a number, else `in_*`.
    fn find(directory: &Path, tick: Option<u64>) -> Result<Self, SceneError> {
        let tick = tick.or_else(|| highest(directory));
        let unnumbered = |array: &str| match directory.join(format!("in_{array}.npy")) {
            path if path.is_file() && !directory.join(format!("{array}.npy")).is_file() => path,
            _ => directory.join(format!("{array}.npy")),
        };
        let path = |array: &str| match tick {
            Some(tick) => directory.join(numbered(array, tick)),
            None => unnumbered(array),
        };
        let [phi, pi, edge, links, potential] = ["phi", "pi", "edge", "a", "a0"].map(path);
        let arrays = Self { phi, pi, edge, links, potential };
        let missing = [&arrays.phi, &arrays.pi].into_iter().find(|path| !path.is_file());
        if let Some(missing) = missing {
            let message = "there is no such file; phi and pi of one tick are needed, or phi.npy \
                           and pi.npy";
            return Err(SceneError::whole(missing.display().to_string(), message));
        }
        Ok(arrays)
    }

    fn read(&self, lattice: &Lattice, components: usize) -> Result<Fields<f64>, SceneError> {
        let mut fields = Fields::zeros(lattice, components);
        fill(&self.phi, lattice, &mut fields.phi)?;
        fill(&self.pi, lattice, &mut fields.pi)?;
        Ok(fields)
    }

    /// Links and potential. `there` says whether they are; where nothing is said, they are where
    /// their files are.
    fn read_gauge(
        &self,
        lattice: &Lattice,
        there: [Option<bool>; 2],
    ) -> Result<Option<GaugeField<f64>>, SceneError> {
        let [links, potential] = [&self.links, &self.potential];
        let [has_links, has_potential] = [(links, there[0]), (potential, there[1])]
            .map(|(path, there)| there.unwrap_or(path.is_file()));
        if !has_links && !has_potential {
            return Ok(None);
        }
        let mut angles = LinkField::zeros(lattice);
        if has_links {
            let values = array(links, &with_first(lattice.dim(), lattice))?;
            angles.for_each_row(lattice, |row, block| scatter(lattice, &values, row, block));
        }
        let mut level = None;
        if has_potential {
            let values = array(potential, lattice.shape())?;
            let field = level.insert(SiteField::zeros(lattice, 1));
            field.for_each_row(lattice, |row, block| scatter(lattice, &values, row, block));
        }
        Ok(Some(GaugeField::new(lattice, angles, level)))
    }

    fn read_edge(
        &self,
        lattice: &Lattice,
        components: usize,
    ) -> Result<EdgeValues<f64>, SceneError> {
        let mut edge = EdgeValues::of(lattice, &SiteField::zeros(lattice, components));
        let count = edge.faces.iter().flatten().map(Vec::len).sum();
        let mut ghosts = array(&self.edge, &[count])?.into_iter();
        for (slot, ghost) in edge.faces.iter_mut().flatten().flatten().zip(&mut ghosts) {
            *slot = ghost;
        }
        Ok(edge)
    }
}

fn highest(directory: &Path) -> Option<u64> {
    let entries = fs::read_dir(directory).ok()?;
    let ticks = entries.flatten().filter_map(|entry| tick_of("phi", entry.file_name().to_str()?));
    ticks.max()
}

fn fill(path: &Path, lattice: &Lattice, field: &mut SiteField<f64>) -> Result<(), SceneError> {
    let values = array(path, &with_first(field.components(), lattice))?;
    field.for_each_row(lattice, |row, block| scatter(lattice, &values, row, block));
    Ok(())
}

/// The shape of an array whose first axis is not the lattice's.
fn with_first(first: usize, lattice: &Lattice) -> Vec<usize> {
    std::iter::once(first).chain(lattice.shape().iter().copied()).collect()
}

/// Copies the values of a row from an array in C order.
fn scatter(lattice: &Lattice, values: &[f64], row: usize, block: &mut [f64]) {
    let length = lattice.row_len();
    for (component, slots) in block.chunks_exact_mut(length).enumerate() {
        let start = (component * lattice.rows() + row) * length;
        slots.copy_from_slice(&values[start..start + length]);
    }
}

fn array(path: &Path, shape: &[usize]) -> Result<Vec<f64>, SceneError> {
    read_npy(path, shape)
        .map_err(|why| SceneError::whole(path.display().to_string(), why.to_string()))
}
