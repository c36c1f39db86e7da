//! Frames: exact, repeatable, of any size, with or without a background.

use super::{BARE, dirac, fill, klein_gordon, pixel, studio};
use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::view::{StudioOptions, ViewError, theme::THEMES};

fn packet([x, y, _]: [f64; 3]) -> [f64; 2] {
    let size = (-(x * x + y * y) / 12.0).exp();
    [size * (0.8 * x).cos(), size * (0.8 * x).sin()]
}

#[test]
fn frames_repeat_to_the_last_byte() {
    let options = StudioOptions { legend: true, caption: true, ..BARE };
    let mut first = studio(&dirac(&[24, 20], ""), options, packet);
    let mut second = studio(&dirac(&[24, 20], ""), options, packet);
    let frame = first.capture().expect("a frame");
    assert!(frame == first.capture().expect("a frame"), "a second frame of the same state");
    assert!(frame == second.capture().expect("a frame"), "a second studio");
}

#[test]
fn a_frame_shows_the_state_as_it_is_now() {
    let text = dirac(&[24, 20], "view: (range: Fixed(1.0), colour_range: Fixed(1.0))");
    let mut still = studio(&text, BARE, |_| [0.0, 0.0]);
    let empty = still.capture().expect("a frame");
    let mut moving = studio(&text, BARE, packet);
    let full = moving.capture().expect("a frame");
    assert!(full != empty);
    let world = moving.world_mut();
    let lattice = world.resource::<Lattice>().clone();
    fill(&lattice, &mut world.resource_mut::<FieldState>(), |_| [0.0, 0.0]);
    assert!(moving.capture().expect("a frame") == empty, "the frame is of an earlier state");
}

#[test]
fn any_size_and_supersampling() {
    for (width, height, supersample) in [(320, 180, 1), (181, 263, 3), (150, 150, 4), (1, 1, 1)] {
        let options =
            StudioOptions { width, height, supersample, legend: true, caption: true, ..BARE };
        let frame = studio(&dirac(&[16, 12], ""), options, packet).capture().expect("a frame");
        assert_eq!((frame.width, frame.height), (width, height));
        assert_eq!(frame.rgba.len(), (width * height * 4) as usize);
    }
}

#[test]
fn the_background_is_the_theme_or_nothing() {
    for theme in THEMES {
        let text = klein_gordon(&[20, 24], &format!("view: (theme: {:?})", theme.name));
        let [r, g, b] = theme.background;
        let corners = [(-0.99, -0.99), (0.99, -0.99), (-0.99, 0.99), (0.99, 0.99)];
        let frame = studio(&text, BARE, packet).capture().expect("a frame");
        for (x, y) in corners {
            assert_eq!(pixel(&frame, x, y), [r, g, b, 255]);
        }
        let options = StudioOptions { transparent: true, ..BARE };
        let frame = studio(&text, options, packet).capture().expect("a frame");
        for (x, y) in corners {
            assert_eq!(pixel(&frame, x, y)[3], 0);
        }
        assert_eq!(pixel(&frame, 0.0, 0.0)[3], 255);
        assert!(frame.rgba.iter().skip(3).step_by(4).any(|alpha| (1..255).contains(alpha)));
    }
}

#[test]
fn a_turntable_comes_back() {
    let mut studio = studio(&dirac(&[16, 12], "camera: (turntable: 90)"), BARE, packet);
    let start = studio.capture().expect("a frame");
    studio.set_film_time(1.0);
    assert!(studio.capture().expect("a frame") != start);
    studio.set_film_time(4.0);
    assert!(studio.capture().expect("a frame") == start);
}

#[test]
fn a_picture_that_cannot_be_made_is_refused() {
    let text = dirac(&[16, 12], "");
    let scene = fieldloom::scene::parse("measured.ron", &text, &[]).expect("a scene");
    let refusal = |options| {
        let simulation = scene.build(&Default::default()).expect("a simulation");
        fieldloom::view::Studio::new(&scene, simulation, options).err().expect("a refusal")
    };
    let huge = refusal(StudioOptions { width: 40_000, ..BARE });
    assert!(matches!(huge, ViewError::TooLarge { needed: 80_000, .. }), "{huge}");
    let nothing = refusal(StudioOptions { height: 0, ..BARE });
    assert!(matches!(nothing, ViewError::Empty { height: 0, .. }), "{nothing}");
}
