//! What the picture shows: the settings of a scene, resolved for its lattice and theory.

use super::ViewError;
use super::colours::{COLOUR_MAPS, ColourMap, MapKind, colour_map, default_map};
use super::panes::{COMPARISONS, Comparison, ComparisonInfo, comparison};
use super::surface::{RENDER_MODES, RenderMode, render_mode};
use super::theme::{THEMES, Theme, theme};
use crate::lattice::Lattice;
use crate::quantity::{Cut, Given, Kind, QuantityInfo, colour_named, height_named, quantity};
use crate::scene::settings::{Range, ViewSettings};
use crate::simulation::Parameters;
use bevy::ecs::resource::Resource;
use std::sync::Arc;

/// The powers of ten at both ends of a scale of decades: from less than rounding to more than a
/// field is large.
const DECADES: [i32; 2] = [-17, 1];

/// What is drawn and how, every name found.
#[derive(Clone, Resource)]
pub struct Picture {
    /// Shape.
    pub mode: &'static RenderMode,
    /// Drawn as height.
    pub height: &'static QuantityInfo,
    /// Drawn as colour.
    pub colour: &'static QuantityInfo,
    /// Symbol of the height.
    pub height_label: String,
    /// Symbol of the colour.
    pub colour_label: String,
    /// How values become colours.
    pub map: &'static ColourMap,
    /// Surroundings.
    pub theme: &'static Theme,
    /// Sites that are drawn.
    pub cut: Cut,
    /// Extent in the world of a height at the top of its range.
    pub relief: f32,
    /// Phase drawn in the first colour, in radians.
    pub phase_zero: f32,
    /// How the range of the height follows the field.
    pub range: Range,
    /// How the range of the colour follows the field.
    pub colour_range: Range,
    /// Whether the box has lines and ticks.
    pub axes: bool,
    /// Where the values are drawn by their decades: the power of ten at the bottom of both scales.
    pub decades: Option<i32>,
    /// What the field is shown beside.
    pub comparison: &'static ComparisonInfo,
    /// Whether there is a readout below.
    pub readout: bool,
    /// The picture in the second pane, where there is one.
    pub beside: Option<Arc<Picture>>,
}

impl Picture {
    /// Resolves the settings of a scene, of a run that has what is given.
    ///
    /// # Errors
    /// [`ViewError::Setting`]: a name that is not known or does not go with the lattice or theory.
    pub fn new(
        view: &ViewSettings,
        lattice: &Lattice,
        parameters: &Parameters,
        given: Given,
    ) -> Result<Self, ViewError> {
        let (name, dim) = (parameters.theory.name, lattice.dim());
        let potential = parameters.potential.as_ref().map(|potential| potential.name());
        let height = height_named(&view.height, name, potential, dim, given)
            .map_err(|error| ViewError::quantity("view.height", &error))?;
        let colour = colour_named(&view.colour, name, potential, dim, given)
            .map_err(|error| ViewError::quantity("view.colour", &error))?;
        let cut = Cut::of(lattice, view.plane.axis, view.plane.index)?;
        let mode = find_mode(&view.surface, cut)?;
        let comparison = find_comparison(&view.compare)?;
        check_twin(view, comparison, given)?;
        let alone = Self {
            mode,
            height,
            colour,
            height_label: height_label(height, mode, name),
            colour_label: colour.label_in(name).to_owned(),
            map: find_map(&view.map, colour)?,
            theme: find_theme(&view.theme)?,
            cut,
            relief: view.relief as f32,
            phase_zero: view.phase_zero as f32,
            range: view.range,
            colour_range: view.colour_range,
            axes: view.axes,
            decades: None,
            comparison,
            readout: view.readout,
            beside: None,
        };
        let beside = match comparison.kind {
            Comparison::Alone => None,
            Comparison::Twin => Some(Arc::new(alone.clone())),
            Comparison::Difference => Some(Arc::new(alone.apart(parameters, lattice)?)),
        };
        Ok(Self { beside, ..alone })
    }

    /// The same with how far the field is from its twin as height and as colour, by decades: so
    /// that rounding looks like rounding, however little there is beside it.
    fn apart(&self, parameters: &Parameters, lattice: &Lattice) -> Result<Self, ViewError> {
        let (name, dim) = (parameters.theory.name, lattice.dim());
        let given = Given { gauge: true, twin: true };
        let difference = quantity("difference", name, dim, given)
            .map_err(|error| ViewError::quantity("view.compare", &error))?;
        let [low, high] = DECADES;
        let range = Range::Fixed(f64::from(high - low));
        Ok(Self {
            height: difference,
            colour: difference,
            height_label: difference.label.to_owned(),
            colour_label: difference.label.to_owned(),
            map: find_map("auto", difference)?,
            range,
            colour_range: range,
            decades: Some(low),
            ..self.clone()
        })
    }

    /// The pictures of all panes.
    pub fn panes(&self) -> impl Iterator<Item = &Picture> {
        std::iter::once(self).chain(self.beside.as_deref())
    }

    /// Whether both parts of the height are drawn.
    pub fn winds(&self) -> bool {
        self.mode.complex_height && self.height.kind == Kind::Complex
    }

    /// Whether the height goes below zero.
    pub fn height_signed(&self) -> bool {
        match self.height.kind {
            Kind::Complex => self.winds(),
            Kind::Scalar | Kind::Angle => self.height.signed,
        }
    }

    /// Whether colour shows a phase.
    pub fn shows_phase(&self) -> bool {
        self.map.kind == MapKind::Cyclic
    }
}

/// A complex quantity of which only the magnitude is drawn says so.
fn height_label(height: &QuantityInfo, mode: &RenderMode, theory: &str) -> String {
    let label = height.label_in(theory);
    let magnitude = height.kind == Kind::Complex && !mode.complex_height;
    if magnitude { format!("|{label}|") } else { label.to_owned() }
}

fn find_mode(name: &str, cut: Cut) -> Result<&'static RenderMode, ViewError> {
    let mode = render_mode(name, cut).ok_or_else(|| {
        ViewError::unknown("view.surface", name, RENDER_MODES.iter().map(|mode| mode.name))
    })?;
    if (mode.fits)(cut) {
        return Ok(mode);
    }
    let fitting: Vec<&str> =
        RENDER_MODES.iter().filter(|mode| (mode.fits)(cut)).map(|mode| mode.name).collect();
    let message =
        format!("{:?} does not go with this lattice; what does: {}", mode.name, fitting.join(", "));
    Err(ViewError::Setting { path: "view.surface", message })
}

/// The map of that name, which must be of the kind that the quantity is; or the default one.
fn find_map(name: &str, colour: &QuantityInfo) -> Result<&'static ColourMap, ViewError> {
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

/// Refuses to compare with a twin that is not there.
fn check_twin(
    view: &ViewSettings,
    comparison: &ComparisonInfo,
    given: Given,
) -> Result<(), ViewError> {
    let path = match (comparison.kind, view.readout) {
        (Comparison::Alone, false) => return Ok(()),
        (Comparison::Alone, true) => "view.readout",
        _ => "view.compare",
    };
    if given.twin {
        return Ok(());
    }
    let message = "no twin runs beside the field, so there is nothing to compare it with; gauge: \
                   (twin: true) begins one"
        .to_owned();
    Err(ViewError::Setting { path, message })
}

fn find_comparison(name: &str) -> Result<&'static ComparisonInfo, ViewError> {
    let known = COMPARISONS.iter().map(|info| info.name);
    comparison(name).ok_or_else(|| not_among("view.compare", name, known))
}

fn find_theme(name: &str) -> Result<&'static Theme, ViewError> {
    let known = THEMES.iter().map(|theme| theme.name);
    theme(name).ok_or_else(|| not_among("view.theme", name, known))
}

fn not_among(
    path: &'static str,
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> ViewError {
    let known: Vec<&str> = known.collect();
    let message = format!("there is no {name:?}; there are: {}", known.join(", "));
    ViewError::Setting { path, message }
}
