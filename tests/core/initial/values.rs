//! Points, noise and formulas.

use super::{error, made};
use crate::support::{COUPLINGS, lattice};
use fieldloom::lattice::Boundary::{Fixed, Periodic};
use fieldloom::lattice::{Fields, Lattice};

#[test]
fn a_point_is_one_site() {
    let space = lattice(&[4, 5, 6], 0.5, &[Fixed]);
    let list = "Point(position: [-0.9, 0.6, 0.9], phi: [0, 2, 0.5], pi: [-3])";
    let point = made(list, "dirac", &space);
    // Indices 0, 3 and 5: row 3, place 5.
    assert_eq!([0, 1, 2, 3].map(|a| point.phi.at(3, 5, a)), [0.0, 2.0, 0.5, 0.0]);
    assert_eq!(point.pi.at(3, 5, 0), -3.0);
    let others = |values: &[f64]| values.iter().filter(|value| **value != 0.0).count();
    assert_eq!((others(point.phi.values()), others(point.pi.values())), (2, 1));
    let (field, what) = error("Point(position: [0, 1.3, 0])", "dirac", &space);
    assert_eq!(field, "position[1]");
    assert!(what.contains("axis 1 reaches from -1 to 1"), "{what}");
    assert_eq!(error("Point(phi: [1, 2])", "mass", &space).0, "phi");
}

fn root_mean_square(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), v| (count + 1.0, sum + v * v));
    (sum / count).sqrt()
}

fn component(fields: &Fields<f64>, lattice: &Lattice, a: usize) -> Vec<f64> {
    (0..lattice.rows()).flat_map(|row| fields.phi.row(row, a).to_vec()).collect()
}

#[test]
fn noise_has_its_amplitude_and_its_own_stream() {
    let plane = lattice(&[30, 46], 0.8, &[Periodic]);
    let noise = made("Noise(amplitude: 0.3)", "dirac", &plane);
    let mut seen = Vec::new();
    for a in 0..4 {
        let values = component(&noise, &plane, a);
        assert!((root_mean_square(values.iter().copied()) - 0.3).abs() < 1e-12);
        // Half of a normal distribution lies within 0.674 standard deviations.
        let inner = values.iter().filter(|value| value.abs() < 0.6745 * 0.3).count();
        assert!((inner as f64 / values.len() as f64 - 0.5).abs() < 0.05, "{inner}");
        seen.push(values);
    }
    assert_ne!(seen[0], seen[1]);
    assert_eq!(made("Noise(amplitude: 0.3)", "dirac", &plane), noise);
    let second = made("Noise(amplitude: 0), Noise(amplitude: 0.3)", "dirac", &plane);
    assert_ne!(second.phi.values()[0], noise.phi.values()[0]);
    let only = made("Noise(amplitude: 0.3, fields: \"pi\")", "dirac", &plane);
    assert_eq!(only.pi, noise.pi);
    assert!(only.phi.values().iter().all(|value| *value == 0.0));
    assert_eq!(error("Noise(fields: \"psi\")", "dirac", &plane).0, "fields");
    assert_eq!(error("Noise(correlation: [1, -1])", "dirac", &plane).0, "correlation[1]");
}

#[test]
fn smooth_noise_is_correlated_as_it_says() {
    let plane = lattice(&[240, 200], 0.5, &[Periodic]);
    let noise = made("Noise(correlation: [2, 3], fields: \"phi\")", "mass", &plane);
    assert!((root_mean_square(noise.phi.values().iter().copied()) - 1.0).abs() < 1e-12);
    let correlation = |down: usize, along: usize| {
        let pairs = (0..240).flat_map(|row| (0..200).map(move |x| (row, x)));
        let product = |(row, x): (usize, usize)| {
            noise.phi.at(row, x, 0) * noise.phi.at((row + down) % 240, (x + along) % 200, 0)
        };
        pairs.map(product).sum::<f64>() / 48_000.0
    };
    // One correlation length along either axis.
    for (down, along) in [(4, 0), (0, 6)] {
        let found = correlation(down, along);
        assert!((found - (-0.5f64).exp()).abs() < 0.06, "{down} {along}: {found}");
    }
    assert!(correlation(40, 0).abs() < 0.1);
}

#[test]
fn noise_does_not_depend_on_the_number_of_threads() {
    let plane = lattice(&[30, 46], 0.8, &[Periodic]);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let list =
            "Noise(correlation: 3), Packet(width: 3, momentum: [0.4, 0.1], normalised: true)";
        pool.install(|| made(list, "dirac", &plane))
    };
    assert_eq!(with(1), with(3));
}

#[test]
fn formulas_know_position_couplings_and_lengths() {
    let plane = lattice(&[6, 9], 0.5, &[Fixed]);
    let list = "Expression(phi: [\"x + 10*y + 100*h\", \"\", \"m*L1 + L2\"], pi: [\"-x^2\"]), \
                Expression(phi: [\"1000\"])";
    let made = made(list, "dirac", &plane);
    let (x, y) = ((5.0 - 3.0) * 0.5, (2.0 - 4.0) * 0.5);
    assert_eq!(made.phi.at(5, 2, 0), x + 10.0 * y + 50.0 + 1000.0);
    assert_eq!(made.phi.at(5, 2, 1), 0.0);
    assert_eq!(made.phi.at(5, 2, 2), COUPLINGS.m * 3.0 + 4.5);
    assert_eq!(made.pi.at(5, 2, 0), -x * x);
}

#[test]
fn faults_of_formulas_say_where() {
    let plane = lattice(&[6, 9], 0.5, &[Fixed]);
    let (field, what) = error("Expression(pi: [\"x\", \"y + zz\"])", "dirac", &plane);
    assert_eq!(field, "pi[1]");
    assert!(what.contains("unknown name \"zz\"") && what.contains("column 5"), "{what}");
    assert!(what.contains("known here: x, y, m, r, h, L1, L2"), "{what}");
    let (field, what) = error("Expression(phi: [\"1/(x - 1) + y\"])", "mass", &plane);
    assert_eq!(field, "phi[0]");
    assert!(what.contains("site [5, 0] (position [1.0, -2.0]) is inf"), "{what}");
    assert_eq!(error("Expression(phi: [\"1\", \"2\"])", "mass", &plane).0, "phi");
}
