//! Settings of the picture and the film.

use super::{positive, within};
use crate::lattice::Lattice;
use crate::quantity::{self, AUTO, QuantityInfo, vector_named};
use crate::scene::error::{Problem, suggestion};
use crate::scene::settings::{
    CameraSettings, MAPS, OpacitySettings, PlaneSettings, Range, RecordSettings, SURFACES, THEMES,
    ViewSettings,
};
use crate::simulation::Parameters;

/// Largest side of a film in pixels.
const LARGEST_SIDE: u32 = 8192;

/// Checks what is drawn.
pub fn view(
    view: &ViewSettings,
    parameters: &Parameters,
    lattice: &Lattice,
) -> Result<(), Problem> {
    known("view.surface", "kind of surface", &view.surface, SURFACES)?;
    for (at, name) in view.over.iter().enumerate() {
        known(&format!("view.over[{at}]"), "kind of surface", name, &SURFACES[1..])?;
    }
    known("view.map", "colour map", &view.map, MAPS)?;
    known("view.theme", "theme", &view.theme, THEMES)?;
    for (path, name) in [("view.height", &view.height), ("view.colour", &view.colour)] {
        if name != AUTO {
            quantity(path, name, parameters, lattice.dim())?;
        }
    }
    vector_named(&view.vector, parameters.theory.name, lattice.dim())
        .map_err(|error| Problem::new("view.vector", error.to_string()))?;
    within("view.relief", view.relief, 0.0, 10.0)?;
    numbers(view)?;
    slices(&view.slices, lattice)?;
    for (path, range) in [("view.range", view.range), ("view.colour_range", view.colour_range)] {
        if let Range::Fixed(top) = range {
            positive(path, top)?;
        }
    }
    plane(&view.plane, lattice)
}

/// Numbers of single kinds of surface.
fn numbers(view: &ViewSettings) -> Result<(), Problem> {
    let OpacitySettings { low, high, strength } = view.opacity;
    within("view.contours", f64::from(view.contours), 0.0, 64.0)?;
    within("view.density", f64::from(view.density), 2.0, 96.0)?;
    within("view.level", view.level, 1e-3, 1.0)?;
    within("view.opacity.low", low, 0.0, 0.99)?;
    within("view.opacity.high", high, low + 0.001, 10.0)?;
    within("view.opacity.strength", strength, 0.01, 0.999)?;
    view.history.map_or(Ok(()), |time| positive("view.history", time))
}

/// Slices that lie in the lattice.
fn slices(slices: &[Option<usize>; 3], lattice: &Lattice) -> Result<(), Problem> {
    for (axis, index) in slices.iter().enumerate() {
        match (index, lattice.shape().get(axis)) {
            (Some(index), Some(extent)) if index >= extent => {
                let message =
                    format!("axis {axis} has no index {index}; it has 0 to {}", extent - 1);
                return Err(Problem::new(format!("view.slices[{axis}]"), message));
            }
            (Some(_), None) => {
                let message = format!("a lattice of {} axes has no axis {axis}", lattice.dim());
                return Err(Problem::new(format!("view.slices[{axis}]"), message));
            }
            _ => {}
        }
    }
    Ok(())
}

fn known(path: &str, what: &str, name: &str, names: &[&str]) -> Result<(), Problem> {
    if names.contains(&name) {
        return Ok(());
    }
    let hint = suggestion(name, names.iter().copied());
    Err(Problem::new(path, format!("there is no {what} `{name}`{hint}")))
}

/// The quantity of that name, if this theory has it.
pub fn quantity(
    path: &str,
    name: &str,
    parameters: &Parameters,
    dim: usize,
) -> Result<&'static QuantityInfo, Problem> {
    quantity::quantity(name, parameters.theory.name, dim)
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
