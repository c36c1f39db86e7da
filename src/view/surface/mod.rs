//! Shapes a field can take: one file each, one row in [`RENDER_MODES`] each.

mod arrows;
mod curves;
mod drawn;
mod flat_map;
mod grid;
mod ground;
mod height_field;
mod isosurface;
mod links;
mod march;
mod points;
mod refine;
mod ribbon;
mod rules;
mod sheet;
mod slices;
mod space_time;
mod streamlines;
mod volume;

pub use drawn::Drawn;
pub use grid::{Fineness, Places};
pub use refine::{Refiner, Texel};
pub use rules::{ColourRule, HeightRule};

use super::frame_box::short;
use super::pick::{Gaze, Hit};
use super::scale::Norm;
use super::values::Planes;
use super::workshop::{Scenery, Workshop};
use super::{Picture, Ranges};
use crate::lattice::Lattice;
use crate::quantity::Cut;

/// A way to draw a field.
pub struct RenderMode {
    /// Name in scenes.
    pub name: &'static str,
    /// What it looks like.
    pub summary: &'static str,
    /// Whether it can draw such a cut; a plane stands for all of a 3-D lattice, too.
    pub fits: fn(Cut) -> bool,
    /// Which values it draws.
    pub reach: fn(Cut) -> Reach,
    /// Whether it is drawn through, ray by ray.
    pub medium: bool,
    /// Whether the height stands up from the sites.
    pub stands: bool,
    /// Whether it is made of sheets, which may have fewer intervals than the lattice, see [`Fineness`].
    pub sheet: bool,
    /// Whether a complex height along a line has both parts drawn; else its magnitude is.
    pub complex_height: bool,
    /// Where it takes vectors, if it draws some.
    pub vectors: Option<Vectors>,
    /// The quantity it is coloured by, where the view does not choose it, and how that is called.
    pub colour: Option<(&'static str, &'static str)>,
    /// What the height is, told its scale, where no side of the box measures it.
    pub note: fn(&Picture, &Norm) -> Option<String>,
    /// Makes what is drawn; empty as long as no values were brought.
    pub layer: fn(&Scenery, &mut Workshop) -> Box<dyn Layer>,
    /// Where a line of sight meets it.
    pub pick: fn(&Drawn, &Gaze) -> Option<Hit>,
}

impl RenderMode {
    /// What a mode does not say otherwise.
    const PLAIN: Self = Self {
        name: "",
        summary: "",
        fits: |_| false,
        reach: |_| Reach::Cut,
        medium: false,
        stands: false,
        sheet: false,
        complex_height: false,
        vectors: None,
        colour: None,
        note: height_note,
        layer: height_field::layer,
        pick: height_field::pick,
    };
}

/// The value at the top of a height that no side of the box measures.
fn height_note(picture: &Picture, norm: &Norm) -> Option<String> {
    let measured = !matches!(picture.cut, Cut::Plane { .. }) && picture.axes;
    (!measured).then(|| format!("height: {} {}", picture.height_label, reach_of(norm)))
}

/// How far values reach on a scale, in words.
fn reach_of(norm: &Norm) -> String {
    let [low, high] = norm.ends().map(|end| short(f64::from(end)));
    match norm.is_about_zero() || low == "0" {
        true => format!("up to {high}"),
        false => format!("from {low} to {high}"),
    }
}

/// All render modes; the first that fits a cut is its default.
pub const RENDER_MODES: &[RenderMode] = &[
    height_field::MODE,
    ribbon::MODE,
    flat_map::MODE,
    arrows::MODE,
    streamlines::MODE,
    slices::MODE,
    volume::MODE,
    isosurface::MODE,
    curves::MODE,
    space_time::MODE,
    points::MODE,
    links::MODE,
];

/// Which values are drawn, those of fewer sites first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Height and colour on the cut.
    Cut,
    /// Height and colour on three planes of a 3-D lattice.
    Slices,
    /// All components along a line.
    Components,
    /// Height and colour along a line, now and before.
    History,
    /// Height and colour at all sites.
    All,
}

/// Where a mode takes which vectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vectors {
    /// The vector quantity, at sites evenly apart.
    Spaced,
    /// The vector quantity, at all sites.
    Everywhere,
    /// The angles of the links, at all sites.
    Links,
}

impl RenderMode {
    /// Whether it draws the vector quantity.
    pub fn draws_vectors(&self) -> bool {
        matches!(self.vectors, Some(Vectors::Spaced | Vectors::Everywhere))
    }
}

/// What a mode keeps while a picture is on show.
pub trait Layer: Send + Sync + 'static {
    /// Brings what is drawn up to date.
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop);
}

/// What there is to draw.
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// What is drawn.
    pub picture: &'a Picture,
    /// Of what.
    pub lattice: &'a Lattice,
    /// The values.
    pub planes: &'a Planes,
    /// The scales.
    pub ranges: &'a Ranges,
}

/// How many values a cut has, and whether it closes on itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridSize {
    /// Values in a line.
    pub width: usize,
    /// Number of lines.
    pub height: usize,
    /// Whether a line, and whether the set of lines, closes on itself.
    pub wraps: [bool; 2],
}

impl GridSize {
    /// Of a cut of a lattice.
    pub fn of(cut: Cut, lattice: &Lattice) -> Self {
        let (width, height) = cut.size(lattice);
        let (along, across) = cut.axes();
        let wraps = |axis: usize| lattice.boundary()[axis].is_periodic();
        Self { width, height, wraps: [wraps(along), across.is_some_and(wraps)] }
    }
}

/// The render mode of that name; the default one of a cut for `"auto"`.
pub fn render_mode(name: &str, cut: Cut) -> Option<&'static RenderMode> {
    RENDER_MODES
        .iter()
        .find(|mode| if name == "auto" { (mode.fits)(cut) } else { mode.name == name })
}
