//! Carrying requests out in the world.

use super::analysis::{Rivals, Waves};
use super::checks::Checks;
use super::desk::DeskSystems;
use super::pins::Pins;
use super::quality::{self, Quality};
use super::request::{Request, Requests, SceneChoice};
use super::rig::{CameraMove, Rig, boxed};
use super::shown::CurrentView;
use super::steps::ViewSteps;
use super::travel::{self, Travels};
use super::{Desk, Instruments, charts, film, gauge, opening, undo, viewpoints};
use crate::app::{CurrentScene, Edit, FieldCommand, Playback, SceneOptions, half_tick, make_now};
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::quantity::Given;
use crate::scene::settings::ViewSettings;
use crate::scene::{BuildOptions, builtin_text, parse};
use crate::simulation::Parameters;
use crate::view::camera::{Orbit, PictureCamera, PictureRegion, place_cameras};
use crate::view::overlay::{Overlay, OverlaySystems, Region};
use crate::view::panes::Backdrop;
use crate::view::{Haste, Picture, compose, frame_all};
use bevy::camera::CameraUpdateSystems;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiPostUpdateSet, EguiPrimaryContextPass};

/// The systems that carry out what the interface has asked for.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct CarrySystems;

/// Carries out what the interface has asked for, right after it, so that a hand on the camera or
/// a brush is answered in the frame that is about to be drawn.
pub(super) struct CarryPlugin;

impl Plugin for CarryPlugin {
    fn build(&self, app: &mut App) {
        app.configure_sets(PostUpdate, EguiPostUpdateSet::EndPass.before(CameraUpdateSystems))
            // Within the pass: what is written on the picture follows the view it is written on.
            .add_systems(
                EguiPrimaryContextPass,
                (carry_out, travel::run_backwards, glide, undo::note, follow)
                    .chain()
                    .in_set(CarrySystems)
                    .after(DeskSystems)
                    .before(OverlaySystems),
            )
            .init_resource::<Haste>()
            .init_resource::<ViewSteps>()
            .init_resource::<Travels>()
            .init_resource::<Quality>()
            .add_systems(Last, quality::adapt)
            .add_systems(
                PostUpdate,
                place_cameras.after(EguiPostUpdateSet::EndPass).before(CameraUpdateSystems),
            );
    }
}

/// Takes the view along where it is going.
fn glide(mut rig: ResMut<Rig>) {
    if rig.is_gliding() || rig.turns() {
        rig.advance();
    }
}

/// Tells the picture where it is and from where it is seen.
fn follow(
    mut rig: ResMut<Rig>,
    (picture, lattice): (Res<Picture>, Res<Lattice>),
    (scene, desk): (Res<CurrentScene>, Res<Desk>),
    windows: Query<&Window, With<PrimaryWindow>>,
    mut overlay: ResMut<Overlay>,
    mut region: ResMut<PictureRegion>,
    mut cameras: Query<(&mut PictureCamera, &mut Backdrop)>,
) {
    let Some(window) = windows.iter().next() else { return };
    let rect = rig.region;
    overlay.title = Some(scene.0.title.clone());
    overlay.region = Some(Region { rect: boxed(rect), triad: true });
    let layout = overlay.layout(&picture);
    rig.bypass_change_detection().pane = layout.size;
    if rig.framed && !rig.is_gliding() && !rig.turns() {
        let framed = compose(&picture, &lattice, &scene.0.camera, &layout);
        rig.bypass_change_detection().orbit = framed;
    }
    let points = Vec2::new(window.width(), window.height()) / desk.settings.scale();
    region.set_if_neq(PictureRegion(part_of(rect, points)));
    let [r, g, b] = picture.theme.background;
    for (mut camera, mut backdrop) in &mut cameras {
        camera.set_if_neq(PictureCamera(rig.orbit));
        backdrop.0 = ClearColorConfig::Custom(Color::srgb_u8(r, g, b));
    }
}

/// A part of a window, given in points, in normalised coordinates.
fn part_of(rect: Rect, window: Vec2) -> Rect {
    let flip = |p: Vec2| (2.0 * p / window - 1.0) * Vec2::new(1.0, -1.0);
    Rect::from_corners(flip(rect.min), flip(rect.max))
}

fn carry_out(world: &mut World) {
    for request in world.resource_mut::<Requests>().take() {
        carry(world, request);
    }
}

fn carry(world: &mut World, request: Request) {
    match request {
        Request::Edit { gesture, command } => edit(world, Edit { gesture, command }),
        Request::Undo => undo::undo(world),
        Request::Redo => undo::redo(world),
        Request::View(view) => change_view(world, *view),
        Request::Camera(wish) => move_camera(world, wish),
        Request::Viewpoint(wish) => viewpoints::carry_out(world, wish),
        Request::Region(region) => {
            world.resource_mut::<Rig>().region = region;
        }
        Request::Pause(paused) => world.resource_mut::<Playback>().paused = paused,
        Request::Pace(pace) => world.resource_mut::<Playback>().pace = pace,
        Request::Step(ticks) => world.resource_mut::<Playback>().step(ticks),
        Request::Travel(wish) => travel::travel(world, wish),
        Request::HalfTick => half_tick(world),
        Request::MeasureWaves => world.resource_scope(|world, mut waves: Mut<Waves>| {
            waves.measure(world.resource::<Parameters>(), world.resource::<Lattice>());
        }),
        Request::CompareSides => world.resource_mut::<Rivals>().begin_again(),
        Request::Pin(pick) => {
            world.resource_mut::<Pins>().add(pick, pick.cut);
        }
        Request::Unpin(number) => world.resource_mut::<Pins>().remove(number),
        Request::UnpinAll => world.resource_mut::<Pins>().0.clear(),
        Request::Measure(wish) => world.resource_mut::<Instruments>().lay(wish),
        Request::Chart(kind) => charts::save(world, kind),
        Request::Quit => {
            world.write_message(AppExit::Success);
        }
        Request::Open(choice) => {
            // Another scene than that of a stop ends the tour.
            if choice != SceneChoice::Again {
                world.resource_mut::<Desk>().tour = None;
            }
            opening::begin(world, choice);
        }
        Request::Tour(stop) => {
            world.resource_mut::<Desk>().tour = stop;
            stop.into_iter().for_each(|at| opening::begin(world, SceneChoice::Stop(at)));
        }
        Request::Check(name) => check(world, name),
        Request::Record => film::toggle(world),
        Request::Still(kind) => film::still(world, kind),
        Request::SaveScene => gauge::save(world),
    }
}

/// Edits the field at once, between two ticks, and tells when that is refused.
pub(super) fn edit(world: &mut World, edit: Edit) {
    let steps = !matches!(edit.command, FieldCommand::Undo | FieldCommand::Redo);
    if let Err(why) = make_now(world, edit) {
        return world.resource_mut::<Desk>().messages.refused("edit", why.to_string());
    }
    world.resource_mut::<Desk>().messages.withdraw("edit");
    if steps {
        world.resource_mut::<ViewSteps>().edited();
    }
}

/// Begins to check a built-in scene, or the one that is shown.
fn check(world: &mut World, name: Option<&'static str>) {
    let shown = || {
        let scene = world.resource::<CurrentScene>().0.as_ref().clone();
        (scene, world.resource::<SceneOptions>().0.clone())
    };
    let built_in = |name| {
        let scene = parse(name, builtin_text(name)?, &[]).ok()?;
        Some((scene, BuildOptions::default()))
    };
    let asked = name.map_or_else(|| Some(shown()), built_in);
    if let Some((scene, options)) = asked {
        world.resource_mut::<Checks>().begin(scene, options);
    }
}

/// Another picture of the same field, or the reason why not.
pub(super) fn change_view(world: &mut World, view: ViewSettings) {
    let (lattice, parameters) = (world.resource::<Lattice>(), world.resource::<Parameters>());
    let (gauge, state) = (world.resource::<Gauge>(), world.resource::<FieldState>());
    match Picture::new(&view, lattice, parameters, Given::of(parameters, gauge, state)) {
        Ok(picture) => {
            world.insert_resource(picture);
            world.insert_resource(CurrentView(view));
            world.resource_mut::<Desk>().messages.withdraw("view");
        }
        Err(why) => world.resource_mut::<Desk>().messages.refused("view", why.to_string()),
    }
}

pub(super) fn move_camera(world: &mut World, wish: CameraMove) {
    let framed = |orbit: Orbit, world: &World| {
        let (picture, lattice) = (world.resource::<Picture>(), world.resource::<Lattice>());
        frame_all(orbit, picture, lattice, &world.resource::<Overlay>().layout(picture))
    };
    let now = world.resource::<Rig>().orbit;
    match wish {
        CameraMove::To(orbit) => put(world, orbit),
        CameraMove::Axis(view) => glide_to(world, framed(now.facing(view), world)),
        CameraMove::Back(orbit) => glide_to(world, orbit),
        CameraMove::Focus(point) => glide_to(world, now.focused(point)),
        CameraMove::Frame => glide_to(world, framed(now, world)),
        CameraMove::Home => {
            let (picture, lattice) = (world.resource::<Picture>(), world.resource::<Lattice>());
            let layout = world.resource::<Overlay>().layout(picture);
            let camera = &world.resource::<CurrentScene>().0.camera;
            let home = compose(picture, lattice, camera, &layout);
            glide_to(world, home);
            world.resource_mut::<Rig>().framed = true;
        }
        CameraMove::Fly => world.resource_mut::<Rig>().fly(),
        CameraMove::FlyFaster(factor) => {
            if let Some(flight) = &mut world.resource_mut::<Rig>().flight {
                flight.faster(factor);
            }
        }
        CameraMove::Flown(wish, seconds) => fly_on(world, wish, seconds),
        CameraMove::Turntable => {
            let camera = world.resource::<CurrentScene>().0.camera.clone();
            let mut rig = world.resource_mut::<Rig>();
            rig.framed = false;
            rig.turn(&camera);
        }
    }
}

/// This view at once: it is under the hand.
fn put(world: &mut World, orbit: Orbit) {
    let mut rig = world.resource_mut::<Rig>();
    rig.framed = false;
    rig.put(orbit);
}

/// This view, smoothly unless motion is to be reduced.
pub(super) fn glide_to(world: &mut World, orbit: Orbit) {
    let reduced = world.resource::<Desk>().settings.reduced_motion;
    let mut rig = world.resource_mut::<Rig>();
    rig.framed = false;
    rig.go(orbit, reduced);
}

fn fly_on(world: &mut World, wish: Vec3, seconds: f32) {
    let reduced = world.resource::<Desk>().settings.reduced_motion;
    let mut rig = world.resource_mut::<Rig>();
    let Some(mut flight) = rig.flight else { return };
    let orbit = flight.advance(rig.orbit, wish, seconds, reduced);
    rig.flight = Some(flight);
    put(world, orbit);
}
