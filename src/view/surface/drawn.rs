//! The surface where it is drawn, for who points at it or marks it.

use super::refine::between;
use super::{GridSize, HeightRule, Reach, RenderMode};
use crate::lattice::Lattice;
use crate::quantity::{Cut, Plane};
use crate::view::field_surface::placement;
use crate::view::frame_box::Placement;
use crate::view::history::ROWS;
use crate::view::values::Planes;
use crate::view::{Picture, Ranges};
use bevy::math::Vec3;

/// The surface as it is on show.
///
/// # Conventions
/// A place on it has two coordinates, along and across, counted in sites of the cut.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// Its shape.
    pub mode: &'static RenderMode,
    /// What it is part of.
    pub picture: &'a Picture,
    /// The lattice of which it shows a cut.
    pub lattice: &'a Lattice,
    /// The scales.
    pub ranges: &'a Ranges,
    /// The values.
    pub planes: &'a Planes,
    /// The cut.
    pub cut: Cut,
    /// Its size in sites.
    pub size: GridSize,
    /// Where it lies in the world.
    pub placement: Placement,
    heights: Option<&'a Plane>,
    rule: HeightRule,
}

impl<'a> Drawn<'a> {
    /// The surface of a picture; `None` as long as the values on show are those of another one.
    pub fn new(
        picture: &'a Picture,
        lattice: &'a Lattice,
        ranges: &'a Ranges,
        planes: &'a Planes,
    ) -> Option<Self> {
        picture.cut.check(lattice).ok()?;
        let size = GridSize::of(picture.cut, lattice);
        let reach = (picture.mode.reach)(picture.cut);
        let heights = &planes.cut.height;
        let stands = picture.mode.stands && reach == Reach::Cut;
        let fits = match reach {
            Reach::Cut | Reach::History => {
                (heights.width, heights.height) == (size.width, size.height)
                    && heights.values.len() == size.width * size.height
            }
            Reach::All => planes.all.height.values.len() == lattice.sites(),
            Reach::Slices | Reach::Components => true,
        };
        fits.then(|| Self {
            mode: picture.mode,
            picture,
            lattice,
            ranges,
            planes,
            cut: picture.cut,
            size,
            placement: Self::placed(picture, lattice, planes),
            heights: stands.then_some(heights),
            rule: HeightRule::new(picture, ranges),
        })
    }

    /// Where the cut lies; in a map of time where it is now.
    fn placed(picture: &Picture, lattice: &Lattice, planes: &Planes) -> Placement {
        let mut placement = placement(picture, lattice, picture.cut);
        if let Some(length) = picture.time() {
            let past = planes.history.filled(length) * (ROWS - 1) as f32;
            placement.origin += past * placement.across;
        }
        placement
    }

    /// Another cut of the same lattice, which is flat.
    pub fn on(&self, cut: Cut) -> Self {
        if cut == self.cut || cut.check(self.lattice).is_err() {
            return *self;
        }
        let size = GridSize::of(cut, self.lattice);
        let placement = placement(self.picture, self.lattice, cut);
        Self { cut, size, placement, heights: None, ..*self }
    }

    /// Whether what lies on a cut is on show.
    pub fn shows(&self, cut: Cut) -> bool {
        cut == self.cut || (self.picture.fills_space() && cut.check(self.lattice).is_ok())
    }

    /// The last place along and across.
    pub fn extent(&self) -> [f32; 2] {
        let GridSize { width, height, wraps } = self.size;
        [(width, wraps[0]), (height, wraps[1])]
            .map(|(sites, wraps)| if wraps { sites as f32 } else { (sites - 1) as f32 })
    }

    /// The place on the surface, and how often it was taken round to get there; `None` beyond an
    /// edge.
    pub fn inside(&self, place: [f32; 2]) -> Option<([f32; 2], [i32; 2])> {
        let extent = self.extent();
        let (mut inside, mut rounds) = (place, [0; 2]);
        for axis in 0..2 {
            if self.size.wraps[axis] {
                let round = (place[axis] / extent[axis]).floor();
                inside[axis] = (place[axis] - round * extent[axis]).clamp(0.0, extent[axis]);
                rounds[axis] = round as i32;
            } else if !(0.0..=extent[axis]).contains(&place[axis]) {
                return None;
            }
        }
        Some((inside, rounds))
    }

    /// Real and imaginary part of the displacement at a place, as smooth as it is drawn.
    pub fn height(&self, place: [f32; 2]) -> [f32; 2] {
        let Some(heights) = self.heights else { return [0.0; 2] };
        between(place, &self.size, |x, y| self.rule.of(heights.at(x, y)))
    }

    /// The point of the world at a place, without displacement.
    pub fn foot(&self, [along, across]: [f32; 2]) -> Vec3 {
        let Placement { origin, along: e, across: f, .. } = self.placement;
        origin + along * e + across * f
    }

    /// The point of the world at a place.
    pub fn world(&self, place: [f32; 2]) -> Vec3 {
        let [re, im] = self.height(place);
        self.foot(place) + re * self.placement.up + im * self.placement.aside
    }

    /// How long ago it was what a place of a map of time shows; none on what shows the present.
    pub fn ago(&self, place: [f32; 2]) -> Option<f64> {
        let part = f64::from(-place[1]) / (ROWS - 1) as f64;
        self.picture.time().map(|length| part.max(0.0) * length)
    }

    /// The nearest site: its row and its place in the row.
    pub fn site(&self, place: [f32; 2]) -> (usize, usize) {
        let GridSize { width, height, wraps } = self.size;
        let nearest = |place: f32, sites: usize, wraps: bool| {
            let i = place.round().max(0.0) as usize;
            if wraps { i % sites } else { i.min(sites - 1) }
        };
        let (x, y) = (nearest(place[0], width, wraps[0]), nearest(place[1], height, wraps[1]));
        self.cut.site(self.lattice, x, y)
    }

    /// The place of site `x` of a row; `None` when the cut does not hold it.
    pub fn place_of(&self, (row, x): (usize, usize)) -> Option<[f32; 2]> {
        if row >= self.lattice.rows() || x >= self.lattice.row_len() {
            return None;
        }
        let index = |axis: usize| self.lattice.index(row, x, axis);
        if let Cut::Plane { axis, index: plane } = self.cut
            && index(axis) != plane
        {
            return None;
        }
        let (along, across) = self.cut.axes();
        Some([index(along) as f32, across.map_or(0.0, |axis| index(axis) as f32)])
    }

    /// Position on the lattice; that along an axis the lattice does not have is 0.
    pub fn position(&self, place: [f32; 2]) -> [f64; 3] {
        let mut position = [0.0; 3];
        let at = |axis: usize, place: f32| {
            self.lattice.position(axis, 0) + f64::from(place) * self.lattice.spacing()
        };
        let (along, across) = self.cut.axes();
        position[along] = at(along, place[0]);
        if let Some(across) = across {
            position[across] = at(across, place[1]);
        }
        if let Cut::Plane { axis, index } = self.cut {
            position[axis] = self.lattice.position(axis, index);
        }
        position
    }
}

#[cfg(test)]
mod tests {
    use crate::view::testing::Subject;

    #[test]
    fn sites_and_places_belong_together() {
        for (shape, planes) in [(&[9][..], 0..1), (&[6, 9], 0..1), (&[5, 7, 6], 0..3)] {
            for axis in planes {
                let view = format!("plane: (axis: {axis}, index: Some(4))");
                let subject = Subject::new(shape, &view, |[x, y, z]| 0.2 * x + 0.3 * y - 0.1 * z);
                let drawn = subject.drawn();
                let (width, height) = drawn.cut.size(drawn.lattice);
                for (x, y) in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
                    let place = [x as f32, y as f32];
                    let (row, at) = drawn.site(place);
                    assert_eq!(drawn.place_of((row, at)), Some(place));
                    let position = drawn.lattice.site_position(row, at);
                    assert_eq!(drawn.position(place), position);
                    // The height there is the value there, of a range of 2.
                    let [px, py, pz] = position;
                    let value = 0.2 * px + 0.3 * py - 0.1 * pz;
                    assert!((f64::from(drawn.height(place)[0]) - 0.5 * value).abs() < 1e-6);
                }
                if shape.len() == 3 {
                    let elsewhere = (0..6).filter(|x| drawn.place_of((0, *x)).is_none());
                    assert_eq!(elsewhere.count(), if axis == 2 { 5 } else { 6 });
                }
            }
        }
    }

    #[test]
    fn a_periodic_place_is_taken_round_and_a_fixed_one_ends() {
        let subject = Subject::with_boundary(&[6, 9], r#"["fixed", "periodic"]"#, "", |_| 0.1);
        let drawn = subject.drawn();
        assert_eq!(drawn.extent(), [9.0, 5.0]);
        assert_eq!(drawn.inside([10.5, 2.0]), Some(([1.5, 2.0], [1, 0])));
        assert_eq!(drawn.inside([-0.5, 5.0]), Some(([8.5, 5.0], [-1, 0])));
        assert_eq!(drawn.inside([3.0, 5.1]), None);
        assert_eq!(drawn.inside([3.0, f32::NAN]), None);
        assert_eq!(drawn.site([8.9, 4.2]), (4, 0));
    }
}
