//! On a line: curves, and what was before.

use super::{off, phases, shot};
use crate::picture::{BARE, dirac, fill, studio};
use bevy::math::Vec3;
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::view::StudioOptions;
use fieldloom::view::colours::{CURVE_COLOURS, Oklab};

#[test]
fn curves_of_all_components_stand_where_their_values_are() {
    let view = "view: (surface: \"curves\", axes: false, range: Fixed(1.0)), \
                camera: (yaw: 0, pitch: 0, orthographic: true)";
    let options = StudioOptions { width: 640, height: 320, supersample: 2, ..BARE };
    let mut studio =
        studio(&dirac(&[64], view), options, |[x, ..]| [0.8 * (0.3 * x).sin(), -0.5 + 0.01 * x]);
    let (_, at) = shot(&mut studio);
    let near = |point: Vec3, [r, g, b]: [u8; 3]| {
        let wanted = Oklab::from_srgb([r, g, b]);
        (-4..=4).any(|step| {
            let [r, g, b, _] = at(point + Vec3::new(0.0, 0.0012 * step as f32, 0.0));
            Oklab::from_srgb([r, g, b]).distance(wanted) < 0.12
        })
    };
    for i in 0..30 {
        let x = -14.0 + 28.0 * f64::from(i) / 30.0;
        let values = [0.8 * (0.3 * x).sin(), -0.5 + 0.01 * x];
        // Where the curves cross, one hides the other.
        if (values[0] - values[1]).abs() < 0.08 {
            continue;
        }
        for (colour, value) in values.into_iter().enumerate() {
            let place = Vec3::new((x / 32.0) as f32, 0.25 * value as f32, 0.0);
            assert!(near(place, CURVE_COLOURS[colour]), "curve {colour} at {x}");
        }
    }
}

#[test]
fn a_map_of_time_keeps_what_was() {
    let view = "view: (surface: \"space-time\", axes: false, height: \"amplitude1\", relief: 0, history: Some(20.0)), \
                camera: (yaw: 0, pitch: 90, orthographic: true)";
    let options = StudioOptions { width: 480, height: 480, supersample: 1, ..BARE };
    let text = dirac(&[40], view);
    let mut studio = studio(&text, options, |_| [1.0, 0.0]);
    let phase = |time: f64| 0.2 * time;
    let mut time = 0.0;
    studio.capture().expect("a frame");
    for _ in 0..50 {
        let world = studio.world_mut();
        let lattice = world.resource::<Lattice>().clone();
        let mut clock = world.resource_mut::<fieldloom::simulation::Clock>();
        (0..4).for_each(|_| clock.advance());
        time = clock.time();
        fill(&lattice, &mut world.resource_mut::<FieldState>(), |_| {
            [phase(time).cos(), phase(time).sin()]
        });
        studio.capture().expect("a frame");
    }
    let (frame, at) = shot(&mut studio);
    let _ = frame;
    let colours = phases();
    // The box is 20 wide, the map 20 long; time begins at the viewer's side.
    for step in 1..10 {
        let then = time * f64::from(step) / 10.0;
        let place = Vec3::new(0.1, 0.0, 0.5 - (then / 20.0) as f32);
        let apart = off(&colours, phase(then) as f32, at(place));
        assert!(apart < 3.0, "at {then}: {apart}");
    }
    // What is still to come is empty.
    let [r, g, b] = fieldloom::view::theme::THEMES[0].background;
    assert_eq!(at(Vec3::new(0.1, 0.0, 0.5 - (time as f32 + 1.5) / 20.0)), [r, g, b, 255]);
}
