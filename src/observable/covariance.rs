//! How far a run is from its twin in the first gauge.

use super::{ObservableInfo, never, nothing};
use crate::gauge::{has_phase, readout};

/// # Equation
/// `max |psi - rot(Θ) psi_twin| / max |psi|`
///
/// # Conventions
/// In covariant mode rounding errors, whatever is done to the gauge; not a number while there is no
/// twin.
pub(super) const INFO: ObservableInfo = ObservableInfo {
    name: "covariance",
    summary: "Largest difference from the twin, turned into the same gauge: none but rounding, if \
              the rotation changed nothing",
    units: "1",
    applies: |parameters, _| has_phase(parameters),
    promise: nothing,
    disturbed: never,
    needs_twin: true,
    counts_absorbed: never,
    measure: |look| readout::covariance(look).unwrap_or(f64::NAN),
    scale: None,
};

/// The change of what every gauge has alike, the density, against the twin.
pub(super) const DENSITY: ObservableInfo = ObservableInfo {
    name: "density-change",
    summary: "Largest difference of the density from the twin's, relative to its largest value",
    measure: |look| {
        let density = readout::read_one(look, "density");
        density.and_then(|density| density.change).unwrap_or(f64::NAN)
    },
    ..INFO
};
