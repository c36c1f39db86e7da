//! Names a view may use, and what goes with what.

use crate::quantity::{AUTO, Kind, QuantityInfo};

/// A kind of surface a view may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SurfaceName {
    /// The name.
    pub name: &'static str,
    /// Dimensions of the lattices it is for.
    pub dims: &'static [usize],
    /// What it takes besides a field.
    pub wants: Wants,
    /// Whether no other can be drawn with it, since its box is its own.
    pub alone: bool,
}

/// What a kind of surface takes besides a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Nothing.
    Nothing,
    /// A vector quantity.
    Vector,
    /// A gauge field.
    Links,
}

const fn surface(name: &'static str, dims: &'static [usize]) -> SurfaceName {
    SurfaceName { name, dims, wants: Wants::Nothing, alone: false }
}

/// Kinds of surface a view may name.
pub const SURFACES: &[SurfaceName] = &[
    surface(AUTO, &[1, 2, 3]),
    surface("height-field", &[2, 3]),
    surface("ribbon", &[1]),
    surface("flat-map", &[2, 3]),
    SurfaceName { wants: Wants::Vector, ..surface("arrows", &[2, 3]) },
    SurfaceName { wants: Wants::Vector, ..surface("streamlines", &[2, 3]) },
    surface("slices", &[3]),
    surface("volume", &[3]),
    surface("isosurface", &[3]),
    SurfaceName { alone: true, ..surface("curves", &[1]) },
    SurfaceName { alone: true, ..surface("space-time", &[1]) },
    surface("points", &[1, 2, 3]),
    SurfaceName { wants: Wants::Links, ..surface("links", &[1, 2, 3]) },
];

/// Colour maps a view may name, and what each is for; `None`: anything.
pub const MAPS: &[(&str, Option<MapKind>)] = &[
    ("auto", None),
    ("phase", Some(MapKind::Cyclic)),
    ("phase-safe", Some(MapKind::Cyclic)),
    ("phase-dawn", Some(MapKind::Cyclic)),
    ("phase-soft", Some(MapKind::Cyclic)),
    ("diverging", Some(MapKind::Diverging)),
    ("sequential", Some(MapKind::Sequential)),
];

/// What a colour map is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKind {
    /// Phases: a circle.
    Cyclic,
    /// Values of either sign: zero in the middle.
    Diverging,
    /// Values that cannot be negative.
    Sequential,
}

impl MapKind {
    /// The kind of map that a quantity needs.
    pub fn of(quantity: &QuantityInfo) -> Self {
        match (quantity.kind, quantity.signed) {
            (Kind::Complex | Kind::Angle, _) => Self::Cyclic,
            (Kind::Scalar, true) => Self::Diverging,
            (Kind::Scalar, false) => Self::Sequential,
        }
    }
}

/// Surroundings a view may name.
pub const THEMES: &[&str] = &["dark", "light"];

/// What a view may show the field beside.
pub const COMPARISONS: &[&str] = &["none", "beside", "difference"];
