//! What a picture has by its lattice and theory.

use crate::lattice::Lattice;
use crate::quantity::{Cut, Kind, QUANTITIES, QuantityInfo};
use crate::view::ViewError;
use crate::view::surface::{Reach, RenderMode};

/// A complex quantity of which only the magnitude is drawn says so.
pub(super) fn height_label(
    height: &QuantityInfo,
    mode: &RenderMode,
    cut: Cut,
    theory: &str,
) -> String {
    let label = height.label_in(theory);
    let winds = mode.complex_height && cut == Cut::Line;
    match (mode.reach)(cut) {
        Reach::Components => "φ, π".to_owned(),
        _ if height.kind == Kind::Complex && !winds => format!("|{label}|"),
        _ => label.to_owned(),
    }
}

/// The components a field has.
pub(super) fn components(theory: &str, dim: usize) -> Vec<&'static QuantityInfo> {
    let all = QUANTITIES.iter().filter(|info| info.is_component());
    all.filter(|info| (info.applies)(theory, dim)).collect()
}

/// The indices of the slices, the middle where none is given.
pub(super) fn slices(
    given: [Option<usize>; 3],
    lattice: &Lattice,
) -> Result<[usize; 3], ViewError> {
    let mut slices = [0; 3];
    for (axis, extent) in lattice.shape().iter().enumerate() {
        slices[axis] = given[axis].unwrap_or(extent / 2);
        if lattice.dim() == 3 {
            Cut::Plane { axis, index: slices[axis] }.check(lattice)?;
        }
    }
    Ok(slices)
}

/// The time light needs along the longest side.
pub(super) fn crossing(lattice: &Lattice) -> f64 {
    lattice.spacing() * lattice.shape().iter().max().map_or(1.0, |sites| *sites as f64)
}
