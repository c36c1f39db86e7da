//! What lies under the cursor.

use super::camera::Orbit;
use super::surface::Drawn;
use super::tiles::tiles;
use super::values::Planes;
use super::{Picture, Ranges};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use bevy::ecs::system::{Res, SystemParam};
use bevy::math::{Ray3d, Vec2, Vec3};
use bevy_egui::egui;

/// A place of the picture that is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaze {
    /// The view.
    pub orbit: Orbit,
    /// In normalised coordinates.
    pub cursor: Vec2,
    /// Size of the picture in points.
    pub size: Vec2,
}

impl Gaze {
    /// At a point of a window of which the picture fills a region.
    pub fn new(orbit: Orbit, region: egui::Rect, point: egui::Pos2) -> Self {
        let share = (point - region.min) / region.size();
        let cursor = Vec2::new(2.0 * share.x - 1.0, 1.0 - 2.0 * share.y);
        Self { orbit, cursor, size: Vec2::new(region.width(), region.height()) }
    }

    /// Width over height of the picture.
    pub fn aspect(&self) -> f32 {
        self.size.x / self.size.y
    }

    /// The line of sight.
    pub fn ray(&self) -> Ray3d {
        self.orbit.ray(self.cursor, self.aspect())
    }

    /// Where a point of the world is seen from the cursor, in points, y upwards, and how far from
    /// the eye; `None` behind it.
    pub fn on_screen(&self) -> impl Fn(Vec3) -> Option<(Vec2, f32)> {
        let matrix = self.orbit.clip_from_world(self.aspect());
        let (eye, forward) = (self.orbit.eye(), self.orbit.rotation() * Vec3::NEG_Z);
        let (cursor, half) = (self.cursor, 0.5 * self.size);
        move |point| {
            let clip = matrix * point.extend(1.0);
            let seen = clip.truncate().truncate() / clip.w;
            (clip.w > 1e-4).then(|| ((seen - cursor) * half, (point - eye).dot(forward)))
        }
    }
}

/// Where a render mode is met by a line of sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The cut it lies on.
    pub cut: Cut,
    /// Place along and across, in sites.
    pub place: [f32; 2],
    /// Whether the surface itself is there; else it is what the surface stands on.
    pub on_surface: bool,
}

/// What lies under the cursor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// The cut it lies on.
    pub cut: Cut,
    /// Place along and across the cut, in sites.
    pub place: [f32; 2],
    /// Row of the nearest site.
    pub row: usize,
    /// Place of the nearest site in its row.
    pub x: usize,
    /// Position on the lattice: where a brush would be put.
    pub position: [f64; 3],
    /// Point of the surface there, in the world.
    pub world: Vec3,
    /// Whether it is the surface that is seen there; else the cursor is beside it, above what it
    /// stands on.
    pub on_surface: bool,
}

impl Drawn<'_> {
    /// What lies under the cursor; `None` where the surface is not. In a neighbouring period it is
    /// the site that is drawn there, and the point where it is seen.
    pub fn pick(&self, gaze: &Gaze) -> Option<Pick> {
        let eye = gaze.orbit.eye();
        let met = tiles(self.picture, self.lattice).into_iter().filter_map(|tile| {
            let orbit = Orbit { target: gaze.orbit.target - tile, ..gaze.orbit };
            let pick = self.pick_one(&Gaze { orbit, ..*gaze })?;
            Some(Pick { world: pick.world + tile, ..pick })
        });
        let far = |pick: &Pick| (!pick.on_surface, pick.world.distance(eye));
        met.min_by(|a, b| {
            let ((a, near), (b, far)) = (far(a), far(b));
            a.cmp(&b).then(near.total_cmp(&far))
        })
    }

    /// What lies under the cursor in the lattice itself.
    fn pick_one(&self, gaze: &Gaze) -> Option<Pick> {
        let Hit { cut, place, on_surface } = (self.mode.pick)(self, gaze)?;
        let there = self.on(cut);
        let world = there.world(place);
        let (row, x) = there.site(place);
        world.is_finite().then(|| Pick {
            cut,
            place,
            row,
            x,
            position: there.position(place),
            world,
            on_surface,
        })
    }
}

/// All that the surface on show is made of.
#[derive(SystemParam)]
pub struct Showing<'w> {
    /// What is drawn.
    pub picture: Res<'w, Picture>,
    /// Of what.
    pub lattice: Res<'w, Lattice>,
    /// The scales.
    pub ranges: Res<'w, Ranges>,
    /// The values.
    pub planes: Res<'w, Planes>,
}

impl Showing<'_> {
    /// The surface where it is drawn; `None` as long as it is not.
    pub fn drawn(&self) -> Option<Drawn<'_>> {
        Drawn::new(&self.picture, &self.lattice, &self.ranges, &self.planes)
    }
}

#[cfg(test)]
mod tests;
