//! Initial conditions, against the engine and against closed forms.

mod files;
mod packets;
mod solitons;
mod values;
mod waves;

use crate::support::parameters;
use fieldloom::lattice::{FieldState, Fields, Lattice};
use fieldloom::scene::initial::{Initial, InitialContext, InitialError};
use fieldloom::simulation::Parameters;
use ron::extensions::Extensions;
use std::path::Path;

/// Initial conditions as a scene would have them.
fn read(list: &str) -> Result<Vec<Initial>, String> {
    let extensions = Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES;
    let options = ron::Options::default().with_default_extension(extensions);
    options.from_str(&format!("[{list}]")).map_err(|error| error.to_string())
}

fn try_apply(
    list: &str,
    parameters: &Parameters,
    lattice: &Lattice,
    base_dir: &Path,
) -> Result<Fields<f64>, InitialError> {
    let mut fields = Fields::zeros(lattice, (parameters.theory.components)(lattice.dim()));
    for (index, initial) in read(list).unwrap().iter().enumerate() {
        let context = InitialContext { lattice, parameters, seed: 7, index, base_dir };
        initial.apply(&context, &mut fields)?;
    }
    Ok(fields)
}

/// The fields a list of initial conditions makes for a model (see [`parameters`]).
fn made(list: &str, model: &str, lattice: &Lattice) -> Fields<f64> {
    try_apply(list, &parameters(model, 0.1), lattice, Path::new(".")).unwrap()
}

fn state(list: &str, model: &str, lattice: &Lattice) -> FieldState {
    FieldState::F64(made(list, model, lattice))
}

/// Where and what the error of an initial condition is.
fn error(list: &str, model: &str, lattice: &Lattice) -> (String, String) {
    let error = try_apply(list, &parameters(model, 0.1), lattice, Path::new(".")).unwrap_err();
    (error.field().to_owned(), error.fault.to_string())
}

/// Sum over all components of phi² + pi² at each site, in C order.
fn density(fields: &Fields<f64>, lattice: &Lattice) -> Vec<f64> {
    let site = |row, x, a| fields.phi.at(row, x, a).powi(2) + fields.pi.at(row, x, a).powi(2);
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    sites.map(|(row, x)| (0..fields.phi.components()).map(|a| site(row, x, a)).sum()).collect()
}

/// Mean position along an axis, weighted by a density.
fn mean_position(density: &[f64], lattice: &Lattice, axis: usize) -> f64 {
    let at = |site: usize| {
        let (row, x) = (site / lattice.row_len(), site % lattice.row_len());
        lattice.site_position(row, x)[axis]
    };
    let moment: f64 = density.iter().enumerate().map(|(site, weight)| weight * at(site)).sum();
    moment / density.iter().sum::<f64>()
}

#[test]
fn every_kind_is_read_with_its_defaults() {
    let list = "Packet(width: 3), PlaneWave(), Kink(), Breather(), Point(), Noise(), \
        Expression(phi: [\"x\"]), Arrays(phi: \"a.npy\"), \
        Packet(centre: [1, 2.5], width: [3, 4], polarisation: [1, [0, -1.5], 2.0, [3, 4]]), \
        Packet(width: 2.5, polarisation: \"chiral+\"), Breather(across: 4)";
    assert_eq!(read(list).unwrap().len(), 11);
}

#[test]
fn what_is_written_wrongly_is_refused() {
    for (list, part) in [
        ("Packet()", "width"),
        ("Packet(width: 3, with: 4)", "with"),
        ("Packet(width: \"wide\")", "a number, or a list with one number for each axis"),
        ("Packet(width: 3, polarisation: [[1, 2, 3]])", "[re, im]"),
        ("Packet(width: 3, polarisation: 4)", "a name such as"),
        ("Wave()", "Wave"),
    ] {
        let error = read(list).unwrap_err();
        assert!(error.contains(part), "{list}: {error}");
    }
}
