//! A field on show, for the tests of what is drawn and pointed at.

use super::camera::Orbit;
use super::surface::Drawn;
use super::values::Planes;
use super::{Picture, Ranges};
use crate::lattice::{FieldState, Lattice};
use crate::quantity::{Given, Sight};
use crate::scene;
use crate::scene::settings::CameraSettings;
use crate::simulation::Simulation;

/// A picture of a field, and all that it is made of.
pub struct Subject {
    pub picture: Picture,
    pub lattice: Lattice,
    pub ranges: Ranges,
    pub planes: Planes,
}

impl Subject {
    /// A periodic lattice of spacing 0.5 whose neuron states are a function of the position; 2 is
    /// at the top of the box.
    pub fn new(shape: &[usize], view: &str, field: impl Fn([f64; 3]) -> f64) -> Self {
        Self::with_boundary(shape, r#""periodic""#, view, field)
    }

    pub fn with_boundary(
        shape: &[usize],
        boundary: &str,
        view: &str,
        field: impl Fn([f64; 3]) -> f64,
    ) -> Self {
        let colour = if view.contains("colour:") { "" } else { "colour: \"phi1\", " };
        let text = format!(
            "(theory: (name: \"klein-gordon\", potential: \"mass\", m: 0.3), \
             lattice: (shape: {shape:?}, h: 0.5, boundary: {boundary}), \
             schedule: (name: \"staged\", dt: 0.05), \
             view: (height: \"phi1\", {colour}range: Fixed(2.0), {view}))"
        );
        let scene = scene::parse("subject.ron", &text, &[]).expect("a scene");
        let simulation = scene.build(&Default::default()).expect("a simulation");
        let Simulation { lattice, mut state, parameters, .. } = simulation;
        let FieldState::F32(fields) = &mut state else { panic!("single precision") };
        for (row, x) in
            (0..lattice.rows()).flat_map(|row| (0..lattice.row_len()).map(move |x| (row, x)))
        {
            fields.phi.row_mut(row, 0)[x] = field(lattice.site_position(row, x)) as f32;
        }
        let picture =
            Picture::new(&scene.view, &lattice, &parameters, Given::default()).expect("a picture");
        let (mut planes, mut ranges) = (Planes::default(), Ranges::default());
        let sight = Sight::new(&lattice, &state, &parameters);
        for reach in picture.reaches() {
            planes.take(reach, &picture, &sight).expect("values");
        }
        ranges.follow(&picture, &planes);
        Self { picture, lattice, ranges, planes }
    }

    /// The surface.
    pub fn drawn(&self) -> Drawn<'_> {
        Drawn::new(&self.picture, &self.lattice, &self.ranges, &self.planes).expect("it fits")
    }

    /// A view from the front right and above.
    pub fn orbit(&self) -> Orbit {
        Orbit { distance: 2.2, ..Orbit::from_settings(&CameraSettings::default()) }
    }
}
