//! Settings of the picture and the film.

use super::{positive, within};
use crate::lattice::Lattice;
use crate::quantity::{self, Given, QuantityInfo, colour_named, height_named};
use crate::scene::error::{Problem, suggestion};
use crate::scene::settings::{
    COMPARISONS, CameraSettings, MAPS, MapKind, PlaneSettings, Range, RecordSettings, SURFACES,
    THEMES, ViewSettings,
};
use crate::simulation::Parameters;

/// Largest side of a film in pixels.
const LARGEST_SIDE: u32 = 8192;

/// What a scene may name: whether its run has a gauge field and a twin is found when it is built.
const ANY: Given = Given { gauge: true, twin: true };

/// Checks what is drawn.
pub fn view(
    view: &ViewSettings,
    parameters: &Parameters,
    lattice: &Lattice,
) -> Result<(), Problem> {
    let themes: Vec<_> = THEMES.iter().map(|name| (*name, None)).collect();
    known("view.theme", "theme", &view.theme, &themes, ("", None::<()>))?;
    let comparisons: Vec<_> = COMPARISONS.iter().map(|name| (*name, None)).collect();
    known("view.compare", "comparison", &view.compare, &comparisons, ("", None::<()>))?;
    let line = format!("a lattice of {} dimensions", lattice.dim());
    let line = (line.as_str(), Some(lattice.dim() == 1));
    known("view.surface", "kind of surface", &view.surface, SURFACES, line)?;
    let (theory, dim) = (parameters.theory.name, lattice.dim());
    let potential = parameters.potential.as_ref().map(|potential| potential.name());
    height_named(&view.height, theory, potential, dim, ANY)
        .map_err(|error| Problem::new("view.height", error.to_string()))?;
    let colour = colour_named(&view.colour, theory, potential, dim, ANY)
        .map_err(|error| Problem::new("view.colour", error.to_string()))?;
    let kind = (colour.name, Some(MapKind::of(colour)));
    known("view.map", "colour map", &view.map, MAPS, kind)?;
    within("view.relief", view.relief, 0.0, 10.0)?;
    for (path, range) in [("view.range", view.range), ("view.colour_range", view.colour_range)] {
        if let Range::Fixed(top) = range {
            positive(path, top)?;
        }
    }
    plane(&view.plane, lattice)
}

/// Refuses a name that is not in the table, or whose kind is not the one that is needed.
fn known<K: Copy + PartialEq>(
    path: &str,
    what: &str,
    name: &str,
    table: &[(&str, Option<K>)],
    (with, needed): (&str, Option<K>),
) -> Result<(), Problem> {
    let Some((_, kind)) = table.iter().find(|(known, _)| *known == name) else {
        let hint = suggestion(name, table.iter().map(|(known, _)| *known));
        return Err(Problem::new(path, format!("there is no {what} `{name}`{hint}")));
    };
    if kind.is_none() || needed.is_none() || *kind == needed {
        return Ok(());
    }
    let fitting: Vec<&str> =
        table.iter().filter(|(_, kind)| *kind == needed).map(|(known, _)| *known).collect();
    let fitting = fitting.join("`, `");
    let message = format!("the {what} `{name}` does not go with {with}; what does: `{fitting}`");
    Err(Problem::new(path, message))
}

/// The quantity of that name, if this theory has it.
pub fn quantity(
    path: &str,
    name: &str,
    parameters: &Parameters,
    dim: usize,
) -> Result<&'static QuantityInfo, Problem> {
    quantity::quantity(name, parameters.theory.name, dim, ANY)
        .map_err(|error| Problem::new(path, error.to_string()))
}

fn plane(plane: &PlaneSettings, lattice: &Lattice) -> Result<(), Problem> {
    let Some(&extent) = lattice.shape().get(plane.axis) else {
        let last = lattice.dim() - 1;
        let message = format!("there is no axis {}; the axes are 0 to {last}", plane.axis);
        return Err(Problem::new("view.plane.axis", message));
    };
    match plane.index {
        Some(index) if index >= extent => Err(Problem::new(
            "view.plane.index",
            format!("axis {} has no index {index}; it has 0 to {}", plane.axis, extent - 1),
        )),
        _ => Ok(()),
    }
}

/// Checks where it is seen from.
pub fn camera(camera: &CameraSettings) -> Result<(), Problem> {
    within("camera.yaw", camera.yaw, -3600.0, 3600.0)?;
    within("camera.pitch", camera.pitch, -90.0, 90.0)?;
    within("camera.fov", camera.fov, 1.0, 120.0)?;
    within("camera.turntable", camera.turntable, -3600.0, 3600.0)?;
    for (axis, coordinate) in camera.target.iter().enumerate() {
        within(&format!("camera.target[{axis}]"), *coordinate, -100.0, 100.0)?;
    }
    match camera.distance {
        Some(distance) => within("camera.distance", distance, 0.01, 1000.0),
        None => Ok(()),
    }
}

/// Checks the film.
pub fn record(record: &RecordSettings) -> Result<(), Problem> {
    let whole = |path: &str, value: u32, least: u32, most: u32| {
        within(path, f64::from(value), f64::from(least), f64::from(most))
    };
    whole("record.size[0]", record.size.0, 1, LARGEST_SIDE)?;
    whole("record.size[1]", record.size.1, 1, LARGEST_SIDE)?;
    whole("record.fps", record.fps, 1, 240)?;
    whole("record.frames", record.frames, 1, 1_000_000)?;
    whole("record.ticks_per_frame", record.ticks_per_frame, 0, 1_000_000)?;
    whole("record.supersample", record.supersample, 1, 4)
}
