//! What every schedule keeps, and that both representations of Klein-Gordon are one field.

use crate::support::{Run, difference, lattice, noisy, parameters, shaped};
use crate::ticks::{SHAPES, components_of, pairs, with};
use fieldloom::lattice::Boundary::{Absorbing, Fixed, Free, Periodic};
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::simulation::Parameters;
use fieldloom::tick::{Keeps, TickInfo};

fn smooth(lattice: &Lattice, components: usize) -> FieldState {
    shaped(lattice, components, |a, x, is_pi| {
        let r2: f64 = (0..3).map(|mu| (x[mu] - 0.4 * (mu as f64 + 1.0)).powi(2)).sum();
        let phase = 0.5 * x[0] - 0.3 * x[1] + a as f64 + 0.7 * f64::from(is_pi);
        (0.9 + 0.1 * a as f64) * (-r2 / 18.0).exp() * phase.cos()
    })
}

/// Largest relative deviation of the energy and of the invariant, early and late in a long run.
fn deviations(model: &str, schedule: &'static TickInfo, dt: f64) -> [[f64; 2]; 2] {
    let lattice = lattice(&[14, 17], 0.9, &[Periodic]);
    let mut state = smooth(&lattice, components_of(model, 2));
    let parameters = with(model, schedule, dt);
    if let Some(adopt) = adopted(&parameters, &lattice, &state) {
        state = adopt;
    }
    let mut run = Run::of(&lattice, &parameters, &state);
    let look = |run: &Run| [run.energy(), run.invariant()];
    let before = look(&run);
    let mut part = |ticks: usize| {
        (0..ticks).fold([0.0f64; 2], |most, _| {
            let now = look(run.ticks(1));
            [0, 1].map(|n| most[n].max((now[n] / before[n] - 1.0).abs()))
        })
    };
    let early = part(400);
    part(1200);
    [early, part(400)]
}

/// The fields of a scene that begins with these, in the theory's own terms.
fn adopted(parameters: &Parameters, lattice: &Lattice, state: &FieldState) -> Option<FieldState> {
    if parameters.theory.name != "klein-gordon-b" {
        return None;
    }
    // One staged tick back: pi is minus the phi found there.
    let a = Parameters {
        dt: -parameters.dt,
        couplings: parameters.couplings,
        ..crate::support::parameters("mass", 0.1)
    };
    let mut run = Run::of(lattice, &a, state);
    run.ticks(1);
    let (FieldState::F64(before), FieldState::F64(mut fields)) = (run.state, state.clone()) else {
        panic!()
    };
    fields.pi = before.phi;
    fields.pi.values_mut().iter_mut().for_each(|value| *value = -*value);
    Some(FieldState::F64(fields))
}

#[test]
fn energy_and_invariant_are_kept_as_well_as_each_schedule_says() {
    for (model, schedule) in pairs() {
        let name = schedule.name;
        let [early, late] = deviations(model, schedule, 0.16);
        let fine = deviations(model, schedule, 0.08)[0];
        println!("{model} {name}: {early:?} {late:?} {fine:?}");
        for (which, keeps) in [schedule.energy, schedule.invariant].into_iter().enumerate() {
            let (early, late, fine) = (early[which], late[which], fine[which]);
            let linear = !model.ends_with("phi4") || which == 0;
            match keeps {
                Keeps::Exactly if linear => {
                    assert!(late < 1e-12, "{model} {name} {which}: {late:e}");
                }
                // Compositions of rotations keep the charge to rounding.
                Keeps::ToOrder(_) if late < 1e-13 => {}
                Keeps::ToOrder(order) if linear => {
                    assert!(late < 2.0 * early, "{model} {name} {which}: {early:e} {late:e}");
                    let ratio = early / fine;
                    let least = 0.6 * 2f64.powi(order as i32);
                    assert!(ratio > least, "{model} {name} {which}: {early:e} {fine:e}");
                }
                Keeps::Nothing => assert!(early > 1.0, "{model} {name} {which}: {early:e}"),
                _ => {}
            }
        }
    }
}

/// Representation B moves phi as representation A does, on every boundary it has.
#[test]
fn both_representations_move_phi_alike() {
    for shape in SHAPES {
        for boundary in [Periodic, Fixed, Free] {
            let (lattice, dt) = (lattice(shape, 1.2, &[boundary]), 0.21);
            let state = noisy(&lattice, 1, 6);
            let mut a = Run::of(&lattice, &parameters("mass", dt), &state);
            let b = parameters("klein-gordon-b", dt);
            let mut b = Run::of(&lattice, &b, &adopted(&b, &lattice, &state).unwrap());
            let scale = a.energy();
            for _ in 0..200 {
                let phi = |run: &Run| crate::support::fields(&run.state).phi.values().to_vec();
                let before = phi(&b);
                let apart = difference(&phi(a.ticks(1)), &phi(b.ticks(1)));
                assert!(apart < 1e-11, "{shape:?} {boundary:?}: {apart:e}");
                let pi = crate::support::fields(&b.state).pi.values();
                assert!(before.iter().zip(pi).all(|(phi, pi)| *phi == -pi));
                assert!((a.energy() - b.energy()).abs() < 1e-11 * scale);
                assert!((a.invariant() - b.invariant()).abs() < 1e-11 * scale);
            }
        }
    }
}

/// What is left and what layers have taken add up to what there was, as well as each schedule keeps
/// it.
#[test]
fn absorbed_amounts_are_counted_with_every_schedule() {
    let layer = Absorbing { width: 4, strength: 1.5 };
    for (model, schedule) in pairs() {
        let name = schedule.name;
        if ["exact", "synchronous", "(3.14)"].contains(&name) || model.ends_with("phi4") {
            continue;
        }
        for shape in [&[41][..], &[17, 14], &[11, 12, 9]] {
            let lattice = lattice(shape, 0.9, &[layer]);
            let state = smooth(&lattice, components_of(model, shape.len()));
            let mut run = Run::of(&lattice, &with(model, schedule, 0.15), &state);
            let before = run.invariant();
            let left = run.ticks(600).invariant();
            let drift = ((left + run.state.absorbed()) / before - 1.0).abs();
            let near = if schedule.invariant == Keeps::Exactly { 1e-12 } else { 1e-3 };
            assert!(drift < near, "{model} {name} {shape:?}: {drift:e}");
            assert!(left < 0.9 * before, "{model} {name} {shape:?}: {left} of {before}");
        }
    }
}
