//! What the names of a view's settings stand for.

use crate::quantity::{Cut, Given, QuantityInfo, VectorInfo, vector_named};
use crate::scene::settings::ViewSettings;
use crate::view::ViewError;
use crate::view::colours::{COLOUR_MAPS, ColourMap, MapKind, colour_map, default_map};
use crate::view::panes::{COMPARISONS, ComparisonInfo, comparison};
use crate::view::surface::{RENDER_MODES, RenderMode, Vectors, render_mode};
use crate::view::theme::{THEMES, Theme, theme};

/// The main shape and those over it.
type Modes = (&'static RenderMode, Vec<&'static RenderMode>);

pub(super) fn find_modes(view: &ViewSettings, cut: Cut) -> Result<Modes, ViewError> {
    let mode = find_mode("view.surface", &view.surface, cut)?;
    let over = view.over.iter().map(|name| find_mode("view.over", name, cut));
    Ok((mode, over.collect::<Result<_, _>>()?))
}

/// The angles of the links, where a shape draws them.
pub(super) fn find_links(
    mode: &RenderMode,
    over: &[&RenderMode],
    (theory, dim, given): (&str, usize, Given),
) -> Result<Option<&'static VectorInfo>, ViewError> {
    let draws = |mode: &RenderMode| mode.vectors == Some(Vectors::Links);
    let path = match (draws(mode), over.iter().any(|mode| draws(mode))) {
        (true, _) => "view.surface",
        (false, true) => "view.over",
        (false, false) => return Ok(None),
    };
    vector_named("links", theory, dim, given).map_err(|error| ViewError::quantity(path, &error))
}

pub(super) fn find_mode(
    path: &'static str,
    name: &str,
    cut: Cut,
) -> Result<&'static RenderMode, ViewError> {
    let mode = render_mode(name, cut)
        .ok_or_else(|| ViewError::unknown(path, name, RENDER_MODES.iter().map(|mode| mode.name)))?;
    if (mode.fits)(cut) {
        return Ok(mode);
    }
    let fitting: Vec<&str> =
        RENDER_MODES.iter().filter(|mode| (mode.fits)(cut)).map(|mode| mode.name).collect();
    let message =
        format!("{:?} does not go with this lattice; what does: {}", mode.name, fitting.join(", "));
    Err(ViewError::Setting { path, message })
}

/// The map of that name, which must be of the kind that the quantity is; or the default one.
pub(super) fn find_map(name: &str, colour: &QuantityInfo) -> Result<&'static ColourMap, ViewError> {
    let kind = MapKind::of(colour);
    if name == "auto" {
        return Ok(default_map(kind));
    }
    let known = || COLOUR_MAPS.iter().filter(|map| map.kind == kind).map(|map| map.name);
    match colour_map(name) {
        Some(map) if map.kind == kind => Ok(map),
        Some(map) => {
            let fitting: Vec<&str> = known().collect();
            let message = format!(
                "{:?} does not go with {:?}; what does: {}",
                map.name,
                colour.name,
                fitting.join(", ")
            );
            Err(ViewError::Setting { path: "view.map", message })
        }
        None => Err(ViewError::unknown("view.map", name, COLOUR_MAPS.iter().map(|map| map.name))),
    }
}

pub(super) fn find_comparison(name: &str) -> Result<&'static ComparisonInfo, ViewError> {
    let known = COMPARISONS.iter().map(|info| info.name);
    comparison(name).ok_or_else(|| ViewError::not_among("view.compare", name, known))
}

pub(super) fn find_theme(name: &str) -> Result<&'static Theme, ViewError> {
    let known = THEMES.iter().map(|theme| theme.name);
    theme(name).ok_or_else(|| ViewError::not_among("view.theme", name, known))
}
