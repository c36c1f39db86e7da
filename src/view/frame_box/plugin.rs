//! The box in the world.

use super::{BoxFrame, Side, Sight, Tick, lines, scale_ticks};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::view::camera::PictureCamera;
use crate::view::colours::Srgb;
use crate::view::field_surface::{SurfaceSystems, height_scale};
use crate::view::material::LineMaterial;
use crate::view::panes::{SecondPane, layer};
use crate::view::picture::Picture;
use crate::view::ranges::Ranges;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

/// The box as it stands, with its ticks: what lines and labels are drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct FrameTicks {
    /// Geometry.
    pub frame: BoxFrame,
    /// Ticks along world x, y and z.
    pub ticks: [Vec<Tick>; 3],
}

impl FrameTicks {
    /// Of a box.
    pub fn new(frame: BoxFrame) -> Self {
        let ticks = [0, 1, 2].map(|axis| side_ticks(&frame.sides[axis], &frame));
        Self { frame, ticks }
    }

    /// Of the box of a picture.
    pub fn of(picture: &Picture, lattice: &Lattice, ranges: &Ranges) -> Self {
        Self::new(BoxFrame::new(lattice, &height_scale(picture, ranges.height())))
    }
}

/// The ticks of a side: more on a longer one, none on one without a name.
pub fn side_ticks(side: &Side, frame: &BoxFrame) -> Vec<Tick> {
    if side.name.is_empty() {
        return Vec::new();
    }
    let [low, high] = [side.ends[0].min(side.ends[1]), side.ends[0].max(side.ends[1])];
    let least = (1.5 + 3.5 * side.half / frame.half().max_element()).round() as usize;
    scale_ticks(low, high, least, side.decades)
}

/// Pixels of the target to a point, for lines.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct LineScale(pub f32);

/// Draws the box.
pub struct FrameBoxPlugin;

impl Plugin for FrameBoxPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(LineScale(1.0)).add_systems(
            Update,
            (follow_target, draw, scale)
                .chain()
                .after(SurfaceSystems)
                .run_if(resource_exists::<Picture>.and_then(resource_exists::<Lattice>)),
        );
    }
}

/// The mesh of the lines of a pane.
#[derive(Component)]
struct BoxLines(usize);

/// What the lines of a pane depend on.
type Drawn = (Option<FrameTicks>, Sight, Cut, Srgb);

/// Makes the lines anew when the box, its ticks or the side it is seen from have changed.
fn draw(
    mut commands: Commands,
    (picture, lattice): (Res<Picture>, Res<Lattice>),
    (ranges, second): (Res<Ranges>, Res<SecondPane>),
    cameras: Query<&PictureCamera>,
    (mut meshes, mut materials): (ResMut<Assets<Mesh>>, ResMut<Assets<LineMaterial>>),
    lines: Query<(Entity, &BoxLines)>,
    mut drawn: Local<Vec<Drawn>>,
) {
    let Some(PictureCamera(orbit)) = cameras.iter().next() else { return };
    let wanted = |(picture, ranges): (&Picture, &Ranges)| {
        let ticks = picture.axes.then(|| FrameTicks::of(picture, &lattice, ranges));
        (ticks, Sight::new(orbit), picture.cut, picture.theme.line)
    };
    let wanted: Vec<Drawn> = picture.panes().zip([&*ranges, &second.ranges]).map(wanted).collect();
    for (old, BoxLines(pane)) in &lines {
        if wanted.get(*pane).is_none_or(|wanted| drawn.get(*pane) != Some(wanted)) {
            commands.entity(old).despawn();
        }
    }
    for (pane, wanted) in wanted.iter().enumerate() {
        if let (Some(FrameTicks { frame, ticks }), sight, cut, colour) = wanted
            && drawn.get(pane) != Some(wanted)
        {
            commands.spawn((
                BoxLines(pane),
                Mesh3d(meshes.add(lines::mesh(frame, ticks, *sight, *cut, *colour))),
                MeshMaterial3d(materials.add(LineMaterial { scale: Vec4::ONE })),
                NoFrustumCulling,
                layer(pane),
            ));
        }
    }
    *drawn = wanted;
}

/// Lines are as wide as the type on the target asks for, which a window may change at any time.
fn follow_target(cameras: Query<(&Camera, &PictureCamera)>, mut scale: ResMut<LineScale>) {
    let wanted = cameras.iter().find_map(|(camera, _)| camera.target_scaling_factor());
    if let Some(wanted) = wanted {
        scale.set_if_neq(LineScale(wanted));
    }
}

/// Keeps the width of the lines in step with the picture's size.
fn scale(scale: Res<LineScale>, mut materials: ResMut<Assets<LineMaterial>>) {
    let wanted = Vec4::splat(scale.0);
    let stale: Vec<_> =
        materials.iter().filter(|(_, m)| m.scale != wanted).map(|(id, _)| id).collect();
    for id in stale {
        if let Some(mut material) = materials.get_mut(id) {
            material.scale = wanted;
        }
    }
}
