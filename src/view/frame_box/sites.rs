//! The sites of a lattice in the world.

use super::BoxFrame;
use super::geometry::{direction, origin, scale};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use bevy::math::Vec3;

/// Where the sites of a lattice lie in the world, at height zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sites {
    /// Place of the first site.
    pub origin: Vec3,
    /// From site to site along each axis; nothing along those there are not.
    pub steps: [Vec3; 3],
}

impl Sites {
    /// Those of a lattice in its box.
    pub fn new(lattice: &Lattice, cut: Cut, frame: &BoxFrame) -> Self {
        let unit = (scale(lattice) * lattice.spacing()) as f32;
        let step =
            |axis: usize| if axis < lattice.dim() { unit * direction(axis) } else { Vec3::ZERO };
        let origin = match cut {
            Cut::Plane { .. } => {
                let first = |axis: usize| frame.lattice_side(axis).place(lattice.position(axis, 0));
                Vec3::new(first(0), first(2), first(1))
            }
            _ => origin(lattice, cut, frame),
        };
        Self { origin, steps: [0, 1, 2].map(step) }
    }

    /// The point of the world at a place counted in sites.
    pub fn at(&self, place: [f32; 3]) -> Vec3 {
        self.steps.iter().zip(place).fold(self.origin, |sum, (step, along)| sum + along * step)
    }

    /// The place, counted in sites, of a direction of the world: what is along the axes there are.
    pub fn place_of(&self, direction: Vec3) -> [f32; 3] {
        self.steps.map(|step| direction.dot(step) / step.length_squared().max(f32::MIN_POSITIVE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lattice::Boundary;
    use crate::view::frame_box::HeightScale;
    use crate::view::scale::Norm;

    #[test]
    fn sites_fill_the_box_and_places_come_back() {
        let scale = HeightScale {
            name: "q".to_owned(),
            norm: Norm::unit(true),
            complex: false,
            relief: 0.25,
            time: None,
        };
        for (shape, cut) in [
            (&[5, 7, 9][..], Cut::Plane { axis: 1, index: 3 }),
            (&[6, 4], Cut::Whole2D),
            (&[8], Cut::Line),
        ] {
            let lattice = Lattice::new(shape, 0.5, &[Boundary::Fixed]).expect("a lattice");
            let frame = BoxFrame::new(&lattice, &scale);
            let sites = Sites::new(&lattice, cut, &frame);
            let last = [0, 1, 2].map(|axis| shape.get(axis).map_or(0.0, |n| (n - 1) as f32));
            // The last site lies opposite to the first.
            assert!((sites.at(last) + sites.origin).length() < 1e-5, "{shape:?}");
            let place = [1.0, 2.0, 3.0];
            let back = sites.place_of(sites.at(place) - sites.origin);
            for axis in 0..shape.len() {
                assert!((back[axis] - place[axis]).abs() < 1e-4);
            }
        }
    }
}
