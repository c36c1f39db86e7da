//! The shapes in the world: made once for a picture, their values brought once a shown tick.

use super::colours::{Circle, MapKind, Oklab};
use super::frame_box::{BoxFrame, HeightScale, LineScale, Placement, side_ticks};
use super::material::SurfaceUniform;
use super::panes::SecondPane;
use super::picture::Picture;
use super::ranges::Ranges;
use super::scale::Norm;
use super::surface::{Fineness, Layer, Showing};
use super::values::{Planes, SurfaceSystems, ValuesPlugin, something_to_show};
use super::workshop::{Scenery, SurfacePart, Workshop};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use bevy::prelude::*;

/// Radius of the thread along a ribbon, in the world.
const THREAD: f32 = 0.006;

/// White shine on the surface.
const SHINE: f32 = 0.025;

/// Draws the field as [`Picture`] says, as soon as there is one.
pub struct FieldSurfacePlugin;

impl Plugin for FieldSurfacePlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins(ValuesPlugin)
            .init_resource::<Layers>()
            .init_resource::<Fineness>()
            .add_systems(
                Update,
                (build.run_if(picture_or_scale_changed), upload, show)
                    .chain()
                    .in_set(SurfaceSystems)
                    .after(super::values::follow)
                    .run_if(something_to_show),
            );
    }
}

/// What the shapes of a pane keep.
type Shapes = Vec<Box<dyn Layer>>;

/// What the shapes on show keep, pane by pane.
#[derive(Resource, Default)]
struct Layers(Vec<Shapes>);

fn picture_or_scale_changed(
    picture: Res<Picture>,
    lattice: Res<Lattice>,
    scale: Res<LineScale>,
    fineness: Res<Fineness>,
) -> bool {
    let changed = picture.is_changed() || lattice.is_changed() || scale.is_changed();
    changed || fineness.is_changed()
}

/// Makes meshes, buffers and materials for a picture; what was there goes.
fn build(
    (picture, lattice): (Res<Picture>, Res<Lattice>),
    (scale, fineness): (Res<LineScale>, Res<Fineness>),
    old: Query<Entity, With<SurfacePart>>,
    mut layers: ResMut<Layers>,
    mut workshop: Workshop,
) {
    old.iter().for_each(|part| workshop.remove(part));
    let panes = picture.panes().enumerate();
    layers.0 = panes
        .map(|(pane, picture)| shapes(pane, picture, (&lattice, scale.0, *fineness), &mut workshop))
        .collect();
}

/// Makes the shapes of a pane.
fn shapes(
    pane: usize,
    picture: &Picture,
    (lattice, scale, fineness): (&Lattice, f32, Fineness),
    workshop: &mut Workshop,
) -> Shapes {
    let colours = workshop.colours(picture);
    let uniform = uniform(picture, lattice, scale);
    let make = |(at, mode): (usize, &'static super::surface::RenderMode)| {
        let colours = colours.clone();
        let over = at > 0;
        let scenery = Scenery { picture, lattice, uniform, colours, fineness, over, pane };
        (mode.layer)(&scenery, workshop)
    };
    picture.modes().enumerate().map(make).collect()
}

/// Brings the values to what shows them.
fn upload(
    (picture, lattice): (Res<Picture>, Res<Lattice>),
    (planes, ranges, second): (Res<Planes>, Res<Ranges>, Res<SecondPane>),
    mut layers: ResMut<Layers>,
    mut workshop: Workshop,
) {
    if !(planes.is_changed() || second.is_changed() || layers.is_changed()) {
        return;
    }
    let lattice = &*lattice;
    let values = [(&*planes, &*ranges), (&second.planes, &second.ranges)];
    let layers = layers.bypass_change_detection();
    for (shapes, (picture, (planes, ranges))) in
        layers.0.iter_mut().zip(picture.panes().zip(values))
    {
        let showing = Showing { picture, lattice, planes, ranges };
        if !planes.is_empty() {
            shapes.iter_mut().for_each(|layer| layer.update(&showing, &mut workshop));
        }
    }
}

/// Hides the shapes of a pane that has nothing to show.
fn show(second: Res<SecondPane>, mut parts: Query<(&SurfacePart, &mut Visibility)>) {
    for (SurfacePart(pane), mut visibility) in &mut parts {
        let hidden = *pane > 0 && second.planes.is_empty();
        let wanted = if hidden { Visibility::Hidden } else { Visibility::Inherited };
        visibility.set_if_neq(wanted);
    }
}

/// The scale of the box; its numbers and the beginning of time do not matter for the shape.
pub fn height_scale(picture: &Picture) -> HeightScale {
    HeightScale {
        name: picture.height_label.clone(),
        norm: Norm::unit(picture.height_signed()),
        complex: picture.winds(),
        relief: picture.relief,
        time: picture.time().map(|length| [0.0, length]),
    }
}

/// The scale of the box as it is now.
pub fn scale_now(picture: &Picture, ranges: &Ranges) -> HeightScale {
    let scale = height_scale(picture);
    let time = scale.time.map(|[_, length]| [ranges.begins(), length]);
    HeightScale { norm: ranges.height_norm(), time, ..scale }
}

/// Where a cut of what a picture shows lies in the world.
pub fn placement(picture: &Picture, lattice: &Lattice, cut: Cut) -> Placement {
    let height = height_scale(picture);
    Placement::new(lattice, cut, &BoxFrame::new(lattice, &height), &height)
}

fn uniform(picture: &Picture, lattice: &Lattice, scale: f32) -> SurfaceUniform {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let theme = picture.theme;
    let middle_is_zero = picture.map.kind == MapKind::Diverging;
    let circle = Circle::new(picture.map, theme.neutral, picture.phase_zero);
    let coordinates = |c: Oklab| Vec4::new(c.l, c.a, c.b, 0.0);
    let uniform = SurfaceUniform {
        ink: Vec3::from_array(Oklab::from_srgb(theme.line).to_linear()).extend(theme.ink),
        light: Vec4::new(theme.ambient, SHINE, THREAD, theme.neutral),
        kind: Vec4::new(flag(picture.shows_phase()), flag(middle_is_zero), scale, 0.0),
        centre: coordinates(circle.centre),
        cosine: coordinates(circle.cosine),
        sine: coordinates(circle.sine),
        ..SurfaceUniform::default()
    };
    placed(uniform, picture, lattice, picture.cut)
}

/// The numbers of a surface over a cut.
pub(super) fn placed(
    uniform: SurfaceUniform,
    picture: &Picture,
    lattice: &Lattice,
    cut: Cut,
) -> SurfaceUniform {
    let place = placement(picture, lattice, cut);
    let grid = if picture.axes { grid_lines(picture, lattice, cut) } else { Vec4::ZERO };
    SurfaceUniform {
        origin: place.origin.extend(0.0),
        along: place.along.extend(0.0),
        across: place.across.extend(0.0),
        up: place.up.extend(0.0),
        aside: place.aside.extend(0.0),
        grid,
        ..uniform
    }
}

/// Interval and offset, in sites, of the lines that continue the ticks on a surface; none along an
/// axis without sites.
fn grid_lines(picture: &Picture, lattice: &Lattice, cut: Cut) -> Vec4 {
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let lines = |axis: usize| {
        let ticks = side_ticks(frame.lattice_side(axis), &frame);
        let [first, second] = [0, 1].map(|i| ticks.get(i).map(|tick| tick.value));
        let site = |x: f64| (x - lattice.position(axis, 0)) / lattice.spacing();
        match (first, second) {
            (Some(first), Some(second)) => {
                [(site(second) - site(first)) as f32, site(first) as f32]
            }
            _ => [0.0; 2],
        }
    };
    let (along, across) = cut.axes();
    let [[a, b], [c, d]] = [lines(along), across.map_or([0.0; 2], lines)];
    if cut == Cut::Line && picture.time().is_none() {
        return Vec4::ZERO;
    }
    Vec4::new(a, b, c, d)
}
