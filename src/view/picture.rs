//! What the picture shows: the settings of a scene, resolved for its lattice and theory.

mod named;
mod parts;

use super::ViewError;
use super::colours::{ColourMap, MapKind};
use super::panes::{Comparison, ComparisonInfo};
use super::surface::{Reach, RenderMode};
use super::theme::Theme;
use crate::lattice::Lattice;
use crate::quantity::{
    Cut, Given, Kind, QuantityInfo, VectorInfo, colour_named, height_named, quantity, vector_named,
};
use crate::scene::settings::{NO_TWIN, OpacitySettings, Range, Scaling, ViewSettings};
use crate::simulation::Parameters;
use bevy::ecs::resource::Resource;
use named::{find_comparison, find_links, find_map, find_mode, find_modes, find_theme};
use parts::{components, crossing, height_label, slices};
use std::sync::Arc;

/// The ends of the scale of a distance: from less than rounding to more than a field is large.
const DISTANCES: [f64; 2] = [1e-17, 10.0];

/// What is drawn and how, every name found.
#[derive(Clone, Resource)]
pub struct Picture {
    /// Shape.
    pub mode: &'static RenderMode,
    /// Shapes drawn with it.
    pub over: Vec<&'static RenderMode>,
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
    /// Indices of three slices across the axes of a 3-D lattice.
    slices: [usize; 3],
    /// Extent in the world of a height at the top of its range; 0 where the shape has no height.
    pub relief: f32,
    /// Number of contour lines from zero to the top of the range.
    pub contours: u32,
    /// The components of the field, for curves.
    pub components: Vec<&'static QuantityInfo>,
    /// Drawn as arrows and streamlines.
    pub vector: Option<&'static VectorInfo>,
    /// The angles of the links, where they are drawn.
    pub links: Option<&'static VectorInfo>,
    /// Most arrows along the longest side.
    pub density: usize,
    /// Where an isosurface lies, in parts of the top of the range.
    pub level: f32,
    /// Transfer function of a volume.
    pub opacity: OpacitySettings,
    /// Length of a map of time.
    pub history: f64,
    /// Number of neighbouring periods to each side along axes that are periodic.
    pub periods: u32,
    /// Phase drawn in the first colour, in radians.
    pub phase_zero: f32,
    /// How the range of the height follows the field.
    pub range: Range,
    /// How the range of the colour follows the field.
    pub colour_range: Range,
    /// How values of the height lie in its range.
    pub scale: Scaling,
    /// How values of the colour lie in its range.
    pub colour_scale: Scaling,
    /// Whether the box has lines and ticks.
    pub axes: bool,
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
        let (mode, over) = find_modes(view, cut)?;
        let links = find_links(mode, &over, (name, dim, given))?;
        let (colour, own_label) = match mode.colour {
            Some((name_of, label)) => {
                let own = quantity(name_of, name, dim, given)
                    .map_err(|error| ViewError::quantity("view.surface", &error))?;
                (own, Some(label))
            }
            None => (colour, None),
        };
        let vector = vector_named(&view.vector, name, dim, given)
            .map_err(|error| ViewError::quantity("view.vector", &error))?;
        let comparison = find_comparison(&view.compare)?;
        if let Some(path) = view.compares().filter(|_| !given.twin) {
            return Err(ViewError::Setting { path, message: NO_TWIN.to_owned() });
        }
        let alone = Self {
            mode,
            over,
            height,
            colour,
            height_label: height_label(height, mode, cut, name),
            colour_label: own_label.unwrap_or_else(|| colour.label_in(name)).to_owned(),
            map: find_map(&view.map, colour)?,
            theme: find_theme(&view.theme)?,
            cut,
            slices: slices(view.slices, lattice)?,
            relief: if mode.stands { view.relief as f32 } else { 0.0 },
            contours: view.contours,
            components: components(name, dim),
            vector,
            links,
            density: view.density.max(1) as usize,
            level: view.level as f32,
            opacity: view.opacity,
            history: view.history.unwrap_or_else(|| crossing(lattice)),
            periods: view.periods,
            phase_zero: view.phase_zero as f32,
            range: view.range,
            colour_range: view.colour_range,
            scale: view.scale,
            colour_scale: view.colour_scale,
            axes: view.axes,
            comparison,
            readout: view.readout,
            beside: None,
        };
        alone.check_arrows(name)?;
        alone.check_company()?;
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
        let [low, high] = DISTANCES;
        let (range, scaling) = (Range::Between(low, high), Scaling::Log(1));
        // Arrows and components are of the field itself.
        let whose = |mode: &&'static RenderMode| {
            mode.vectors.is_some() || (mode.reach)(self.cut) == Reach::Components
        };
        let plain = || find_mode("view.surface", "auto", self.cut);
        Ok(Self {
            mode: if whose(&self.mode) { plain()? } else { self.mode },
            over: self.over.iter().copied().filter(|mode| !whose(mode)).collect(),
            vector: None,
            links: None,
            // Contours of rounding are noise.
            contours: 0,
            height: difference,
            colour: difference,
            height_label: difference.label.to_owned(),
            colour_label: difference.label.to_owned(),
            map: find_map("auto", difference)?,
            range,
            colour_range: range,
            scale: scaling,
            colour_scale: scaling,
            ..self.clone()
        })
    }

    /// Arrows want something to show.
    fn check_arrows(&self, theory: &str) -> Result<(), ViewError> {
        if self.vector.is_some() || !self.modes().any(RenderMode::draws_vectors) {
            return Ok(());
        }
        let message = format!("{theory} on this lattice has no vector quantity to draw as arrows");
        Err(ViewError::Setting { path: "view.surface", message })
    }

    /// Shapes with boxes of their own are drawn alone.
    fn check_company(&self) -> Result<(), ViewError> {
        let own = |mode: &&RenderMode| {
            matches!((mode.reach)(self.cut), Reach::History | Reach::Components)
        };
        match self.modes().find(|mode| own(mode) && !self.over.is_empty()) {
            None => Ok(()),
            Some(RenderMode { name, .. }) => {
                let message = format!("{name:?} is drawn alone; leave `over` empty with it");
                Err(ViewError::Setting { path: "view.over", message })
            }
        }
    }

    /// All shapes that are drawn, the main one first.
    pub fn modes(&self) -> impl Iterator<Item = &'static RenderMode> + '_ {
        std::iter::once(self.mode).chain(self.over.iter().copied())
    }

    /// Which values they draw. Vectors over something else do not have its colours.
    pub fn reaches(&self) -> impl Iterator<Item = Reach> + '_ {
        let over = self.over.iter().filter(|mode| mode.vectors.is_none());
        let over = over.map(|mode| (mode.reach)(self.cut));
        std::iter::once((self.mode.reach)(self.cut)).chain(over)
    }

    /// The values by which the scales go: those of most sites.
    pub fn widest(&self) -> Reach {
        self.reaches().max().unwrap_or(Reach::Cut)
    }

    /// Whether all of a 3-D lattice is on show, not a plane of it.
    pub fn fills_space(&self) -> bool {
        let reach = (self.mode.reach)(self.cut);
        matches!(self.cut, Cut::Plane { .. }) && matches!(reach, Reach::All | Reach::Slices)
    }

    /// Whether there is a medium in one of its panes.
    pub fn has_medium(&self) -> bool {
        self.panes().any(|picture| picture.modes().any(|mode| mode.medium))
    }

    /// The three slices.
    pub fn slices(&self) -> [Cut; 3] {
        [0, 1, 2].map(|axis| Cut::Plane { axis, index: self.slices[axis] })
    }

    /// Length of the axis of time, where there is one.
    pub fn time(&self) -> Option<f64> {
        ((self.mode.reach)(self.cut) == Reach::History).then_some(self.history)
    }

    /// The pictures of all panes.
    pub fn panes(&self) -> impl Iterator<Item = &Picture> {
        std::iter::once(self).chain(self.beside.as_deref())
    }

    /// Whether both parts of the height are drawn.
    pub fn winds(&self) -> bool {
        self.mode.complex_height && self.cut == Cut::Line && self.height.kind == Kind::Complex
    }

    /// Whether the height goes below zero.
    pub fn height_signed(&self) -> bool {
        if (self.mode.reach)(self.cut) == Reach::Components {
            return true;
        }
        match self.height.kind {
            Kind::Complex => self.winds(),
            Kind::Scalar | Kind::Angle => self.height.signed && !self.range.is_free(),
        }
    }

    /// Whether zero is in the middle of the scale of colour.
    pub fn colour_about_zero(&self) -> bool {
        self.map.kind == MapKind::Diverging && !self.colour_range.is_free()
    }

    /// Whether colour shows a phase.
    pub fn shows_phase(&self) -> bool {
        self.map.kind == MapKind::Cyclic
    }
}
