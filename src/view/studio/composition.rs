//! What there is to be seen, and from where.

use super::StudioOptions;
use crate::lattice::Lattice;
use crate::quantity::Given;
use crate::scene::Scene;
use crate::simulation::Parameters;
use crate::view::camera::Orbit;
use crate::view::layout::Layout;
use crate::view::overlay::Overlay;
use crate::view::{Picture, ViewError, compose};
use bevy::math::UVec2;

/// What a picture of a scene is made of, before there is anything to draw with.
pub(super) struct Composition {
    pub picture: Picture,
    pub overlay: Overlay,
    pub layout: Layout,
    pub orbit: Orbit,
    pub turntable: f64,
}

impl Composition {
    pub fn new(
        scene: &Scene,
        lattice: &Lattice,
        (parameters, given): (&Parameters, Given),
        options: &StudioOptions,
    ) -> Result<Self, ViewError> {
        let picture = Picture::new(&scene.view, lattice, parameters, given)?;
        let overlay = Overlay {
            legend: options.legend,
            title: options.caption.then(|| scene.title.clone()),
            size: UVec2::new(options.width, options.height),
            region: None,
        };
        let layout = overlay.layout(&picture);
        let orbit = compose(&picture, lattice, &scene.camera, &layout);
        Ok(Self { picture, overlay, layout, orbit, turntable: scene.camera.turntable })
    }
}
