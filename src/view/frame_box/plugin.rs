//! The box in the world.

use super::{BoxFrame, Side, Sight, Tick, lines, ticks};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::view::camera::PictureCamera;
use crate::view::colours::Srgb;
use crate::view::field_surface::scale_now;
use crate::view::material::LineMaterial;
use crate::view::picture::Picture;
use crate::view::ranges::Ranges;
use crate::view::values::SurfaceSystems;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;

/// The box as it stands, with its ticks: what lines and labels are drawn from.
#[derive(Resource, Clone, Debug, PartialEq)]
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
}

/// The ticks of a side: more on a longer one, none on one without a name.
pub fn side_ticks(side: &Side, frame: &BoxFrame) -> Vec<Tick> {
    if side.name.is_empty() {
        return Vec::new();
    }
    let [low, high] = [side.ends[0].min(side.ends[1]), side.ends[0].max(side.ends[1])];
    ticks(low, high, (1.5 + 3.5 * side.half / frame.half().max_element()).round() as usize)
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
            (follow_target, measure, draw, scale)
                .chain()
                .after(SurfaceSystems)
                .run_if(resource_exists::<Picture>.and_then(resource_exists::<Lattice>)),
        );
    }
}

/// The mesh of the lines.
#[derive(Component)]
struct BoxLines;

/// Brings the ticks up to date with the ranges.
fn measure(
    mut commands: Commands,
    (picture, lattice, ranges): (Res<Picture>, Res<Lattice>, Res<Ranges>),
    old: Option<Res<FrameTicks>>,
) {
    let frame = BoxFrame::new(&lattice, &scale_now(&picture, &ranges));
    if old.is_none_or(|old| old.frame != frame) {
        commands.insert_resource(FrameTicks::new(frame));
    }
}

/// What the lines depend on.
type Drawn = (Option<FrameTicks>, Option<Sight>, Option<Cut>, Srgb);

/// Makes the lines anew when the box, its ticks or the side it is seen from have changed.
fn draw(
    mut commands: Commands,
    picture: Res<Picture>,
    ticks: Res<FrameTicks>,
    cameras: Query<&PictureCamera>,
    (mut meshes, mut materials): (ResMut<Assets<Mesh>>, ResMut<Assets<LineMaterial>>),
    lines: Query<Entity, With<BoxLines>>,
    mut drawn: Local<Drawn>,
) {
    let Some(PictureCamera(orbit)) = cameras.iter().next() else { return };
    let axes = picture.axes.then(|| ticks.clone());
    let wanted = (axes, Some(Sight::new(orbit)), Some(picture.cut), picture.theme.line);
    if *drawn == wanted {
        return;
    }
    lines.iter().for_each(|old| commands.entity(old).despawn());
    if let (Some(FrameTicks { frame, ticks }), Some(sight), Some(cut), colour) = &wanted {
        commands.spawn((
            BoxLines,
            Mesh3d(meshes.add(lines::mesh(frame, ticks, *sight, *cut, *colour))),
            MeshMaterial3d(materials.add(LineMaterial { scale: Vec4::ONE })),
            NoFrustumCulling,
        ));
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
