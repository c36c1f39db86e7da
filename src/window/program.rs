//! The Bevy app of the window.

use super::analysis::AnalysisPlugin;
use super::carry::CarryPlugin;
use super::charts::ChartsPlugin;
use super::checks::ChecksPlugin;
use super::desk::{Desk, DeskPlugin};
use super::display;
use super::film::{FilmPlugin, Filming};
use super::gauge::GaugePlugin;
use super::instruments::InstrumentsPlugin;
use super::keep::{Begun, KeepPlugin, Left, SessionFile};
use super::last::{self, Lost};
use super::loader::{Origin, at_leisure};
use super::made::Made;
use super::marks::MarksPlugin;
use super::opening::{self, OpeningPlugin};
use super::passes::{WindowPasses, WindowPassesPlugin};
use super::pins::PinsPlugin;
use super::report::ReportPlugin;
use super::request::{Request, Requests};
use super::rig::Rig;
use super::settings::{Settings, SettingsFile, SettingsPlugin};
use super::shown::{CurrentView, Machine};
use super::trace::TracePlugin;
use super::viewpoints::Viewpoints;
use crate::app::{LatticePlugin, Session};
use crate::film::FilmError;
use crate::scene::settings::ViewSettings;
use crate::scene::{BuildOptions, Scene, SceneError};
use crate::view::camera::{Orbit, PictureCamera};
use crate::view::overlay::Overlay;
use crate::view::panes::Backdrop;
use crate::view::surface::Fineness;
use crate::view::{
    AdapterSummary, Picture, PicturePlugin, ViewError, camera_with_depth, probe_adapter,
};
use bevy::app::{TaskPoolOptions, TaskPoolPlugin, TerminalCtrlCHandlerPlugin};
use bevy::camera::RenderTarget;
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::log::LogPlugin;
use bevy::pbr::PbrPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::settings::{RenderCreation, WgpuSettings};
use bevy::render::view::NoIndirectDrawing;
use bevy::window::{PresentMode, WindowRef, WindowResolution};
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};
use std::time::Instant;
use thiserror::Error;

/// What to open.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The scene.
    pub scene: Scene,
    /// How it is built.
    pub options: BuildOptions,
    /// Where it came from.
    pub origin: Origin,
    /// Whether the program is asked to end, by a signal for one.
    pub interrupted: fn() -> bool,
    /// Is told how many frames of a film are still to be drawn when the window has closed.
    pub finishing: fn(u32),
    /// Is told of the films that were finished after the display had gone, with the program
    /// about to end.
    pub lost: Lost,
    /// Whether to begin as the last run was left, where that is known.
    pub resume: bool,
    /// When the program began, if what is shown is to be printed as lines of JSON.
    pub report: Option<Instant>,
}

/// Why there is no window.
#[derive(Debug, Error)]
pub enum WindowError {
    /// No display.
    #[error("there is no display to open a window on: {why}")]
    NoDisplay {
        /// What was tried.
        why: String,
    },
    /// A scene that cannot be built.
    #[error(transparent)]
    Scene(#[from] SceneError),
    /// Nothing to draw with, or settings that do not go with the scene.
    #[error(transparent)]
    View(#[from] ViewError),
    /// A film that was not finished as the window closed.
    #[error(transparent)]
    Film(#[from] FilmError),
}

/// Opens the window and returns when it is closed and the film in it is finished.
///
/// # Errors
/// See [`WindowError`].
pub fn open(opening: Opening) -> Result<Vec<Made>, WindowError> {
    let adapter = probe_adapter()?;
    let filming = Filming::default();
    let (told, lost, report) = (opening.finishing, opening.lost, opening.report);
    let mut app = app(opening, &adapter, filming.clone())?;
    if let Some(begun) = report {
        app.add_plugins(ReportPlugin { begun });
    }
    let exit = last::guarded(&filming, lost, || app.run());
    if exit.is_error() {
        // Other displays than X say that they are gone by ending the loop of events.
        lost(filming.finish());
    }
    if filming.frames_left() > 0 {
        told(filming.frames_left());
    }
    Ok(filming.finish().into_iter().collect::<Result<_, _>>()?)
}

/// The app, its field inside.
fn app(opening: Opening, adapter: &AdapterSummary, filming: Filming) -> Result<App, WindowError> {
    let (interrupted, resume) = (opening.interrupted, opening.resume);
    let mut desk = Desk { new_scene: true, ..Desk::default() };
    let mut file = SettingsFile::of_user();
    match file.read() {
        Ok(settings) => desk.settings = settings,
        Err(why) => desk.messages.refused("settings", why),
    }
    let mut session_file = SessionFile::of_user();
    let resume = resume && desk.settings.keeps_session;
    let (session, origin, left) = begin(opening, resume, &mut session_file, &mut desk)?;
    let scene = session.opened().clone();
    let draw = |view: &ViewSettings| {
        Picture::new(view, session.lattice(), session.parameters(), session.given())
    };
    let first = desk.settings.dressed(&scene.view);
    let kept = left.view().map(|view| desk.settings.dressed(view));
    // A view that no longer goes with its scene is none to begin with.
    let kept = kept.and_then(|view| draw(&view).ok().map(|picture| (view, picture)));
    let (view, picture) = match kept {
        Some(kept) => kept,
        None => (first.clone(), draw(&first)?),
    };
    let mut rig = Rig::new(&scene.camera);
    left.arrange(&mut rig, &mut desk);
    let mut app = App::new();
    add_bevy(&mut app, &desk.settings, &scene.title)?;
    app.add_plugins((LatticePlugin, PicturePlugin, WindowPassesPlugin, DeskPlugin, CarryPlugin))
        .add_plugins((
            FilmPlugin(filming),
            PinsPlugin,
            TracePlugin,
            InstrumentsPlugin,
            ChartsPlugin,
            AnalysisPlugin,
            GaugePlugin,
            MarksPlugin,
            SettingsPlugin,
            KeepPlugin,
            ChecksPlugin,
            OpeningPlugin,
        ))
        .insert_resource(Machine::new(adapter))
        .insert_resource(Fineness::of(adapter.software))
        .insert_resource(Interrupted(interrupted))
        .insert_resource(CurrentView(view))
        .insert_resource(Viewpoints::new(&scene.viewpoints))
        .insert_resource(file)
        .insert_resource(session_file)
        .insert_resource(desk)
        .insert_resource(Overlay {
            legend: true,
            title: Some(scene.title.clone()),
            size: UVec2::ZERO,
            region: None,
        })
        .init_resource::<Requests>()
        .add_systems(First, heed_interrupt);
    spawn_camera(app.world_mut(), &picture, rig.orbit);
    app.insert_resource(picture).insert_resource(rig);
    session.insert(app.world_mut());
    opening::watch(app.world_mut(), origin);
    Ok(app)
}

/// The session to begin with, and how it was left where it is the last one. A last session that
/// cannot be gone on with is told of, and in nobody's way.
///
/// # Errors
/// A scene that cannot be built, where that is the one that was asked for.
fn begin(
    opening: Opening,
    resume: bool,
    file: &mut SessionFile,
    desk: &mut Desk,
) -> Result<(Session, Origin, Left), SceneError> {
    let left = if resume { file.read() } else { Ok(Left::default()) };
    let again = left.and_then(|left| {
        let Some(Begun { scene, options, origin }) = left.open()? else { return Ok(None) };
        let session = Session::begin(at_leisure(scene), options).map_err(|why| why.to_string())?;
        Ok(Some((session, origin, left)))
    });
    match again {
        Ok(Some(begun)) => return Ok(begun),
        Ok(None) => {}
        Err(why) => {
            let text = format!("the last session cannot be gone on with: {why}");
            desk.messages.refused("session", text);
        }
    }
    let session = Session::begin(at_leisure(opening.scene), opening.options)?;
    Ok((session, opening.origin, Left::default()))
}

/// Asks whether the program is to end.
#[derive(Resource)]
struct Interrupted(fn() -> bool);

/// A signal closes the window as a hand would.
fn heed_interrupt(interrupted: Res<Interrupted>, mut requests: ResMut<Requests>) {
    if (interrupted.0)() {
        requests.push(Request::Quit);
    }
}

/// Bevy with a window and a renderer that leaves colours as they are.
///
/// # Errors
/// [`WindowError::NoDisplay`].
fn add_bevy(app: &mut App, settings: &Settings, title: &str) -> Result<(), WindowError> {
    let (width, height) = settings.window_size();
    let window = Window {
        title: opening::window_title(title),
        name: Some("fieldloom".to_owned()),
        resolution: WindowResolution::new(width as u32, height as u32),
        present_mode: PresentMode::AutoVsync,
        ..default()
    };
    let mut plugins = DefaultPlugins
        .build()
        .set(WindowPlugin { primary_window: Some(window), ..default() })
        .set(crate::view::log_plugin())
        .disable::<TerminalCtrlCHandlerPlugin>()
        .set(TaskPoolPlugin { task_pool_options: TaskPoolOptions::with_num_threads(2) })
        .set(PbrPlugin {
            prepass_enabled: false,
            add_default_deferred_lighting_plugin: false,
            ..default()
        })
        .set(RenderPlugin {
            render_creation: RenderCreation::Automatic(Box::new(WgpuSettings {
                backends: Some(crate::view::backends()),
                ..default()
            })),
            synchronous_pipeline_compilation: true,
            ..default()
        });
    // One logger for the window and for the films that are made beside it.
    if !crate::view::claim_logging() {
        plugins = plugins.disable::<LogPlugin>();
    }
    display::guarded(|| {
        app.add_plugins(plugins)
            .add_plugins(EguiPlugin { bindless_mode_array_size: None, ..default() });
    })
    .map_err(|why| WindowError::NoDisplay { why })?;
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    Ok(())
}

/// The one camera: field and panels in one pass over the window.
fn spawn_camera(world: &mut World, picture: &Picture, orbit: Orbit) {
    let [r, g, b] = picture.theme.background;
    world.spawn((
        camera_with_depth(),
        Backdrop(ClearColorConfig::Custom(Color::srgb_u8(r, g, b))),
        CameraRenderGraph::new(WindowPasses),
        RenderTarget::Window(WindowRef::Primary),
        (Tonemapping::None, DebandDither::Disabled, Msaa::Off, NoIndirectDrawing),
        PrimaryEguiContext,
        PictureCamera(orbit),
    ));
}
