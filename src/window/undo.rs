//! Carrying out undo and redo: of the field by its session, of the view from what was kept of it.

use super::Desk;
use super::carry::{change_view, edit};
use super::rig::{CameraMove, Rig};
use super::shown::CurrentView;
use super::steps::{Outlook, ViewSteps};
use crate::app::{Edit, FieldCommand, Halves, History, Playback};
use bevy::prelude::*;

/// Takes back what was done last.
pub(super) fn undo(world: &mut World) {
    arrive(world);
    // A tick that has begun is the latest of all.
    let between = world.resource::<Halves>().between().is_some();
    let history = world.resource::<History>();
    if between || !world.resource::<ViewSteps>().undo_is_next(history) {
        return edit(world, Edit { gesture: None, command: FieldCommand::Undo });
    }
    let before = world.resource_mut::<ViewSteps>().undo();
    before.into_iter().for_each(|outlook| restore(world, outlook));
}

/// Brings back what was taken back last.
pub(super) fn redo(world: &mut World) {
    arrive(world);
    if !world.resource::<ViewSteps>().redo_is_next(world.resource::<History>()) {
        return edit(world, Edit { gesture: None, command: FieldCommand::Redo });
    }
    let after = world.resource_mut::<ViewSteps>().redo();
    after.into_iter().for_each(|outlook| restore(world, outlook));
}

/// Ticks that were still to be run are those of what is undone.
fn arrive(world: &mut World) {
    world.resource_mut::<Playback>().steps = 0;
}

/// Makes everything look as it did.
fn restore(world: &mut World, Outlook { view, camera, panels }: Outlook) {
    panels.restore(&mut world.resource_mut::<Desk>());
    if view != world.resource::<CurrentView>().0 {
        change_view(world, view);
    }
    let rig = world.resource::<Rig>();
    if camera != (!rig.framed).then(|| rig.destination()) {
        let wish = camera.map_or(CameraMove::Home, CameraMove::Back);
        super::carry::move_camera(world, wish);
    }
    // What could not be restored is no change of somebody's.
    let now = now(world);
    world.resource_mut::<ViewSteps>().see(now);
}

fn now(world: &World) -> Outlook {
    Outlook::of(world.resource::<CurrentView>(), world.resource::<Rig>(), world.resource::<Desk>())
}

/// Notes what has changed since the last frame.
pub(super) fn note(
    (view, rig, desk): (Res<CurrentView>, Res<Rig>, Res<Desk>),
    history: Res<History>,
    mut steps: ResMut<ViewSteps>,
) {
    let now = Outlook::of(&view, &rig, &desk);
    steps.bypass_change_detection().note(now, &history, desk.hold);
}
