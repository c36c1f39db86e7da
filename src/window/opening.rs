//! Scenes that come and go: chosen, dropped on the window, saved in an editor.

use super::loader::{Loader, Opened, Origin};
use super::request::{Request, Requests, SceneChoice};
use super::rig::Rig;
use super::shown::CurrentView;
use super::steps::ViewSteps;
use super::travel::Travels;
use super::viewpoints::Viewpoints;
use super::watch::Watch;
use super::{BrushSettings, Desk, Instruments, Pins, Tool, film};
use crate::app::{CurrentScene, OpenedScene, SceneOptions};
use crate::gauge::has_phase;
use crate::scene::Scene;
use crate::view::Picture;
use bevy::prelude::*;
use bevy::window::{FileDragAndDrop, PrimaryWindow};

/// Opens scenes beside the one that runs.
pub(super) struct OpeningPlugin;

impl Plugin for OpeningPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Loader>().init_resource::<Origin>().init_resource::<Watch>();
        app.add_systems(First, (notice_drops, notice_save, show_opened).chain());
    }
}

/// A file dropped on the window is opened.
fn notice_drops(mut drops: MessageReader<FileDragAndDrop>, mut requests: ResMut<Requests>) {
    for drop in drops.read() {
        if let FileDragAndDrop::DroppedFile { path_buf, .. } = drop {
            requests.push(Request::Open(SceneChoice::File(path_buf.clone())));
        }
    }
}

/// A file that was saved is read again.
fn notice_save(watch: Res<Watch>, mut requests: ResMut<Requests>) {
    if watch.saved() {
        requests.push(Request::Open(SceneChoice::Again));
    }
}

/// Begins to open a scene.
pub(super) fn begin(world: &mut World, choice: SceneChoice) {
    let scene = world.resource::<OpenedScene>().0.clone();
    let (origin, options) =
        (world.resource::<Origin>().clone(), world.resource::<SceneOptions>().0.clone());
    world.resource_mut::<Loader>().begin(choice, &scene, &origin, &options);
}

/// Shows the scene that is ready, or tells why there is none: then the last one stays.
fn show_opened(world: &mut World) {
    match world.resource_mut::<Loader>().take() {
        None => {}
        Some(Err(why)) => world.resource_mut::<Desk>().messages.refused("scene", why),
        Some(Ok(opened)) => show(world, *opened),
    }
}

fn show(world: &mut World, opened: Opened) {
    let Opened { session, origin, again } = opened;
    film::stop(world);
    let scene = session.opened().clone();
    let before = world.get_resource::<CurrentScene>().map(|scene| scene.0.clone());
    // What the hand has changed stays where the file has not changed it.
    let before = before.filter(|_| again);
    let kept =
        |same: fn(&Scene, &Scene) -> bool| before.as_ref().is_some_and(|old| same(old, &scene));
    let keeps_view = kept(|old, new| old.view == new.view);
    let keeps_camera = kept(|old, new| old.camera == new.camera);
    let keeps_viewpoints = kept(|old, new| old.viewpoints == new.viewpoints);
    let mut view = world.resource::<CurrentView>().0.clone();
    if !keeps_view {
        view = world.resource::<Desk>().settings.dressed(&scene.view);
    }
    let draw = |view| Picture::new(view, session.lattice(), session.parameters(), session.given());
    let picture = draw(&view).or_else(|_| draw(&scene.view));
    let picture = match picture {
        Ok(picture) => picture,
        Err(why) => return world.resource_mut::<Desk>().messages.refused("scene", why.to_string()),
    };
    if !keeps_camera {
        world.resource_mut::<Rig>().begin(&scene.camera);
    }
    if !keeps_viewpoints {
        world.insert_resource(Viewpoints::new(&scene.viewpoints));
    }
    if !again {
        world.insert_resource(Pins::default());
        world.insert_resource(Instruments::default());
    }
    world.insert_resource(picture);
    world.insert_resource(CurrentView(view));
    world.insert_resource(ViewSteps::default());
    world.insert_resource(Travels::default());
    session.insert(world);
    watch(world, origin);
    world.resource_mut::<Desk>().receive(again);
    entitle(world, &scene.title);
}

/// The scene's title in that of the window.
pub(super) fn entitle(world: &mut World, title: &str) {
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    for mut window in windows.iter_mut(world) {
        window.title = window_title(title);
    }
}

/// What the window is called while it shows a scene.
pub(super) fn window_title(title: &str) -> String {
    format!("{title} \u{2013} Fieldloom")
}

/// Watches the file that the scene came from, if it did.
pub(super) fn watch(world: &mut World, origin: Origin) {
    let watched = world.resource_mut::<Watch>().set(origin.file.as_deref());
    world.insert_resource(origin);
    let mut desk = world.resource_mut::<Desk>();
    match watched {
        Ok(()) => desk.messages.withdraw("watch"),
        Err(why) => {
            let text = format!("the scene is not watched for changes: {why}");
            desk.messages.refused("watch", text);
        }
    }
}

impl Desk {
    /// Another field is there, or the same one again.
    fn receive(&mut self, again: bool) {
        self.messages.withdraw("scene");
        self.messages.withdraw("edit");
        self.drafts = Default::default();
        self.new_scene = !again;
        match again {
            true => self.messages.done("reload", "The scene was read again"),
            false => {
                self.analysis.another_field();
                self.charts.another_field();
                self.laying = None;
            }
        }
    }

    /// A brush that suits a new field, once its values are known.
    pub(super) fn suit(&mut self, shown: &super::Shown) {
        if std::mem::take(&mut self.new_scene) {
            self.brush = BrushSettings::for_field(shown);
            self.gauge.suit(shown.parameters, self.brush.radius);
            if !has_phase(shown.parameters) && matches!(self.tool, Tool::Gauge | Tool::Loop) {
                self.tool = Tool::Look;
            }
        }
    }
}
