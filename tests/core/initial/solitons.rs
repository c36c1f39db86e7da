//! Kinks and breathers keep their shape, their mass and their appointments.

use super::{error, made, read, state};
use crate::support::{COUPLINGS, Run, difference, fields, lattice, parameters};
use fieldloom::lattice::Boundary::{Fixed, Free, Periodic};
use fieldloom::lattice::Lattice;
use fieldloom::scene::initial::Initial;

const V: f64 = COUPLINGS.v;

/// Mass of a resting kink, of the model of that name.
fn mass(model: &str) -> f64 {
    match model {
        "phi4" => 2.0 * 2f64.sqrt() / 3.0 * COUPLINGS.lam.sqrt() * V.powi(3),
        _ => 8.0,
    }
}

/// Where the field crosses a level.
fn crossing(phi: &[f64], lattice: &Lattice, level: f64) -> f64 {
    let at = phi.windows(2).position(|pair| (pair[0] - level) * (pair[1] - level) <= 0.0).unwrap();
    lattice.position(0, at) + lattice.spacing() * (level - phi[at]) / (phi[at + 1] - phi[at])
}

#[test]
fn kinks_have_their_mass_and_keep_their_speed() {
    let lattice = lattice(&[800], 0.1, &[Free]);
    for (model, level) in [("phi4", 0.0), ("sine-gordon", std::f64::consts::PI)] {
        for (velocity, sign) in [(0.0f64, 1), (0.45, 1), (0.6, -1), (-0.3, -1)] {
            let list = format!("Kink(centre: -3.2, velocity: {velocity}, sign: {sign})");
            let state = state(&list, model, &lattice);
            let mut run = Run::of(&lattice, &parameters(model, 0.05), &state);
            let expected = mass(model) / (1.0 - velocity * velocity).sqrt();
            assert!(
                (run.energy() / expected - 1.0).abs() < 2e-3,
                "{model} {list}: {}",
                run.energy()
            );
            let level = level * f64::from(sign);
            run.ticks(300);
            let place = crossing(fields(&run.state).phi.values(), &lattice, level);
            let expected = -3.2 + 15.0 * velocity;
            assert!((place - expected).abs() < 0.02, "{model} {list}: {place} not {expected}");
        }
    }
}

#[test]
fn a_kink_stands_across_its_axis() {
    let lattice = lattice(&[6, 80], 0.5, &[Periodic, Fixed]);
    let kink = made("Kink(axis: 1, centre: 2, sign: -1)", "phi4", &lattice);
    for row in [0, 5] {
        assert!((kink.phi.at(row, 0, 0) - V).abs() < 1e-8);
        assert_eq!(kink.phi.at(row, 44, 0), 0.0);
        assert!((kink.phi.at(row, 79, 0) + V).abs() < 1e-8);
    }
    assert_eq!(error("Kink(axis: 2)", "phi4", &lattice).0, "axis");
}

/// However they are listed, kinks join vacua: -v, v, -v, v from left to right.
#[test]
fn kinks_join_in_any_order() {
    let lattice = lattice(&[300], 0.4, &[Fixed]);
    let [a, b, c] = ["Kink(centre: -30)", "Kink(centre: 2, sign: -1)", "Kink(centre: 31)"];
    let ordered = made(&format!("{a}, {b}, {c}"), "phi4", &lattice);
    for (index, vacuum) in [(0, -V), (110, V), (190, -V), (299, V)] {
        let found = ordered.phi.at(0, index, 0);
        assert!((found - vacuum).abs() < 1e-6, "{index}: {found}");
    }
    // Not with the two kinks first: they have no vacuum to share until the antikink comes.
    for order in [[b, a, c], [c, b, a], [b, c, a]] {
        let list = order.join(", ");
        let off = difference(made(&list, "phi4", &lattice).phi.values(), ordered.phi.values());
        assert!(off < 1e-12, "{list}: {off:e}");
    }
}

#[test]
fn a_kink_and_an_antikink_weigh_two_masses() {
    let lattice = lattice(&[600], 0.15, &[Periodic]);
    for model in ["phi4", "sine-gordon"] {
        let pair = "Kink(centre: -20.1, velocity: 0.3), Kink(centre: 20, velocity: -0.3, sign: -1)";
        let run = Run::of(&lattice, &parameters(model, 0.05), &state(pair, model, &lattice));
        let expected = 2.0 * mass(model) / 0.91f64.sqrt();
        assert!((run.energy() / expected - 1.0).abs() < 3e-3, "{model}: {}", run.energy());
    }
}

#[test]
fn kinks_around_a_circle_must_lead_back() {
    let ring = lattice(&[600, 5], 0.15, &[Periodic, Fixed]);
    let check = |list: &str| Initial::check_together(&read(list).unwrap(), &ring);
    let (index, error) = check("Noise(), Kink(centre: 3), Kink()").unwrap_err();
    assert_eq!((index, error.field()), (1, "sign"));
    assert!(error.to_string().contains("they add up to 2"), "{error}");
    assert!(check("Kink(centre: 3), Kink(sign: -1)").is_ok());
    assert!(check("Kink(axis: 1)").is_ok());
}

#[test]
fn a_breather_is_itself_again_after_a_period() {
    let lattice = lattice(&[1200], 0.05, &[Free]);
    for (omega, phase) in [(0.6, 0.0), (0.8, 1.1)] {
        let list = format!("Breather(omega: {omega}, phase: {phase}, centre: 1.3)");
        let before = state(&list, "sine-gordon", &lattice);
        let steps = 500;
        let dt = 2.0 * std::f64::consts::PI / omega / f64::from(steps);
        let mut run = Run::of(&lattice, &parameters("sine-gordon", dt), &before);
        run.ticks(steps as usize);
        let off = difference(fields(&run.state).phi.values(), fields(&before).phi.values());
        assert!(off < 4e-3 || phase == 0.0, "{list}: {off:e}");
        let off = difference(fields(&run.state).pi.values(), fields(&before).pi.values());
        assert!(off < 4e-3, "{list}: {off:e}");
        let mass = 16.0 * (1.0 - omega * omega).sqrt();
        assert!((run.energy() / mass - 1.0).abs() < 1e-3, "{list}: {}", run.energy());
    }
}

/// In the time `γ 2π/ω` a moving breather swings once and goes its way.
#[test]
fn a_moving_breather_arrives() {
    let lattice = lattice(&[1600], 0.05, &[Free]);
    let (omega, velocity, steps) = (0.7, 0.4f64, 600);
    let gamma = (1.0 - velocity * velocity).sqrt().recip();
    let period = gamma * 2.0 * std::f64::consts::PI / omega;
    let at = |centre: f64| {
        let list = format!("Breather(omega: 0.7, velocity: 0.4, phase: 0.9, centre: {centre})");
        state(&list, "sine-gordon", &lattice)
    };
    let mut run = Run::of(&lattice, &parameters("sine-gordon", period / 600.0), &at(-7.0));
    run.ticks(steps);
    let expected = at(-7.0 + velocity * period);
    let off = difference(fields(&run.state).phi.values(), fields(&expected).phi.values());
    assert!(off < 4e-3, "{off:e}");
    let off = difference(fields(&run.state).pi.values(), fields(&expected).pi.values());
    assert!(off < 4e-3, "{off:e}");
}

#[test]
fn a_breather_can_be_narrow_across() {
    let lattice = lattice(&[80, 60], 0.25, &[Periodic]);
    let uniform = made("Breather()", "sine-gordon", &lattice);
    let narrow = made("Breather(across: 2)", "sine-gordon", &lattice);
    let ratio = narrow.phi.at(43, 38, 0) / uniform.phi.at(43, 38, 0);
    assert!((ratio - (-0.5f64).exp()).abs() < 1e-12, "{ratio}");
}

#[test]
fn solitons_need_their_potential_and_sensible_numbers() {
    let line = lattice(&[40], 0.5, &[Fixed]);
    for (list, model, field, part) in [
        ("Kink()", "mass", "", "Kink needs the potential phi4"),
        ("Kink()", "dirac", "", "this scene has dirac"),
        ("Breather()", "phi4", "", "Breather needs the potential sine-gordon"),
        ("Kink(velocity: 1)", "phi4", "velocity", "between -1 and 1"),
        ("Kink(sign: 2)", "phi4", "sign", "1 (kink) or -1 (antikink)"),
        ("Breather(omega: 1)", "sine-gordon", "omega", "between 0 and 1"),
        ("Breather(across: 0)", "sine-gordon", "across", "positive"),
        ("Breather(velocity: -1.5)", "sine-gordon", "velocity", "speed of light"),
    ] {
        let (at, what) = error(list, model, &line);
        assert_eq!(at, field, "{list}");
        assert!(what.contains(part), "{list}: {what}");
    }
}
