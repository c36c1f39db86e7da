//! What local quantities must fulfil: sums, waves, the flow of charge, and gauges.

use crate::oracle::*;
use crate::support::{noise, parameters};
use crate::ticks::with;
use fieldloom::lattice::{Boundary, FieldState, Lattice, Precision};
use fieldloom::quantity::{Given, Needs, QUANTITIES, QuantityInfo, Sight, at, quantity};
use fieldloom::simulation::Parameters;
use fieldloom::tick::tick;
use ndarray::ArrayD;

#[test]
fn energy_density_adds_up_to_the_energy_whatever_the_edges() {
    let models = ["mass", "phi4", "sine-gordon", "m^2*phi^2/2 + lam*phi^4"];
    let edges = [
        Boundary::Periodic,
        Boundary::Fixed,
        Boundary::Free,
        Boundary::Absorbing { width: 2, strength: 0.7 },
    ];
    for shape in [&[9][..], &[5, 8], &[4, 5, 6]] {
        for edge in edges {
            for model in models {
                adds_up(shape, edge, &parameters(model, 0.05));
            }
            if edge != Boundary::Free {
                adds_up(shape, edge, &parameters("dirac", 0.05));
                adds_up(shape, edge, &with("wilson", tick("unitary").unwrap(), 0.05));
            }
        }
    }
}

fn adds_up(shape: &[usize], edge: Boundary, model: &Parameters) {
    let lattice = edged(shape, edge);
    let mut run = simulation(&lattice, model, Precision::F64, 1);
    run.advance(3).expect("a sound run");
    let wanted = [
        ("energy-density", run.dynamics.energy(&lattice, &run.state)),
        ("loss-density", run.dynamics.loss(&lattice, &run.state)),
    ];
    for (name, wanted) in wanted {
        let error = (total(name, &lattice, &run.state, model) - wanted).abs();
        assert!(error < 1e-12 * (1.0 + wanted.abs()), "{name} {shape:?} {edge:?}: {error:e}");
    }
}

/// The sum over cells of a quantity.
fn total(name: &str, lattice: &Lattice, state: &FieldState, model: &Parameters) -> f64 {
    let info = quantity(name, model.theory.name, lattice.dim(), Given::default());
    let (info, sight) = (info.expect("registered"), Sight::new(lattice, state, model));
    let sites = (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)));
    lattice.cell() * sites.map(|(row, x)| at(info, &sight, row, x)[0]).sum::<f64>()
}

#[test]
fn the_loss_adds_up_in_both_representations_and_of_a_charged_field() {
    for (name, edge) in [("klein-gordon-b", Boundary::Periodic), ("complex-phi4", Boundary::Fixed)]
    {
        for shape in [&[9][..], &[5, 8], &[4, 5, 6]] {
            adds_up_to_its_loss(shape, edge, name);
        }
    }
}

fn adds_up_to_its_loss(shape: &[usize], edge: Boundary, name: &str) {
    let (lattice, model) = (edged(shape, edge), parameters(name, 0.05));
    let run = simulation(&lattice, &model, Precision::F64, 1);
    let wanted = run.dynamics.loss(&lattice, &run.state);
    let found = total("loss-density", &lattice, &run.state, &model);
    assert!((found - wanted).abs() < 1e-12 * (1.0 + wanted.abs()), "{name} {shape:?}");
}

/// Writes `(phi, pi)` of component `a` at every site.
pub fn set(
    lattice: &Lattice,
    components: usize,
    value: impl Fn(&[i64], usize) -> (f64, f64),
) -> FieldState {
    let mut state = FieldState::zeros(lattice, components, Precision::F64);
    let FieldState::F64(fields) = &mut state else { panic!("double precision") };
    for row in 0..lattice.rows() {
        for x in 0..lattice.row_len() {
            let site: Vec<i64> =
                (0..lattice.dim()).map(|mu| lattice.index(row, x, mu) as i64).collect();
            for a in 0..components {
                let (phi, pi) = value(&site, a);
                fields.phi.row_mut(row, a)[x] = phi;
                fields.pi.row_mut(row, a)[x] = pi;
            }
        }
    }
    state
}

#[test]
fn a_plane_wave_is_a_phase_that_runs_along() {
    let lattice = edged(&[12, 20], Boundary::Periodic);
    let model = parameters("mass", 0.1);
    let (k, l) = (std::f64::consts::TAU * 3.0 / 20.0, std::f64::consts::TAU / 12.0);
    let squares = (k / 2.0).sin().powi(2) + (l / 2.0).sin().powi(2);
    let omega = (0.37f64.powi(2) + 4.0 / (H * H) * squares).sqrt();
    let phase = |site: &[i64]| l * site[0] as f64 + k * site[1] as f64;
    let wave = |site: &[i64], _: usize| (phase(site).cos(), omega * phase(site).sin());
    let state = set(&lattice, 1, wave);
    let info = quantity("phase-space", "klein-gordon", 2, Given::default()).expect("registered");
    for (row, x) in [(0, 0), (3, 7), (11, 19)] {
        let angle = phase(&[row as i64, x as i64]);
        let value = at(info, &Sight::new(&lattice, &state, &model), row, x);
        assert!(close(value, [angle.cos(), angle.sin()], 1e-12), "{value:?}");
    }
}

#[test]
fn the_carrier_does_not_flicker_and_a_field_at_rest_has_one() {
    let lattice = edged(&[30], Boundary::Periodic);
    let model = parameters("mass", 0.02);
    let mut run = simulation(&lattice, &model, Precision::F64, 1);
    let info = quantity("phase-space", "klein-gordon", 1, Given::default()).expect("registered");
    let omega = |state: &FieldState| {
        state.at(0, 4, 0).1 / at(info, &Sight::new(&lattice, state, &model), 0, 4)[1]
    };
    let first = omega(&run.state);
    for _ in 0..20 {
        run.advance(10).expect("a sound run");
        assert!((omega(&run.state) / first - 1.0).abs() < 1e-3);
    }
    let rest = FieldState::zeros(&lattice, 1, Precision::F64);
    assert_eq!(at(info, &Sight::new(&lattice, &rest, &model), 0, 4), [0.0, 0.0]);
}

/// Largest violation of `d|psi|²/dt = -div j` for a smooth field on n² sites of a unit square.
fn continuity_error(n: usize) -> f64 {
    let h = 1.0 / n as f64;
    let lattice = Lattice::new(&[n, n], h, &[Boundary::Periodic]).expect("a lattice");
    let model = parameters("dirac", 0.1);
    let smooth = |site: &[i64], a: usize, shift: f64| {
        let [u, v] = [0, 1].map(|mu| std::f64::consts::TAU * site[mu] as f64 * h);
        (u + 1.3 * a as f64 + shift).sin() + 0.7 * (v - 0.4 * a as f64 + 2.0 * shift).cos()
    };
    let state = set(&lattice, 4, |site, a| (smooth(site, a, 0.0), smooth(site, a, 0.9)));
    let (phi, pi) = arrays(&lattice, &state);
    let x = factors(4);
    let current = |mu: usize, site: &[i64]| {
        -2.0 * sandwich(&values(&phi, site), &x[mu + 1], &values(&pi, site))
    };
    let named = ["current1", "current2"]
        .map(|name| quantity(name, "dirac", 2, Given::default()).expect("registered"));
    let j = |mu: usize, site: &[i64]| {
        let wrapped: Vec<usize> = site.iter().map(|i| i.rem_euclid(n as i64) as usize).collect();
        at(named[mu], &Sight::new(&lattice, &state, &model), wrapped[0], wrapped[1])[0]
    };
    let mut worst: f64 = 0.0;
    for site in sites(&[n, n]) {
        let (f, p) = (values(&phi, &site), values(&pi, &site));
        let (mut rate, mut divergence) = (0.0, 0.0);
        for mu in 0..2 {
            let (ahead, behind) = (beside(&site, mu, 1), beside(&site, mu, -1));
            let forward: Vec<f64> =
                values(&pi, &ahead).iter().zip(&p).map(|(a, b)| (a - b) / h).collect();
            let backward: Vec<f64> =
                f.iter().zip(values(&phi, &behind)).map(|(a, b)| (a - b) / h).collect();
            rate += 2.0 * sandwich(&f, &x[mu + 1], &forward)
                - 2.0 * sandwich(&p, &x[mu + 1], &backward);
            divergence += (j(mu, &ahead) - j(mu, &behind)) / (2.0 * h);
            assert!((j(mu, &site) - current(mu, &site)).abs() < 1e-12);
        }
        worst = worst.max((rate + divergence).abs());
    }
    worst
}

#[test]
fn charge_flows_where_the_current_says() {
    let (coarse, fine) = (continuity_error(24), continuity_error(48));
    let slope = (coarse / fine).log2();
    assert!((0.85..1.3).contains(&slope), "errors {coarse} and {fine}: slope {slope}");
}

/// Rotates phi and pi of each site by its own angle: `e^{-i theta}` on `phi1 + i phi2`, ...
pub fn regauged(lattice: &Lattice, state: &FieldState) -> FieldState {
    let (phi, pi) = arrays(lattice, state);
    let turn = |field: &ArrayD<f64>, site: &[i64], a: usize| {
        let theta = 3.0 * noise(77, site.iter().fold(0, |id, i| 31 * id + *i as usize));
        let (v, partner) = (values(field, site), a ^ 1);
        let sign = if partner > a { 1.0 } else { -1.0 };
        theta.cos() * v[a] + sign * theta.sin() * v[partner]
    };
    set(lattice, phi.shape()[0], |site, a| (turn(&phi, site, a), turn(&pi, site, a)))
}

#[test]
fn what_claims_to_be_the_same_in_every_gauge_is_and_phases_are_not() {
    let same = [
        "amplitude",
        "density",
        "scalar-density",
        "loss-density",
        "overlap",
        "overlap-phase",
        "flow",
        "current",
    ];
    for shape in [&[11][..], &[5, 8], &[4, 5, 6]] {
        let (lattice, model) = (edged(shape, Boundary::Periodic), parameters("dirac", 0.1));
        let components = (model.theory.components)(lattice.dim());
        let state = scattered(&lattice, components, Precision::F64);
        let turned = regauged(&lattice, &state);
        let here = |info: &&QuantityInfo| {
            (info.applies)("dirac", lattice.dim()) && info.needs == Needs::Field
        };
        for info in QUANTITIES.iter().filter(here) {
            let invariant = same.contains(&info.name.trim_end_matches(char::is_numeric));
            let [before, after] =
                [&state, &turned].map(|state| at(info, &Sight::new(&lattice, state, &model), 0, 3));
            assert_eq!(close(before, after, 1e-13), invariant, "{}", info.name);
        }
    }
}
