//! Sites by number, in C order.

use crate::lattice::{Direction, Lattice};

/// The site one step along an axis, or `None` beyond an edge that is not periodic.
pub(super) fn beside(
    lattice: &Lattice,
    site: usize,
    mu: usize,
    direction: Direction,
) -> Option<usize> {
    let (shape, stride) = (lattice.shape(), lattice.shape()[mu + 1..].iter().product::<usize>());
    let (index, extent) = (site / stride % shape[mu], shape[mu]);
    let moved = match direction {
        Direction::Forward => index + 1,
        Direction::Backward => (index + extent - 1) % extent,
    };
    let wraps = match direction {
        Direction::Forward => moved == extent,
        Direction::Backward => index == 0,
    };
    if wraps && !lattice.boundary()[mu].is_periodic() {
        return None;
    }
    Some(site + moved % extent * stride - index * stride)
}
