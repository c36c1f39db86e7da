//! Packets move one way, do not tremble, and know that an axis is a circle.

use super::{density, error, made, mean_position, state};
use crate::support::{COUPLINGS, Run, difference, fields, lattice, parameters};
use fieldloom::lattice::Boundary::{self, Fixed, Periodic};
use fieldloom::lattice::{FieldState, Lattice};

/// Mean position every ten ticks.
fn path(list: &str, lattice: &Lattice, dt: f64, samples: usize) -> Vec<f64> {
    let state = state(list, "dirac", lattice);
    let mut run = Run::of(lattice, &parameters("dirac", dt), &state);
    let at = |run: &Run| mean_position(&density(fields(&run.state), lattice), lattice, 0);
    let start = at(&run);
    (0..samples).map(|_| at(run.ticks(10)) - start).collect()
}

#[test]
fn two_energies_tremble_with_frequency_2m_and_amplitude_half_over_m() {
    let (dt, m) = (0.05, COUPLINGS.m);
    let lattice = lattice(&[600], 0.5, &[Periodic]);
    let list = "Packet(width: 40, polarisation: [1, 1], positive_energy: false)";
    let path = path(list, &lattice, dt, 40);
    let side = path[9].signum();
    for (n, x) in path.iter().enumerate() {
        let t = 10.0 * dt * (n as f64 + 1.0);
        let expected = side * (1.0 - (2.0 * m * t).cos()) / (2.0 * m);
        assert!((x - expected).abs() < 0.02 / (2.0 * m), "t = {t}: {x} not {expected}");
    }
}

/// A packet of positive energy moves evenly, with the group velocity of the lattice spectrum
/// averaged over its waves: for a wide one that of its momentum.
#[test]
fn positive_energy_does_not_tremble() {
    let (dt, h, k, m) = (0.05, 0.5, 0.8f64, COUPLINGS.m);
    let lattice = lattice(&[600], h, &[Periodic]);
    let list = "Packet(width: 20, momentum: 0.8, polarisation: [1, 1])";
    let path = path(list, &lattice, dt, 80);
    let omega = (m * m + (2.0 / h * (k * h / 2.0).sin()).powi(2)).sqrt();
    let velocity = (k * h).sin() / (h * omega);
    let measured = path[79] / (800.0 * dt);
    assert!((measured - velocity).abs() < 2e-3, "{measured} not {velocity}");
    for (n, x) in path.iter().enumerate() {
        let even = measured * 10.0 * dt * (n as f64 + 1.0);
        assert!((x - even).abs() < 2e-4, "{n}: {x} not {even}");
    }
}

#[test]
fn the_projected_state_has_positive_energy_in_every_dimension() {
    for (shape, h) in [(&[40][..], 1.3), (&[20, 26], 0.8), (&[10, 12, 14], 1.1)] {
        let lattice = lattice(shape, h, &[Periodic]);
        let k = &[0.4, -0.7, 0.9][..shape.len()];
        let energy = |positive: bool, name: &str| {
            let list = format!(
                "Packet(width: 2, momentum: {k:?}, polarisation: \"{name}\", normalised: true, \
                 amplitude: 1.5, positive_energy: {positive})"
            );
            let state = state(&list, "dirac", &lattice);
            let norm = density(fields(&state), &lattice).iter().sum::<f64>() * lattice.cell();
            assert!((norm - 2.25).abs() < 1e-12, "{list}: {norm}");
            Run::of(&lattice, &parameters("dirac", 0.1), &state).energy()
        };
        // The mass alone bounds the energy of a state of norm 2.25 from below.
        assert!(energy(true, "up") > 2.25 * COUPLINGS.m);
        assert!(energy(true, "down") > 2.25 * COUPLINGS.m);
        assert!(energy(false, "down") < energy(true, "down"));
    }
}

/// The part of phi² + pi² on the near side of a line through the origin, along axis 1.
fn left_behind(list: &str, boundary: Boundary) -> f64 {
    let lattice = lattice(&[24, 300], 0.7, &[Periodic, boundary]);
    let state = state(list, "mass", &lattice);
    let mut run = Run::of(&lattice, &parameters("mass", 0.02), &state);
    run.ticks(4500);
    let density = density(fields(&run.state), &lattice);
    let behind = |site: &usize| lattice.position(1, site % lattice.row_len()) < 0.0;
    let back: f64 = (0..density.len()).filter(behind).map(|site| density[site]).sum();
    back / density.iter().sum::<f64>()
}

#[test]
fn a_scalar_packet_leaves_nothing_that_moves_the_other_way() {
    let packet = "Packet(centre: [1, -10], width: [5, 7], momentum: [0, 1.1]";
    for boundary in [Periodic, Fixed] {
        let moving = left_behind(&format!("{packet})"), boundary);
        // What is left is that of a tick of finite length: fourth order in dt.
        assert!(moving < 3e-9, "{moving:e}");
    }
    let standing = left_behind(&format!("{packet}, positive_energy: false)"), Periodic);
    assert!((standing - 0.5).abs() < 0.02, "{standing}");
}

#[test]
fn a_scalar_packet_moves_with_the_group_velocity_of_the_lattice() {
    let (h, k) = (0.7, 1.1f64);
    let lattice = lattice(&[300, 24], h, &[Periodic]);
    let state =
        state("Packet(centre: [-40, 0], width: [15, 1e6], momentum: [1.1, 0])", "mass", &lattice);
    let mut run = Run::of(&lattice, &parameters("mass", 0.02), &state);
    let at = |run: &Run| mean_position(&density(fields(&run.state), &lattice), &lattice, 0);
    let start = at(&run);
    let velocity = (at(run.ticks(3000)) - start) / 60.0;
    let omega = (COUPLINGS.m.powi(2) + (2.0 / h * (k * h / 2.0).sin()).powi(2)).sqrt();
    let expected = (k * h).sin() / (h * omega);
    assert!((velocity - expected).abs() < 1e-3, "{velocity} not {expected}");
}

/// A packet across the seam of a circle is the packet in the middle, moved.
#[test]
fn a_packet_does_not_see_the_seam() {
    let lattice = lattice(&[20, 26], 0.8, &[Periodic]);
    for model in ["dirac", "mass"] {
        let packet = |centre: &str| {
            made(
                &format!("Packet(centre: {centre}, width: [3, 4.5], momentum: [0.33, -0.47])"),
                model,
                &lattice,
            )
        };
        let (middle, seam) = (packet("[0.3, 0]"), packet("[8.3, -9.6]"));
        let mut moved = middle.clone();
        for row in 0..20 {
            for x in 0..26 {
                for a in 0..moved.phi.components() {
                    let (to, at) = ((row + 10) % 20, (x + 26 - 12) % 26);
                    moved.phi.row_mut(to, a)[at] = middle.phi.at(row, x, a);
                    moved.pi.row_mut(to, a)[at] = middle.pi.at(row, x, a);
                }
            }
        }
        assert!(difference(seam.phi.values(), moved.phi.values()) < 1e-12, "{model}");
        assert!(difference(seam.pi.values(), moved.pi.values()) < 1e-12, "{model}");
    }
}

#[test]
fn a_wide_packet_becomes_a_wave_without_a_jump() {
    let lattice = lattice(&[20, 26], 0.8, &[Periodic]);
    let k = "[0.39269908169872414, -0.6041524333826525]"; // modes 1 and -2
    let packet = |width: f64| {
        made(
            &format!("Packet(width: {width}, momentum: {k}, positive_energy: false)"),
            "mass",
            &lattice,
        )
    };
    let wave = made("PlaneWave(modes: [1, -2])", "mass", &lattice);
    assert!(difference(packet(1e6).phi.values(), wave.phi.values()) < 1e-12);
    // Half the length of either axis is where one sum takes over from the other.
    for half in [8.0, 10.4] {
        let (below, above) = (packet(half * (1.0 - 1e-13)), packet(half * (1.0 + 1e-13)));
        assert!(difference(below.phi.values(), above.phi.values()) < 1e-11, "{half}");
    }
}

#[test]
fn width_and_amplitude_are_those_of_the_modulus() {
    let lattice = lattice(&[41, 30], 0.6, &[Fixed, Periodic]);
    let list = "Packet(centre: [-0.6, 0], width: [2.4, 3], amplitude: 1.7, phase: 0.3, positive_energy: false)";
    let packet = made(list, "dirac", &lattice);
    let modulus = |row: usize, x: usize| packet.phi.at(row, x, 0).hypot(packet.phi.at(row, x, 1));
    assert!((modulus(19, 15) - 1.7).abs() < 1e-12);
    assert!((modulus(23, 15) / modulus(19, 15) - (-0.5f64).exp()).abs() < 1e-12);
    assert!((packet.phi.at(19, 15, 1) / packet.phi.at(19, 15, 0) - 0.3f64.tan()).abs() < 1e-12);
    assert_eq!(packet.pi.values().iter().fold(0.0f64, |most, v| most.max(v.abs())), 0.0);
}

#[test]
fn massless_spinors_by_name_move_their_way() {
    let lattice = lattice(&[400], 0.5, &[Periodic]);
    let mut parameters = parameters("dirac", 0.05);
    parameters.couplings.m = 0.0;
    for (name, side) in [("right", 1.0), ("left", -1.0)] {
        let list = format!("Packet(width: 10, polarisation: \"{name}\", positive_energy: false)");
        let fields_made = super::try_apply(&list, &parameters, &lattice, ".".as_ref()).unwrap();
        let mut run = Run::of(&lattice, &parameters, &FieldState::F64(fields_made));
        let at = |run: &Run| mean_position(&density(fields(&run.state), &lattice), &lattice, 0);
        let start = at(&run);
        let moved = at(run.ticks(400)) - start;
        assert!((moved - side * 20.0).abs() < 0.1, "{name}: {moved}");
    }
}

#[test]
fn faults_name_their_field() {
    let plane = lattice(&[20, 26], 0.8, &[Periodic]);
    for (list, field, part) in [
        ("Packet(width: [3, -1])", "width[1]", "-1 is not possible; it must be positive"),
        ("Packet(width: [3, 1, 2])", "width", "3 values given, 2 needed: one for each axis"),
        ("Packet(width: 3, polarisation: \"sideways\")", "polarisation", "\"helicity+\""),
        ("Packet(width: 3, polarisation: [1, 0])", "polarisation", "2 values given, 4 needed"),
        ("Packet(width: 3, polarisation: [0, 0, 0, [0, 0]])", "polarisation", "length 0"),
    ] {
        let (at, what) = error(list, "dirac", &plane);
        assert_eq!(at, field, "{list}");
        assert!(what.contains(part), "{list}: {what}");
    }
    let (at, what) = error("Packet(width: 3, polarisation: \"up\")", "sine-gordon", &plane);
    assert_eq!(at, "polarisation");
    assert!(
        what.contains("needs the Dirac theory; this scene has klein-gordon, sine-gordon"),
        "{what}"
    );
}

/// Only negative energy is left of "down" when nothing moves and the wave is that of k = 0.
#[test]
fn a_packet_without_positive_energy_is_refused() {
    let ring = lattice(&[20], 0.8, &[Periodic]);
    let (at, what) = error("Packet(width: 1e6, polarisation: \"down\")", "dirac", &ring);
    assert_eq!(at, "polarisation");
    assert!(what.contains("no part of positive energy"), "{what}");
}

#[test]
fn absurd_numbers_give_finite_fields_or_a_reason() {
    let plane = lattice(&[20, 26], 0.8, &[Periodic, Fixed]);
    for numbers in
        ["width: 1e-200", "width: [1e200, 3], momentum: [0.3, 0.2]", "width: 1e-9, centre: 1e9"]
    {
        made(&format!("Packet({numbers})"), "mass", &plane);
    }
    for numbers in [
        "width: 3, amplitude: 1e200, momentum: 1e300, centre: -1e300",
        "width: 3, amplitude: 1e308",
    ] {
        let two = format!("Packet({numbers}), Packet({numbers})");
        let (_, what) = error(&two, "mass", &plane);
        assert!(what.contains("it must be finite"), "{numbers}: {what}");
    }
}
