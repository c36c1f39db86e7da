//! Scenes: a whole run in one file that a person writes, reads and changes.
//!
//! A scene names theory, lattice, schedule, initial conditions, view, camera, film and what must
//! hold. It is RON; the comment on top is its title (first line) and description (the rest).
//!
//! ```ron
//! // Ripples on a pond
//! // A drop falls into still water. Watch the short waves fall behind the long ones.
//! (
//!     theory: (name: "klein-gordon", potential: "mass", m: 0.2),
//!     lattice: (shape: [128, 96], h: 1.0, boundary: "periodic"),
//!     schedule: (name: "staged", dt: 0.25),
//!     precision: F32,
//!     initial: [Packet(centre: [0, 0], width: [8, 8], momentum: [0.6, 0])],
//!     measure: (every: 10),
//!     view: (height: "phi1", range: Fixed(1.0)),
//!     record: (size: (1280, 720), frames: 300, ticks_per_frame: 2),
//!     expect: [Drift(observable: "energy", below: 1e-3, ticks: 500)],
//! )
//! ```
//!
//! # Conventions
//! Positions and lengths are physical (in the units of `h`), the origin is the site in the middle.
//! Indices and axes count from 0. Every number is finite. Only `theory`, `lattice` and `schedule`
//! must be there.

mod assemble;
mod builtin;
mod check;
mod error;
pub mod expect;
pub mod export;
mod format;
pub mod initial;
pub(crate) mod memory;
pub mod settings;
mod story;
mod text;
mod written;

pub use assemble::BuildOptions;
#[cfg(feature = "viewer")]
pub use builtin::builtin_thumbnail;
pub use builtin::{DEFAULT_SCENE, builtin, builtin_text};
pub use error::{Place, SceneError, list, nearest, suggestion};
pub use story::Story;
pub use written::{Entry, Written};

use crate::gauge::GaugeSettings;
use crate::lattice::{Lattice, Precision};
use crate::quantity::Given;
use crate::simulation::{Cadence, Parameters};
use check::Spare;
use error::Problem;
use expect::Expectation;
use initial::{Initial, InitialError};
use settings::{CameraSettings, RecordSettings, ViewSettings, ViewpointSettings};
use std::path::Path;
pub(crate) use text::SceneText;

/// A scene whose every name is known and every number in range.
#[derive(Clone, Debug)]
pub struct Scene {
    /// First line of the comment on top; the name of the file when there is none.
    pub title: String,
    /// The rest of the comment on top.
    pub description: String,
    /// The text, with all `--set` values in it.
    pub source: String,
    /// The lattice.
    pub lattice: Lattice,
    /// Theory, schedule and their numbers.
    pub parameters: Parameters,
    /// Precision of the fields.
    pub precision: Precision,
    /// Seed of everything random.
    pub seed: u64,
    /// Initial conditions; they add up.
    pub initial: Vec<Initial>,
    /// The gauge: background, rotations, a twin.
    pub gauge: GaugeSettings,
    /// When observables are taken.
    pub cadence: Cadence,
    /// What is drawn.
    pub view: ViewSettings,
    /// Where it is seen from.
    pub camera: CameraSettings,
    /// Further views, by name.
    pub viewpoints: Vec<ViewpointSettings>,
    /// The film.
    pub record: RecordSettings,
    /// What must hold.
    pub expect: Vec<Expectation>,
    text: SceneText,
}

/// Reads a scene file and carries out the `--set path=value`s.
///
/// # Errors
/// The file cannot be read, or is not a scene; the error says where and what would be right.
pub fn load(path: &Path, sets: &[String]) -> Result<Scene, SceneError> {
    let name = path.display().to_string();
    let bytes = format::read_file(path)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        SceneError::whole(&name, format!("byte {at} is not UTF-8 text; a scene is a text file"))
    })?;
    parse(&name, &text, sets)
}

/// Reads a scene from text; `name` is that of the file or built-in scene, for messages.
///
/// # Errors
/// As [`load`].
pub fn parse(name: &str, text: &str, sets: &[String]) -> Result<Scene, SceneError> {
    format::check_length(name, text.len() as u64)?;
    Scene::read(SceneText::new(name, text), sets)
}

/// Reads a scene named on the command line: a file when there is one, else a built-in scene.
///
/// # Errors
/// As [`load`]; a name that is neither is answered with the nearest built-in one.
pub fn find(name: &str, sets: &[String]) -> Result<Scene, SceneError> {
    match builtin_text(name) {
        Some(text) if !Path::new(name).exists() => parse(name, text, sets),
        None if !Path::new(name).exists() => {
            let hint = suggestion(name, builtin().iter().map(|(known, _)| *known));
            Err(SceneError::whole(name, format!("there is no such file or built-in scene{hint}")))
        }
        _ => load(Path::new(name), sets),
    }
}

/// Checks what is drawn of a field; a complaint is a path such as `view.relief`, and a sentence.
#[cfg(feature = "viewer")]
pub(crate) fn check_view(
    view: &ViewSettings,
    parameters: &Parameters,
    lattice: &Lattice,
    given: Given,
) -> Result<(), (String, String)> {
    check::view(view, parameters, lattice, given)
        .map_err(|Problem { path, message }| (path, message))
}

impl Scene {
    /// This scene with further `--set path=value`s carried out.
    ///
    /// # Errors
    /// As [`load`].
    pub fn with_sets(&self, sets: &[String]) -> Result<Self, SceneError> {
        Self::read(self.text.clone(), sets)
    }

    fn read(mut text: SceneText, sets: &[String]) -> Result<Self, SceneError> {
        for set in sets {
            text.set(set)?;
        }
        let file = format::read(&text)?;
        Self::new(file, text)
    }

    fn new(file: format::SceneFile, text: SceneText) -> Result<Self, SceneError> {
        let (title, description) = heading(text.text());
        let mut scene = Self::checked(file).map_err(|at| text.error(&at.path, at.message))?;
        scene.title = title.unwrap_or_else(|| text.name().to_owned());
        scene.description = description;
        scene.source = text.text().to_owned();
        scene.text = text;
        Ok(scene)
    }

    fn checked(file: format::SceneFile) -> Result<Self, Problem> {
        let parameters = check::parameters(&file.theory, &file.schedule, Spare::Refused)?;
        let lattice = check::lattice(&file.lattice)?;
        Initial::check_together(&file.initial, &lattice)
            .map_err(|(index, why)| initial_problem(index, &why))?;
        check::gauge(&file.gauge, &lattice, &parameters)?;
        let given = given(&file);
        check::view(&file.view, &parameters, &lattice, given)?;
        check::camera("camera", &file.camera)?;
        check::viewpoints(&file.viewpoints)?;
        check::record(&file.record)?;
        for (at, expectation) in file.expect.iter().enumerate() {
            let path = format!("expect[{at}]");
            expectation.check(&path, &parameters, &lattice, given)?;
            expectation.check_twin(&path, &file.gauge)?;
        }
        Ok(Self {
            title: String::new(),
            description: String::new(),
            source: String::new(),
            lattice,
            parameters,
            precision: file.precision,
            seed: file.seed,
            initial: file.initial,
            gauge: file.gauge,
            cadence: check::cadence(file.measure.every)?,
            view: file.view,
            camera: file.camera,
            viewpoints: file.viewpoints,
            record: file.record,
            expect: file.expect,
            text: SceneText::default(),
        })
    }

    /// An error about the value at a path, such as `view.surface`, with its place in the file.
    pub fn error(&self, path: &str, message: impl Into<String>) -> SceneError {
        self.text.error(path, message)
    }

    fn located(&self, problem: Problem) -> SceneError {
        self.error(&problem.path, problem.message)
    }

    /// Name of the file or built-in scene it was read from.
    pub fn name(&self) -> &str {
        self.text.name()
    }
}

/// What a run will have besides phi and pi; arrays may bring links.
fn given(file: &format::SceneFile) -> Given {
    let arrays = file.initial.iter().any(|initial| matches!(initial, Initial::Arrays(_)));
    Given { gauge: arrays || !file.gauge.is_nothing(), twin: file.gauge.twin }
}

/// What is wrong with an initial condition.
fn initial_problem(index: usize, why: &InitialError) -> Problem {
    let path = match why.field() {
        "" => format!("initial[{index}]"),
        field => format!("initial[{index}].{field}"),
    };
    Problem::new(path, why.fault.to_string())
}

/// Title and description: the `//` lines on top. A line without text parts paragraphs.
fn heading(text: &str) -> (Option<String>, String) {
    let lines = text.trim_start().lines().map_while(|line| line.trim().strip_prefix("//"));
    let mut lines = lines.map(|line| line.trim().to_owned()).skip_while(String::is_empty);
    let title = lines.next();
    let mut description = String::new();
    for line in lines {
        let gap = match (description.is_empty() || description.ends_with('\n'), line.is_empty()) {
            (true, _) => "",
            (false, true) => "\n\n",
            (false, false) => " ",
        };
        description.push_str(gap);
        description.push_str(&line);
    }
    (title, description.trim_end().to_owned())
}
