//! Names and places that an expectation may speak of.

use crate::gauge::readout::READOUTS;
use crate::lattice::Lattice;
use crate::network::condition_names;
use crate::observable;
use crate::scene::check::within;
use crate::scene::error::{Problem, suggestion};
use crate::simulation::Parameters;

/// Refuses a theory that has no matrices and functions of its own to be dual.
pub(super) fn learns(path: &str, parameters: &Parameters) -> Result<(), Problem> {
    if parameters.wiring.is_some() {
        return Ok(());
    }
    let message =
        format!("{} is no network of this kind; neuron and network are", parameters.theory.name);
    Err(Problem::new(path, message))
}

pub(super) fn known_condition(path: &str, name: &str) -> Result<(), Problem> {
    let known = condition_names();
    if known.contains(&name) {
        return Ok(());
    }
    let hint = suggestion(name, known);
    Err(Problem::new(path, format!("there is no condition `{name}`{hint}")))
}

pub(super) fn known_observable(
    path: &str,
    name: &str,
    parameters: &Parameters,
    lattice: &Lattice,
) -> Result<(), Problem> {
    let found = observable::observable(name, parameters, lattice);
    found.map(|_| ()).map_err(|error| Problem::new(path, error.to_string()))
}

pub(super) fn known_readout(
    path: &str,
    name: &str,
    parameters: &Parameters,
    lattice: &Lattice,
) -> Result<(), Problem> {
    let known = READOUTS.iter().filter(|info| (info.applies)(parameters, lattice));
    let names: Vec<&str> = known.map(|info| info.name).collect();
    if names.contains(&name) {
        return Ok(());
    }
    let hint = suggestion(name, names);
    Err(Problem::new(path, format!("{} has no `{name}` to compare{hint}", parameters.theory.name)))
}

/// Whether an observable compares the run with its twin.
pub(super) fn needs_twin(name: &str) -> bool {
    observable::OBSERVABLES.iter().any(|info| info.needs_twin && info.name == name)
}

pub(super) fn known_axis(path: &str, axis: usize, lattice: &Lattice) -> Result<(), Problem> {
    if axis < lattice.dim() {
        return Ok(());
    }
    let last = lattice.dim() - 1;
    Err(Problem::new(path, format!("there is no axis {axis}; the axes are 0 to {last}")))
}

pub(super) fn place(path: &str, at: &[f64], lattice: &Lattice) -> Result<(), Problem> {
    if at.len() != lattice.dim() {
        let message = format!(
            "{} coordinates on a lattice of {} dimensions; give one for each axis",
            at.len(),
            lattice.dim()
        );
        return Err(Problem::new(path, message));
    }
    for (axis, &x) in at.iter().enumerate() {
        let last = lattice.position(axis, lattice.shape()[axis] - 1);
        within(&format!("{path}[{axis}]"), x, lattice.position(axis, 0), last)?;
    }
    Ok(())
}
