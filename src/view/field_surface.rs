//! The surface in the world: meshes once, values once a shown tick.

use super::colours::{Circle, MapKind, Oklab, table};
use super::frame_box::{BoxFrame, HeightScale, LineScale, Placement, side_ticks};
use super::looking::Looking;
use super::material::{SurfaceMaterial, SurfaceUniform};
use super::panes::{SecondPane, SecondPanePlugin, layer};
use super::picture::Picture;
use super::ranges::Ranges;
use super::readout::ReadoutPlugin;
use super::surface::{GridSize, HeightRule, Part, Refiner, Texel};
use crate::lattice::{FieldState, Lattice};
use crate::quantity::{CutError, InGauge, Kind, Plane, Sight, sample};
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use bevy::render::storage::ShaderBuffer;

/// Radius of the thread along a ribbon, in the world.
const THREAD: f32 = 0.006;

/// White shine on the surface.
const SHINE: f32 = 0.025;

/// Draws the field as [`Picture`] says, as soon as there is one.
pub struct FieldSurfacePlugin;

impl Plugin for FieldSurfacePlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins(ValuesPlugin).add_systems(
            Update,
            (build.run_if(picture_or_scale_changed), upload, show)
                .chain()
                .in_set(SurfaceSystems)
                .after(follow)
                .run_if(something_to_show),
        );
    }
}

/// Takes the values that are shown from the field; draws nothing.
pub(crate) struct ValuesPlugin;

impl Plugin for ValuesPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins((SecondPanePlugin, ReadoutPlugin))
            .init_resource::<Ranges>()
            .init_resource::<Planes>();
        app.add_systems(
            Update,
            (forget_ranges.run_if(resource_changed::<Lattice>), follow)
                .chain()
                .in_set(SurfaceSystems)
                .run_if(something_to_show),
        );
    }
}

fn something_to_show(picture: Option<Res<Picture>>, state: Option<Res<FieldState>>) -> bool {
    picture.is_some() && state.is_some()
}

/// The systems that bring the field into the picture.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SurfaceSystems;

/// The values that are shown, kept so that nothing is allocated again.
#[derive(Resource, Default)]
pub struct Planes {
    /// Of the quantity drawn as height.
    pub height: Plane,
    /// Of the quantity drawn as colour.
    pub colour: Plane,
}

/// What carries the fields to the GPU, one for each pane.
#[derive(Resource)]
struct Carriers(Vec<Carrier>);

struct Carrier {
    buffer: Handle<ShaderBuffer>,
    refiner: Refiner,
    texels: Vec<Texel>,
}

/// A part of the surface of a pane.
#[derive(Component)]
struct SurfacePart(usize);

fn picture_or_scale_changed(picture: Res<Picture>, scale: Res<LineScale>) -> bool {
    picture.is_changed() || scale.is_changed()
}

/// Another field has other scales.
fn forget_ranges(mut ranges: ResMut<Ranges>) {
    *ranges = Ranges::default();
}

/// Takes the values of the cut when the field or the picture changed; between the stages of a tick
/// those of the field in between.
fn follow(
    picture: Res<Picture>,
    looking: Looking,
    mut planes: ResMut<Planes>,
    (mut ranges, mut second): (ResMut<Ranges>, ResMut<SecondPane>),
) -> Result {
    if !(looking.is_changed() || picture.is_changed()) {
        return Ok(());
    }
    let gauge = InGauge::new(looking.look());
    planes.take(&picture, &Sight::in_gauge(&gauge))?;
    ranges.follow(&picture, &planes);
    second.follow(&picture, &gauge, &mut ranges)?;
    Ok(())
}

impl Planes {
    /// Takes the values that a picture shows of a field.
    pub(super) fn take(&mut self, picture: &Picture, sight: &Sight) -> Result<(), CutError> {
        sample(picture.height, sight, picture.cut, &mut self.height)?;
        sample(picture.colour, sight, picture.cut, &mut self.colour)?;
        if picture.colour.kind == Kind::Angle {
            self.colour.wind();
        }
        if let Some(power) = picture.decades {
            self.height.by_decades(power);
            self.colour.by_decades(power);
        }
        Ok(())
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.height.values.is_empty()
    }
}

/// Makes meshes, buffers and materials for a picture; what was there goes.
fn build(
    mut commands: Commands,
    (picture, lattice, scale): (Res<Picture>, Res<Lattice>, Res<LineScale>),
    old: Query<Entity, With<SurfacePart>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<SurfaceMaterial>>,
) {
    old.iter().for_each(|part| commands.entity(part).despawn());
    let mut carriers = Vec::new();
    for (pane, picture) in picture.panes().enumerate() {
        let places = (picture.mode.places)(&GridSize::of(picture.cut, &lattice));
        let refiner = Refiner::new((&places[0], &places[1]));
        let usage = RenderAssetUsages::MAIN_WORLD | RenderAssetUsages::RENDER_WORLD;
        let buffer = buffers.add(ShaderBuffer::new(&vec![0; refiner.bytes()], usage));
        let colours =
            buffers.add(ShaderBuffer::new(&colour_bytes(picture), RenderAssetUsages::RENDER_WORLD));
        let uniform = uniform(picture, &lattice, scale.0);
        for Part { mesh, stage } in (picture.mode.parts)(&places) {
            let material =
                SurfaceMaterial { uniform, field: buffer.clone(), colours: colours.clone(), stage };
            commands.spawn((
                SurfacePart(pane),
                Mesh3d(meshes.add(mesh)),
                MeshMaterial3d(materials.add(material)),
                // The vertices move on the GPU, so their extent is not that of the mesh.
                NoFrustumCulling,
                layer(pane),
            ));
        }
        carriers.push(Carrier { buffer, refiner, texels: Vec::new() });
    }
    commands.insert_resource(Carriers(carriers));
}

/// Writes the fields between the sites into their buffers, each part divided by its range.
fn upload(
    (picture, planes, ranges): (Res<Picture>, Res<Planes>, Res<Ranges>),
    second: Res<SecondPane>,
    carriers: Option<ResMut<Carriers>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
) {
    let changed = planes.is_changed() || second.is_changed();
    let Some(mut carriers) = carriers.filter(|carriers| changed || carriers.is_changed()) else {
        return;
    };
    let values = [(&*planes, &*ranges), (&second.planes, &second.ranges)];
    let carriers = carriers.bypass_change_detection().0.iter_mut();
    for (carrier, (picture, (planes, ranges))) in carriers.zip(picture.panes().zip(values)) {
        if !planes.is_empty() {
            carrier.fill(picture, planes, ranges, &mut buffers);
        }
    }
}

/// Hides the surface of a pane that has nothing to show.
fn show(second: Res<SecondPane>, mut parts: Query<(&SurfacePart, &mut Visibility)>) {
    for (SurfacePart(pane), mut visibility) in &mut parts {
        let hidden = *pane > 0 && second.planes.is_empty();
        let wanted = if hidden { Visibility::Hidden } else { Visibility::Inherited };
        visibility.set_if_neq(wanted);
    }
}

impl Carrier {
    fn fill(
        &mut self,
        picture: &Picture,
        planes: &Planes,
        ranges: &Ranges,
        buffers: &mut Assets<ShaderBuffer>,
    ) {
        let Self { buffer, refiner, texels } = self;
        let (heights, by_colour) = (HeightRule::new(picture, ranges), ranges.colour().recip());
        let texel = |(height, [re, im]): (&[f32; 2], &[f32; 2])| {
            let [a, b] = heights.of(*height);
            [a, b, re * by_colour, im * by_colour]
        };
        texels.clear();
        texels.extend(planes.height.values.iter().zip(&planes.colour.values).map(texel));
        if let Some(mut buffer) = buffers.get_mut(&*buffer)
            && let Some(data) = &mut buffer.data
        {
            refiner.run(texels, data);
        }
    }
}

/// The colour map as the shader reads it.
fn colour_bytes(picture: &Picture) -> Vec<u8> {
    let table = table(picture.map, picture.theme.neutral);
    let entry = |c: &Oklab| [c.l, c.a, c.b, 1.0].map(f32::to_le_bytes).concat();
    table.colours().iter().flat_map(entry).collect()
}

/// The scale of the box; its top does not matter for the shape.
pub fn height_scale(picture: &Picture, top: f32) -> HeightScale {
    HeightScale {
        name: picture.height_label.clone(),
        top: f64::from(top),
        signed: picture.height_signed(),
        complex: picture.winds(),
        relief: picture.relief,
        decades: picture.decades,
    }
}

/// Where the surface of a picture lies in the world.
pub fn placement(picture: &Picture, lattice: &Lattice) -> Placement {
    let height = height_scale(picture, 1.0);
    Placement::new(lattice, picture.cut, &BoxFrame::new(lattice, &height), &height)
}

fn uniform(picture: &Picture, lattice: &Lattice, scale: f32) -> SurfaceUniform {
    let frame = BoxFrame::new(lattice, &height_scale(picture, 1.0));
    let place = placement(picture, lattice);
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let theme = picture.theme;
    let middle_is_zero = picture.map.kind == MapKind::Diverging;
    let circle = Circle::new(picture.map, theme.neutral, picture.phase_zero);
    let coordinates = |c: Oklab| Vec4::new(c.l, c.a, c.b, 0.0);
    SurfaceUniform {
        origin: place.origin.extend(0.0),
        along: place.along.extend(0.0),
        across: place.across.extend(0.0),
        up: place.up.extend(0.0),
        aside: place.aside.extend(0.0),
        grid: if picture.axes { grid_lines(picture, lattice, &frame) } else { Vec4::ZERO },
        ink: Vec3::from_array(Oklab::from_srgb(theme.line).to_linear()).extend(theme.ink),
        light: Vec4::new(theme.ambient, SHINE, THREAD, theme.neutral),
        kind: Vec4::new(flag(picture.shows_phase()), flag(middle_is_zero), scale, 0.0),
        centre: coordinates(circle.centre),
        cosine: coordinates(circle.cosine),
        sine: coordinates(circle.sine),
    }
}

/// Interval and offset, in sites, of the lines that continue the ticks on a surface.
fn grid_lines(picture: &Picture, lattice: &Lattice, frame: &BoxFrame) -> Vec4 {
    let lines = |axis: usize| {
        let ticks = side_ticks(frame.lattice_side(axis), frame);
        let [first, second] = [0, 1].map(|i| ticks.get(i).map(|tick| tick.value));
        let site = |x: f64| (x - lattice.position(axis, 0)) / lattice.spacing();
        match (first, second) {
            (Some(first), Some(second)) => {
                [(site(second) - site(first)) as f32, site(first) as f32]
            }
            _ => [0.0; 2],
        }
    };
    let (along, Some(across)) = picture.cut.axes() else { return Vec4::ZERO };
    let [[a, b], [c, d]] = [lines(along), lines(across)];
    Vec4::new(a, b, c, d)
}
