//! Settings of the picture and the film.

use super::{positive, within};
use crate::lattice::Lattice;
use crate::quantity::{self, AUTO, Given, QuantityInfo, colour_named, height_named, vector_named};
use crate::scene::error::{Problem, suggestion};
use crate::scene::settings::{
    COMPARISONS, CameraSettings, MAPS, MOST_VIEWPOINTS, MapKind, NO_TWIN, OpacitySettings,
    PlaneSettings, Range, RecordSettings, SURFACES, Scaling, SurfaceName, THEMES, ViewSettings,
    ViewpointSettings, Wants,
};
use crate::simulation::Parameters;

/// Largest side of a film in pixels.
const LARGEST_SIDE: u32 = 8192;

/// Checks what is drawn.
pub fn view(
    view: &ViewSettings,
    parameters: &Parameters,
    lattice: &Lattice,
    given: Given,
) -> Result<(), Problem> {
    let themes: Vec<_> = THEMES.iter().map(|name| (*name, None)).collect();
    known("view.theme", "theme", &view.theme, &themes, ("", None::<()>))?;
    let comparisons: Vec<_> = COMPARISONS.iter().map(|name| (*name, None)).collect();
    known("view.compare", "comparison", &view.compare, &comparisons, ("", None::<()>))?;
    if let Some(path) = view.compares().filter(|_| !given.twin) {
        return Err(Problem::new(path, NO_TWIN));
    }
    let (theory, dim) = (parameters.theory.name, lattice.dim());
    surfaces(view, lattice)?;
    let potential = parameters.potential.as_ref().map(|potential| potential.name());
    height_named(&view.height, theory, potential, dim, given)
        .map_err(|error| Problem::new("view.height", error.to_string()))?;
    let colour = colour_named(&view.colour, theory, potential, dim, given)
        .map_err(|error| Problem::new("view.colour", error.to_string()))?;
    let kind = (colour.name, Some(MapKind::of(colour)));
    known("view.map", "colour map", &view.map, MAPS, kind)?;
    wants(view, (theory, dim, given))?;
    within("view.relief", view.relief, 0.0, 10.0)?;
    numbers(view)?;
    slices(&view.slices, lattice)?;
    range(["view.range", "view.scale"], view.range, view.scale)?;
    range(["view.colour_range", "view.colour_scale"], view.colour_range, view.colour_scale)?;
    plane(&view.plane, lattice)
}

/// All surfaces that are drawn, each with the path at which it is named.
fn drawn(view: &ViewSettings) -> impl Iterator<Item = (String, &SurfaceName)> {
    let over = view.over.iter().enumerate();
    let over = over.map(|(at, name)| (format!("view.over[{at}]"), name));
    let all = std::iter::once(("view.surface".to_owned(), &view.surface)).chain(over);
    all.filter_map(|(path, name)| Some((path, SURFACES.iter().find(|info| info.name == *name)?)))
}

/// Surfaces that there are, that go with the lattice, and with each other.
fn surfaces(view: &ViewSettings, lattice: &Lattice) -> Result<(), Problem> {
    let dim = lattice.dim();
    let lattices = format!("a lattice of {dim} dimensions");
    let here = (lattices.as_str(), Some(true));
    let fits =
        |info: &SurfaceName| (info.name, (info.name != AUTO).then(|| info.dims.contains(&dim)));
    let all: Vec<_> = SURFACES.iter().map(fits).collect();
    known("view.surface", "kind of surface", &view.surface, &all, here)?;
    for (at, name) in view.over.iter().enumerate() {
        known(&format!("view.over[{at}]"), "kind of surface", name, &all[1..], here)?;
    }
    match drawn(view).find(|(_, info)| info.alone && !view.over.is_empty()) {
        None => Ok(()),
        Some((path, SurfaceName { name, .. })) => {
            let message = match path == "view.surface" {
                true => format!("`{name}` is drawn alone; leave `over` empty with it"),
                false => format!("`{name}` is drawn alone; make it the `surface` itself"),
            };
            Err(Problem::new(
                if path == "view.surface" { "view.over".to_owned() } else { path },
                message,
            ))
        }
    }
}

/// Vector quantities and links for the surfaces that draw them.
fn wants(view: &ViewSettings, (theory, dim, given): (&str, usize, Given)) -> Result<(), Problem> {
    let vector = vector_named(&view.vector, theory, dim, given)
        .map_err(|error| Problem::new("view.vector", error.to_string()))?;
    for (path, SurfaceName { name, wants, .. }) in drawn(view) {
        match wants {
            Wants::Vector if vector.is_none() => {
                let message = format!(
                    "{theory} in {dim}D has no vector quantity to draw as `{name}`; take another \
                     kind of surface, such as `flat-map`"
                );
                return Err(Problem::new(path, message));
            }
            Wants::Links => {
                vector_named("links", theory, dim, given).map_err(|error| {
                    Problem::new(path, format!("`{name}` cannot be drawn: {error}"))
                })?;
            }
            Wants::Nothing | Wants::Vector => {}
        }
    }
    Ok(())
}

/// Most decades of a scale: from the smallest number of single precision to the largest.
const MOST_DECADES: f64 = 76.0;

/// The ends of a scale and how values lie between them.
fn range([path, scale]: [&str; 2], range: Range, scaling: Scaling) -> Result<(), Problem> {
    if let Scaling::Log(decades) = scaling {
        within(scale, f64::from(decades), 1.0, MOST_DECADES)?;
    }
    match (range, scaling) {
        (Range::Fixed(top), _) => positive(path, top),
        (Range::Between(low, high), _) if !(low < high && low.is_finite() && high.is_finite()) => {
            let message = format!(
                "{path} goes from {low} to {high}; the first must be below the second, and both finite"
            );
            Err(Problem::new(path, message))
        }
        (Range::Between(low, _), Scaling::Log(_)) if low <= 0.0 => {
            let message = format!(
                "{path} begins at {low}, where a scale of decades cannot; begin above 0, or take \
                 Fixed or Grow"
            );
            Err(Problem::new(path, message))
        }
        _ => Ok(()),
    }
}

/// Numbers of single kinds of surface.
fn numbers(view: &ViewSettings) -> Result<(), Problem> {
    let OpacitySettings { low, high, strength } = view.opacity;
    within("view.contours", f64::from(view.contours), 0.0, 64.0)?;
    within("view.density", f64::from(view.density), 2.0, 96.0)?;
    within("view.level", view.level, 1e-3, 1.0)?;
    within("view.periods", f64::from(view.periods), 0.0, 2.0)?;
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

/// The quantity of that name, if a run has it.
pub fn quantity(
    path: &str,
    name: &str,
    parameters: &Parameters,
    dim: usize,
    given: Given,
) -> Result<&'static QuantityInfo, Problem> {
    quantity::quantity(name, parameters.theory.name, dim, given)
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

/// Checks where it is seen from; `path` is that of the camera.
pub fn camera(path: &str, camera: &CameraSettings) -> Result<(), Problem> {
    let within = |name: &str, value: f64, least: f64, most: f64| {
        within(&format!("{path}.{name}"), value, least, most)
    };
    within("yaw", camera.yaw, -3600.0, 3600.0)?;
    within("pitch", camera.pitch, -90.0, 90.0)?;
    within("fov", camera.fov, 1.0, 120.0)?;
    within("turntable", camera.turntable, -3600.0, 3600.0)?;
    for (axis, coordinate) in camera.target.iter().enumerate() {
        within(&format!("target[{axis}]"), *coordinate, -100.0, 100.0)?;
    }
    match camera.distance {
        Some(distance) => within("distance", distance, 0.01, 1000.0),
        None => Ok(()),
    }
}

/// Checks further views: each with a name of its own.
pub fn viewpoints(viewpoints: &[ViewpointSettings]) -> Result<(), Problem> {
    if viewpoints.len() > MOST_VIEWPOINTS {
        let message =
            format!("{} viewpoints are too many; {MOST_VIEWPOINTS} are the most", viewpoints.len());
        return Err(Problem::new("viewpoints", message));
    }
    for (at, viewpoint) in viewpoints.iter().enumerate() {
        let path = format!("viewpoints[{at}]");
        let name = viewpoint.name.trim();
        if name.is_empty() {
            let message = "a viewpoint needs a name, such as name: \"From above\"";
            return Err(Problem::new(format!("{path}.name"), message));
        }
        if viewpoints[..at].iter().any(|other| other.name.trim() == name) {
            let message = format!("there is a viewpoint `{name}` above; each has its own name");
            return Err(Problem::new(format!("{path}.name"), message));
        }
        camera(&path, &viewpoint.camera())?;
        for (axis, part) in viewpoint.shift.iter().enumerate() {
            within(&format!("{path}.shift[{axis}]"), *part, -100.0, 100.0)?;
        }
    }
    Ok(())
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
