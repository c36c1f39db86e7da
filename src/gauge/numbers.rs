//! Numbers of sources and backgrounds, checked.

use super::error::{GaugeError, GaugeFault};
use crate::lattice::Lattice;
use std::f64::consts::TAU;

/// Refuses a number that is not finite.
pub(super) fn finite(path: &str, value: f64) -> Result<f64, GaugeError> {
    match value.is_finite() {
        true => Ok(value),
        false => Err(GaugeError::invalid(path, value, "it must be a finite number")),
    }
}

/// Refuses a number that is not positive.
pub(super) fn positive(path: &str, value: f64) -> Result<f64, GaugeError> {
    match value.is_finite() && value > 0.0 {
        true => Ok(value),
        false => Err(GaugeError::invalid(path, value, "it must be a positive finite number")),
    }
}

/// A finite number for each axis; none given stands for 0 along all of them.
pub(super) fn vector(path: &str, values: &[f64], dim: usize) -> Result<[f64; 3], GaugeError> {
    let mut all = [0.0; 3];
    if values.is_empty() {
        return Ok(all);
    }
    if values.len() != dim {
        let each = "one for each axis of the lattice";
        let fault = GaugeFault::Count { given: values.len(), needed: dim, each };
        return Err(GaugeError::new(path, fault));
    }
    for (axis, value) in values.iter().enumerate() {
        all[axis] = finite(&format!("{path}[{axis}]"), *value)?;
    }
    Ok(all)
}

/// Refuses an axis the lattice does not have.
pub(super) fn axis(path: &str, lattice: &Lattice, axis: usize) -> Result<usize, GaugeError> {
    let last = lattice.dim() - 1;
    match axis <= last {
        true => Ok(axis),
        false => Err(GaugeError::invalid(
            path,
            axis,
            format!("the axes of this lattice are 0 to {last}"),
        )),
    }
}

/// Refuses a plane that is not two axes of the lattice.
pub(super) fn plane(
    path: &str,
    lattice: &Lattice,
    axes: &[usize],
) -> Result<[usize; 2], GaugeError> {
    let [m, n] = *axes else {
        let fault = GaugeFault::Count { given: axes.len(), needed: 2, each: "the axes of a plane" };
        return Err(GaugeError::new(path, fault));
    };
    axis(&format!("{path}[0]"), lattice, m)?;
    axis(&format!("{path}[1]"), lattice, n)?;
    match m != n {
        true => Ok([m, n]),
        false => Err(GaugeError::invalid(
            path,
            format!("{axes:?}"),
            "a plane has two different axes, so a lattice of two dimensions at least",
        )),
    }
}

/// Length of an axis, `n h`.
pub(super) fn length(lattice: &Lattice, mu: usize) -> f64 {
    lattice.shape()[mu] as f64 * lattice.spacing()
}

/// Refuses wave numbers that do not fit the periodic axes.
pub(super) fn fits(path: &str, lattice: &Lattice, k: &[f64; 3]) -> Result<(), GaugeError> {
    for axis in (0..lattice.dim()).filter(|axis| lattice.boundary()[*axis].is_periodic()) {
        let length = length(lattice, axis);
        let turns = k[axis] * length / TAU;
        if (turns - turns.round()).abs() > FITS {
            let nearest = turns.round() * TAU / length;
            let fault = GaugeFault::Wave { axis, given: k[axis], length, nearest };
            return Err(GaugeError::new(format!("{path}[{axis}]"), fault));
        }
    }
    Ok(())
}

/// Turns by which a wave may miss closing on itself: a number written with six digits fits.
const FITS: f64 = 1e-4;

/// Displacement along an axis, the short way round where the axis is a circle.
pub(super) fn displacement(lattice: &Lattice, mu: usize, index: usize, from: f64) -> f64 {
    let straight = lattice.position(mu, index) - from;
    if !lattice.boundary()[mu].is_periodic() {
        return straight;
    }
    let length = length(lattice, mu);
    straight - length * (straight / length).round()
}
