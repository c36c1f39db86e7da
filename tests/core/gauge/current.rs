//! The current on the links.

use super::covariance::wild;
use super::{random_phases, turned};
use crate::support::{Run, difference, lattice};
use crate::ticks::{SHAPES, with};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::{Direction, FieldState, Lattice};
use fieldloom::quantity::{self, Given, Sight};
use fieldloom::tick::tick;

const MODELS: [&str; 4] = ["dirac", "wilson", "complex-mass", "complex-phi4"];

/// What leaves each site along each of its links, in the order site, direction.
fn currents(run: &Run, state: &FieldState) -> Vec<f64> {
    let (lattice, mut out) = (&run.lattice, vec![0.0; run.lattice.row_len()]);
    let mut all = vec![0.0; lattice.sites() * lattice.dim()];
    for (row, mu) in (0..lattice.rows()).flat_map(|row| (0..lattice.dim()).map(move |mu| (row, mu)))
    {
        run.dynamics.link_current(lattice, state, (row, mu), &mut out);
        for (x, j) in out.iter().enumerate() {
            all[(row * lattice.row_len() + x) * lattice.dim() + mu] = *j;
        }
    }
    all
}

fn densities(lattice: &Lattice, model: &str, run: &Run) -> Vec<f64> {
    let parameters = with(model, tick("synchronous").unwrap(), 0.1);
    let name = if model.starts_with("complex") { "charge-density" } else { "density" };
    let info =
        quantity::quantity(name, parameters.theory.name, lattice.dim(), Given::default()).unwrap();
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    let sight = Sight::new(lattice, &run.state, &parameters);
    sites.map(|(row, x)| quantity::at(info, &sight, row, x)[0]).collect()
}

/// Forward Euler makes a density a polynomial of second degree in dt: its odd part is dt times the
/// rate of change, which the currents must account for.
#[test]
fn what_a_site_loses_leaves_along_its_links() {
    for (model, shape) in MODELS.iter().flat_map(|model| SHAPES.map(|shape| (*model, shape))) {
        let boundary = if model.starts_with("complex") { Periodic } else { Fixed };
        let lattice = lattice(shape, 0.9, &[boundary, Periodic, boundary][..shape.len()]);
        let (state, dt) = (wild(&lattice, model), 0.2);
        let after = |dt: f64| {
            let parameters = with(model, tick("synchronous").unwrap(), dt);
            let mut run = Run::of(&lattice, &parameters, &state);
            let currents = currents(&run, &state);
            (densities(&lattice, model, run.ticks(1)), currents)
        };
        let ((forth, currents), (back, _)) = (after(dt), after(-dt));
        let rates: Vec<f64> = forth.iter().zip(&back).map(|(a, b)| (a - b) / (2.0 * dt)).collect();
        let mut expected = vec![0.0; lattice.sites()];
        for (at, current) in currents.iter().enumerate() {
            let (site, mu) = (at / lattice.dim(), at % lattice.dim());
            let place = (site / lattice.row_len(), site % lattice.row_len());
            expected[site] -= current;
            match lattice.neighbour(place, mu, Direction::Forward) {
                Some((row, x)) => expected[row * lattice.row_len() + x] += current,
                None => assert_eq!(*current, 0.0, "nothing leaves the lattice"),
            }
        }
        let apart = difference(&rates, &expected);
        assert!(apart < 1e-13, "{model} {shape:?}: {apart:e}");
    }
}

#[test]
fn currents_are_the_same_in_every_gauge() {
    for (model, shape) in MODELS.iter().flat_map(|model| SHAPES.map(|shape| (*model, shape))) {
        let lattice = lattice(shape, 0.9, &[Periodic]);
        let state = wild(&lattice, model);
        let run = Run::of(&lattice, &with(model, tick("synchronous").unwrap(), 0.1), &state);
        let of = |follow| {
            let phases = random_phases(&lattice, 2.0);
            let other = currents(&run, &turned(&lattice, &state, &phases, follow));
            difference(&other, &currents(&run, &state))
        };
        assert!(of(true) < 1e-14 && of(false) > 1e-2, "{model} {shape:?}: {:e}", of(true));
    }
}
