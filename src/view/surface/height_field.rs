//! A sheet over a plane, displaced by the height.

use super::grid::{self, Places};
use super::{GridSize, Part, RenderMode};
use crate::quantity::Cut;
use crate::view::material::Stage;
use crate::view::shaders;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "height-field",
    summary: "a sheet over a 2-D lattice or over a plane of a 3-D one, displaced by the height",
    fits: |cut| cut != Cut::Line,
    complex_height: false,
    places,
    parts,
};

/// Intervals along a line that look smooth. A software rasteriser pays for every triangle, however
/// small: a third more along each axis would take half as long again.
const FINE: usize = 192;

fn places(size: &GridSize) -> [Places; 2] {
    [Places::new(size.width, size.wraps[0], FINE), Places::new(size.height, size.wraps[1], FINE)]
}

fn parts([along, across]: &[Places; 2]) -> Vec<Part> {
    let stage =
        Stage { shader: shaders::HEIGHT_FIELD, vertex: "height_field", fragment: "fragment" };
    vec![Part { mesh: grid::grid(along, across), stage }]
}
