//! What the analysis panel computes beside the frames: dispersion, orbits, both sides of a duality.

use super::analysis::{node_is, open, small_network, wait};
use crate::app::{FieldCommand, Playback};
use crate::scene::{Scene, parse};
use crate::window::analysis::{Orbits, Rivals, Waves};
use crate::window::testing::{Bench, scene};
use crate::window::{Desk, Requests};
use bevy_egui::egui::Key;

fn built_in(name: &str) -> Scene {
    parse(name, crate::scene::builtin_text(name).expect("built in"), &[]).expect("a scene")
}

#[test]
fn the_dispersion_is_that_of_the_field_and_its_modes_are_measured() {
    let mut bench = open(scene("klein-gordon", &[26, 18]), Key::D);
    wait(&mut bench, "no spectrum", |bench| matches!(bench.get::<Waves>().spectrum(), Some(Ok(_))));
    assert!(bench.reads("No doublers") && bench.reads("lattice") && bench.reads("continuum"));
    bench.change::<Playback>(|playback| {
        playback.paused = false;
        playback.pace = crate::app::Pace::PerFrame(1);
    });
    let seen = |bench: &Bench| {
        let followed = bench.get::<Waves>().followed();
        followed.is_some_and(|followed| followed.frequencies.iter().any(|all| !all.is_empty()))
    };
    wait(&mut bench, "nothing is measured", seen);
    let Some(Ok(spectrum)) = bench.get::<Waves>().spectrum() else { panic!() };
    let followed = bench.get::<Waves>().followed().expect("followed");
    let mut compared = 0;
    for (measured, lattice) in followed.frequencies.iter().zip(&spectrum.lattice) {
        for w in measured {
            let apart = lattice.iter().map(|known| (known - w).abs()).fold(f64::INFINITY, f64::min);
            assert!(apart < 2e-3, "{w} is none of {lattice:?}");
            compared += 1;
        }
    }
    assert!(compared > 6, "{compared}");
    // An edit makes other waves: they are followed anew.
    let edit = FieldCommand::SetParameter { name: "m".to_owned(), value: 0.8 };
    bench.change::<Requests>(|requests| requests.edit(edit));
    wait(&mut bench, "no new spectrum", |bench| {
        let spectrum = bench.get::<Waves>().spectrum();
        spectrum.is_some_and(|found| found.is_ok_and(|s| (s.continuum[0][1] - 0.8).abs() < 1e-9))
    });
}

#[test]
fn random_waves_are_measured_where_they_are_asked_for() {
    let mut bench = open(scene("dirac", &[26, 18]), Key::D);
    wait(&mut bench, "no spectrum", |bench| matches!(bench.get::<Waves>().spectrum(), Some(Ok(_))));
    assert!(bench.reads("Doubler at (1/2, \u{2212}1/2)") || bench.reads("Doubler at"));
    bench.click("Measure random waves");
    wait(&mut bench, "nothing is measured", |bench| bench.get::<Waves>().random().is_some());
    let random = bench.get::<Waves>().random().expect("measured");
    for (measured, lattice) in random.measured.iter().zip(&random.lattice) {
        for w in measured {
            assert!(lattice.iter().any(|known| (known - w).abs() < 1e-4), "{w} {lattice:?}");
        }
    }
    bench.type_number("Wave vector", "3");
    assert_eq!(bench.get::<Desk>().analysis.wave, 3);
    for button in ["Nearer", "Farther", "Whole"] {
        bench.click(&format!("Dispersion: {button}"));
    }
}

#[test]
fn neurons_go_round_their_contours() {
    let mut bench = open(built_in("neuron-double-well"), Key::O);
    (0..60).for_each(|_| bench.key(Key::Period));
    let orbits = bench.get::<Orbits>().all();
    assert!(orbits.len() >= 7);
    for orbit in orbits {
        let energy = |[phi, beta]: &[f64; 2]| beta * beta / 2.0 + 0.25 * (phi * phi - 1.0).powi(2);
        let (first, size) = (energy(&orbit.points[0]), orbit.points.len());
        assert!(size > 50, "{size}");
        let wanders = orbit.points.iter().map(|p| (energy(p) - first).abs()).fold(0.0, f64::max);
        assert!(wanders < 5e-3 * first.max(0.25), "{:?}: {wanders}", orbit.site);
    }
    assert!(bench.nodes().iter().any(|node| node_is(node, "Phase portrait")));
}

#[test]
fn both_sides_of_a_duality_are_run_and_its_conditions_told() {
    for (draw, dual) in [("dual", true), ("path", false)] {
        let mut bench = open(small_network(draw), Key::U);
        let done = |bench: &Bench| {
            bench.get::<Rivals>().run().is_some_and(|run| !run.running && run.distance.len() > 1000)
        };
        wait(&mut bench, "the sides are not run", done);
        let largest = {
            let run = bench.get::<Rivals>().run().expect("run");
            run.distance.iter().copied().fold(0.0, f64::max)
        };
        assert_eq!(largest < 1e-10, dual, "{draw}: {largest}");
        assert_eq!(bench.reads("fails"), !dual);
        assert!(bench.reads("holds") && bench.reads("1000 of 1000 ticks"));
        bench.type_number("Compared neuron", "6");
        assert_eq!(bench.get::<Desk>().analysis.compared, Some(6));
        bench.key(Key::Period);
        bench.click("Begin again from here");
        let again =
            |bench: &Bench| bench.get::<Rivals>().run().is_some_and(|run| run.begun_at == 1);
        wait(&mut bench, "it does not begin again", again);
    }
}
