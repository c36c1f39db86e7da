//! Every kind of expectation holds where physics says so, and is missed by a spoilt twin.

use fieldloom::scene::expect::CheckRow;
use fieldloom::scene::{BuildOptions, parse};

fn rows(text: &str, from: &str, to: &str) -> Vec<CheckRow> {
    assert!(from.is_empty() || text.contains(from), "{from}");
    let text = if from.is_empty() { text.to_owned() } else { text.replace(from, to) };
    let scene = parse("scene.ron", &text, &[]).unwrap_or_else(|error| panic!("{error}"));
    scene.check(&BuildOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The scene keeps all its promises; spoilt, it misses exactly those of these numbers.
fn holds_unless(text: &str, twins: &[(&str, &str, &[usize])]) {
    let good = rows(text, "", "");
    assert!(good.iter().all(|row| row.pass), "{good:#?}");
    for (from, to, missed) in twins {
        let spoilt = rows(text, from, to);
        let found: Vec<usize> = (0..spoilt.len()).filter(|&at| !spoilt[at].pass).collect();
        assert_eq!(&found, missed, "{to}: {spoilt:#?}");
    }
}

/// A wave of frequency `ω² = m² + 4 sin²(k/2)`, k = 2π 3/48, in one dimension; the staged tick's own
/// is `sin(ω' dt/2) = ω dt/2`.
#[test]
fn a_plane_wave_has_its_frequency_amplitude_and_values() {
    let text = r#"(
        theory: (name: "klein-gordon", potential: "mass", m: 0.5),
        lattice: (shape: [48]),
        schedule: (name: "staged", dt: 0.1),
        precision: F64,
        initial: [PlaneWave(modes: [3], amplitude: 0.7)],
        expect: [
            Frequency(of: Quantity(quantity: "phi1", at: [5]), ticks: 3000, value: 0.634331, tolerance: 2e-5),
            Amplitude(of: Quantity(quantity: "phi1", at: [5]), ticks: 3000, value: 0.7, tolerance: 1e-3),
            Quantity(quantity: "phi1", at: [-4], tick: 0, value: 0, tolerance: 1e-9),
            Quantity(quantity: "phi1", at: [8], tick: 0, value: -0.7, tolerance: 1e-9),
            Bounded(observable: "max", below: 0.71, ticks: 300),
            Drift(observable: "energy", below: 1e-4, ticks: 300),
            Drift(observable: "staged-energy", below: 1e-12, ticks: 300),
        ],
    )"#;
    holds_unless(
        text,
        &[
            ("m: 0.5", "m: 0.502", &[0]),
            ("amplitude: 0.7)", "amplitude: 0.72)", &[1, 3, 4]),
            ("modes: [3]", "modes: [-3], phase: 0.1", &[2, 3]),
            ("dt: 0.1", "dt: 0.5", &[0, 1, 5]),
        ],
    );
}

/// A packet between two sites on a torus, which leaves at one edge and comes back at the other.
#[test]
fn a_packet_has_its_place_and_its_velocity() {
    let text = r#"(
        theory: (name: "klein-gordon", potential: "mass", m: 0.3),
        lattice: (shape: [72, 120], h: 0.5),
        schedule: (name: "staged", dt: 0.1),
        precision: F64,
        initial: [Packet(centre: [2.2, 12.3], width: 3.0, momentum: [0, 0.78539816])],
        expect: [
            Position(axis: 0, tick: 0, value: 2.2, tolerance: 0.1),
            Position(axis: 1, tick: 0, value: 12.3, tolerance: 0.1),
            Peak(quantity: "envelope", axis: 1, tick: 0, value: 12.3, tolerance: 0.1),
            Speed(axis: 1, ticks: 300, value: 0.88, tolerance: 0.05),
            Speed(axis: 0, ticks: 300, value: 0, tolerance: 0.02),
            Drift(observable: "staged-energy", below: 1e-12, ticks: 500),
        ],
    )"#;
    holds_unless(
        text,
        &[
            ("2.2, 12.3]", "2.2, 12.8]", &[1, 2]),
            ("2.2, 12.3]", "1.7, 12.3]", &[0]),
            ("[0, 0.78539816]", "[0, -0.78539816]", &[3]),
            ("precision: F64", "precision: F32", &[5]),
        ],
    );
}

/// The tremor of a Dirac packet at rest: frequency 2m, amplitude 1/(2m).
#[test]
fn the_mean_position_trembles() {
    let text = r#"(
        theory: (name: "dirac", m: 0.25),
        lattice: (shape: [400], boundary: "fixed"),
        schedule: (name: "staged", dt: 0.5),
        precision: F64,
        initial: [Packet(width: 30, polarisation: [1, [0, 1]], positive_energy: false)],
        expect: [
            Frequency(of: Position(axis: 0), ticks: 300, value: 0.5, tolerance: 0.01),
            Amplitude(of: Position(axis: 0), ticks: 40, value: 2, tolerance: 0.1),
        ],
    )"#;
    let upper = ("polarisation: [1, [0, 1]]", "polarisation: [1, 0]", &[1][..]);
    holds_unless(text, &[("m: 0.25", "m: 0.3", &[0, 1]), upper]);
}

/// The mass of a kink, (2√2/3) √lam v³, is all the energy there is.
#[test]
fn a_kink_has_its_mass() {
    let text = r#"(
        theory: (name: "klein-gordon", potential: "phi4", lam: 0.5, v: 0.9),
        lattice: (shape: [200], h: 0.25, boundary: "fixed"),
        schedule: (name: "staged", dt: 0.1),
        precision: F64,
        initial: [Kink(centre: 3.3)],
        expect: [
            Value(observable: "energy", tick: 0, value: 0.486, tolerance: 1e-3),
            Value(observable: "energy", tick: 200, value: 0.486, tolerance: 1e-3),
            Position(axis: 0, tick: 200, value: 3.3, tolerance: 0.01),
            Peak(quantity: "energy-density", axis: 0, tick: 200, value: 3.3, tolerance: 0.02),
        ],
    )"#;
    let moving = ("centre: 3.3", "centre: 3.3, velocity: 0.2", &[0, 1, 2, 3][..]);
    holds_unless(text, &[("lam: 0.5", "lam: 0.51", &[0, 1]), moving]);
}

#[test]
fn a_run_that_blows_up_fails_what_it_leaves_open() {
    let text = r#"(
        theory: (name: "klein-gordon", potential: "mass", m: 0.5),
        lattice: (shape: [32]),
        schedule: (name: "staged", dt: 1.2, allow_unstable: true),
        initial: [Noise(amplitude: 0.1)],
        expect: [
            Bounded(observable: "max", below: 1e30, ticks: 5000),
            Bounded(observable: "max", below: 10, ticks: 1),
        ],
    )"#;
    let rows = rows(text, "", "");
    assert!(!rows[0].pass && rows[0].measured.is_nan());
    let note = rows[0].note.as_deref().unwrap();
    assert!(note.contains("blew up at tick") && note.contains("site"), "{note}");
    assert!(rows[1].pass && rows[1].note.is_none());
}

/// A packet that a step of the potential parts in two: what is beyond it, and the rest.
#[test]
fn a_share_is_what_lies_beyond_a_place() {
    let text = r#"(
        theory: (name: "dirac", m: 0.2),
        lattice: (shape: [400], h: 0.5, boundary: "fixed"),
        schedule: (name: "unitary", dt: 0.1),
        precision: F64,
        initial: [Packet(centre: -40, width: 8, momentum: 0.6)],
        gauge: (background: [Step(height: 2, at: 0.25)]),
        expect: [
            Share(axis: 0, from: 0.25, tick: 0, value: 0, tolerance: 1e-6),
            Share(axis: 0, from: -100, tick: 1000, value: 1, tolerance: 1e-12),
            Share(axis: 0, from: 0.25, tick: 1000, value: 0.85, tolerance: 0.05),
        ],
    )"#;
    holds_unless(
        text,
        &[("centre: -40", "centre: 40", &[0, 2]), ("height: 2", "height: 0.6", &[2])],
    );
}
