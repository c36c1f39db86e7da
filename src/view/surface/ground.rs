//! What arrows and lines lie on.

use super::refine::between;
use super::{ColourRule, GridSize, HeightRule, Reach, Showing};
use crate::quantity::Cut;
use crate::view::frame_box::direction;
use crate::view::values::Pair;
use crate::view::vectors::row_of;
use bevy::math::Vec3;

/// The shape below arrows or lines.
pub struct Ground<'a> {
    showing: &'a Showing<'a>,
    values: Option<&'a Pair>,
    size: GridSize,
    rule: HeightRule,
    colours: ColourRule,
    /// Displacement of a height at the top of the range.
    up: Vec3,
    /// Away from what they lie on; nothing in space.
    pub normal: Vec3,
}

impl<'a> Ground<'a> {
    /// That of what is on show; with another shape it has the colours.
    pub fn new(showing: &'a Showing<'a>, over: bool) -> Self {
        let Showing { picture, lattice, planes, ranges } = *showing;
        let normal = match picture.cut {
            _ if picture.fills_space() => Vec3::ZERO,
            Cut::Plane { axis, .. } => direction(axis),
            _ => Vec3::Y,
        };
        let (values, size) = match (picture.mode.reach)(picture.cut) {
            Reach::Cut => (Some(&planes.cut), GridSize::of(picture.cut, lattice)),
            Reach::All if !over => (Some(&planes.all), GridSize::of(picture.cut, lattice)),
            _ => (None, GridSize::of(picture.cut, lattice)),
        };
        let (rule, colours) = (HeightRule::new(picture, ranges), ColourRule::new(picture, ranges));
        Self { showing, values, size, rule, colours, up: picture.relief * normal, normal }
    }

    /// Displacement at a place counted in sites along each axis, and the colour there.
    pub fn at(&self, place: [f32; 3]) -> (Vec3, [f32; 2]) {
        let Some(Pair { height, colour }) = self.values else { return (Vec3::ZERO, [0.0; 2]) };
        let Showing { picture, lattice, .. } = *self.showing;
        if picture.fills_space() {
            let site = [0, 1, 2].map(|axis| {
                let sites = lattice.shape().get(axis).map_or(1, |sites| *sites);
                (place[axis].round().max(0.0) as usize) % sites
            });
            let (row, x) = row_of(lattice, site);
            let value = colour.values.get(row * lattice.row_len() + x);
            return (Vec3::ZERO, self.colours.of(value.copied().unwrap_or_default()));
        }
        let GridSize { width, height: lines, .. } = self.size;
        if [height, colour].iter().any(|plane| (plane.width, plane.height) != (width, lines)) {
            return (Vec3::ZERO, [0.0; 2]);
        }
        let (along, across) = picture.cut.axes();
        let at = [place[along], across.map_or(0.0, |axis| place[axis])];
        let rise = between(at, &self.size, |x, y| self.rule.of(height.at(x, y)))[0];
        (rise * self.up, between(at, &self.size, |x, y| self.colours.of(colour.at(x, y))))
    }
}
