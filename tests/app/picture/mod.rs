//! The picture, measured: hue, height, winding, legends, transparency, sizes.

mod colours;
mod frames;
mod look;
mod panes;
mod shape;

use fieldloom::lattice::{FieldState, Lattice};
use fieldloom::record::Frame;
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::Simulation;
use fieldloom::view::camera::{Orbit, PictureCamera};
use fieldloom::view::colours::Oklab;
use fieldloom::view::{Studio, StudioOptions};

/// A picture without writing on it.
pub const BARE: StudioOptions = StudioOptions {
    width: 320,
    height: 200,
    supersample: 2,
    legend: false,
    caption: false,
    transparent: false,
};

/// A Dirac scene with so many sites, and further entries such as `view: (...), camera: (...)`.
pub fn dirac(shape: &[usize], more: &str) -> String {
    scene_of(r#"(name: "dirac", m: 0.3)"#, shape, more)
}

/// A Klein-Gordon scene.
pub fn klein_gordon(shape: &[usize], more: &str) -> String {
    scene_of(r#"(name: "klein-gordon", potential: "mass", m: 0.3)"#, shape, more)
}

fn scene_of(theory: &str, shape: &[usize], more: &str) -> String {
    format!(
        "// A scene to measure\n(theory: {theory}, lattice: (shape: {shape:?}, h: 0.5), \
         schedule: (name: \"staged\", dt: 0.05), {more})"
    )
}

/// A studio for a scene, its field replaced by `(phi1, phi2)` as functions of the position.
pub fn studio(text: &str, options: StudioOptions, field: impl Fn([f64; 3]) -> [f64; 2]) -> Studio {
    let scene = scene::parse("measured.ron", text, &[]).unwrap_or_else(|error| panic!("{error}"));
    let mut simulation =
        scene.build(&BuildOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    let Simulation { lattice, state, .. } = &mut simulation;
    fill(lattice, state, field);
    Studio::new(&scene, simulation, options).unwrap_or_else(|error| panic!("{error}"))
}

/// Replaces the first components of phi.
pub fn fill(lattice: &Lattice, state: &mut FieldState, field: impl Fn([f64; 3]) -> [f64; 2]) {
    let FieldState::F32(fields) = state else { panic!("scenes are in single precision") };
    for row in 0..lattice.rows() {
        for x in 0..lattice.row_len() {
            let values = field(lattice.site_position(row, x));
            for (component, value) in values.into_iter().enumerate().take(fields.phi.components()) {
                fields.phi.row_mut(row, component)[x] = value as f32;
            }
        }
    }
}

/// The view a studio has.
pub fn orbit(studio: &mut Studio) -> Orbit {
    let world = studio.world_mut();
    let mut cameras = world.query::<&PictureCamera>();
    cameras.single(world).expect("one camera").0
}

/// The pixel at a place in normalised coordinates.
pub fn pixel(frame: &Frame, x: f32, y: f32) -> [u8; 4] {
    let at = |share: f32, size: u32| ((share * size as f32) as u32).min(size - 1) as usize;
    let (column, row) = (at(0.5 + 0.5 * x, frame.width), at(0.5 - 0.5 * y, frame.height));
    let start = 4 * (row * frame.width as usize + column);
    [0, 1, 2, 3].map(|i| frame.rgba[start + i])
}

/// Width over height.
pub fn aspect(frame: &Frame) -> f32 {
    frame.width as f32 / frame.height as f32
}

/// Hue of a pixel in radians.
pub fn hue([r, g, b, _]: [u8; 4]) -> f32 {
    Oklab::from_srgb([r, g, b]).hue()
}

/// Difference of two angles, in (-pi, pi].
pub fn turn(from: f32, to: f32) -> f32 {
    use std::f32::consts::{PI, TAU};
    (to - from + PI).rem_euclid(TAU) - PI
}
