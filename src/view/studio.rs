//! Pictures without a window.

mod composition;
mod options;
mod stages;

pub use options::StudioOptions;
pub use stages::{STAGES, Stopwatch};

use super::adapter;
use super::camera::{Orbit, PictureCamera};
use super::capture::{CapturePlugin, CapturedCamera, PicturePasses, Shot, Shutter};
use super::depth::camera_with_depth;
use super::frame_box::LineScale;
use super::panes::Backdrop;
use super::theme::Theme;
use super::{AdapterSummary, Picture, PicturePlugin, ViewError};
use crate::app::{LatticePlugin, Playback, Session, insert_simulation};
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::quantity::Given;
use crate::record::Frame;
use crate::scene::settings::ViewSettings;
use crate::scene::{Scene, check_view};
use crate::simulation::{Parameters, Simulation};
use bevy::app::{PluginGroup, TaskPoolOptions, TaskPoolPlugin, TerminalCtrlCHandlerPlugin};
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::log::{Level, LogPlugin};
use bevy::pbr::PbrPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::{TextureFormat, TextureUsages};
use bevy::render::settings::{RenderCreation, RenderResources};
use bevy::render::view::NoIndirectDrawing;
use bevy::time::TimeUpdateStrategy;
use bevy::window::ExitCondition;
use bevy::winit::WinitPlugin;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};
use composition::Composition;
use options::{background, check_size};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Updates after which a picture that is still not there will not come.
const PATIENCE: usize = 60;

/// A headless renderer around a world: no window, no clock, a frame when asked for one.
pub struct Studio {
    app: App,
    options: StudioOptions,
    adapter: AdapterSummary,
    /// Turn of the camera in degrees per second of film, and the yaw it began with, in radians;
    /// until the camera is put somewhere else.
    turntable: Option<(f64, f32)>,
    warm: bool,
}

impl Studio {
    /// Builds the world of a scene, its simulation in it.
    ///
    /// # Errors
    /// No adapter, a picture too large for it, or view settings that do not go with the scene.
    pub fn new(
        scene: &Scene,
        simulation: Simulation,
        options: StudioOptions,
    ) -> Result<Self, ViewError> {
        let (lattice, parameters) = (&simulation.lattice, &simulation.parameters);
        let given = Given::of(parameters, &simulation.gauge, &simulation.state);
        let composition = Composition::new(scene, lattice, (parameters, given), &options)?;
        Self::build(composition, options, |world| insert_simulation(world, simulation))
    }

    /// Builds the world of a session, to go on with it.
    ///
    /// # Errors
    /// As [`Studio::new`].
    pub fn of_session(session: Session, options: StudioOptions) -> Result<Self, ViewError> {
        let (lattice, parameters) = (session.lattice(), session.parameters());
        let made = (parameters, session.given());
        let composition = Composition::new(session.opened(), lattice, made, &options)?;
        Self::build(composition, options, |world| session.insert(world))
    }

    fn build(
        composition: Composition,
        options: StudioOptions,
        insert: impl FnOnce(&mut World),
    ) -> Result<Self, ViewError> {
        let Composition { picture, overlay, layout, orbit, turntable } = composition;
        let (resources, adapter) = adapter::open()?;
        check_size(&options, &adapter)?;
        let mut app = app(resources);
        insert(app.world_mut());
        let target_scale = layout.scale * options.supersample as f32;
        app.insert_resource(LineScale(target_scale)).insert_resource(overlay);
        spawn_camera(app.world_mut(), &options, picture.theme, target_scale, PictureCamera(orbit));
        app.insert_resource(picture);
        app.finish();
        app.cleanup();
        let turntable = Some((turntable, orbit.yaw));
        Ok(Self { app, options, adapter, turntable, warm: false })
    }

    /// The world, to run ticks in.
    pub fn world_mut(&mut self) -> &mut World {
        self.app.world_mut()
    }

    /// What draws.
    pub fn adapter(&self) -> &AdapterSummary {
        &self.adapter
    }

    /// Shows something else of the field, on scales that begin anew.
    ///
    /// # Errors
    /// Settings that do not go with the field; then nothing is changed.
    pub fn set_view(&mut self, view: &ViewSettings) -> Result<(), ViewError> {
        let world = self.app.world_mut();
        let (lattice, parameters) = (world.resource::<Lattice>(), world.resource::<Parameters>());
        let given =
            Given::of(parameters, world.resource::<Gauge>(), world.resource::<FieldState>());
        let picture = Picture::new(view, lattice, parameters, given)?;
        check_view(view, parameters, lattice, given).map_err(|(path, message)| {
            ViewError::Setting { path: "view", message: format!("{path}: {message}") }
        })?;
        let background = background(&self.options, picture.theme);
        for mut camera in world.query::<&mut Backdrop>().iter_mut(world) {
            camera.0 = background;
        }
        world.insert_resource(picture);
        self.warm = false;
        Ok(())
    }

    /// Puts the camera somewhere, and stops the turntable.
    pub fn set_orbit(&mut self, orbit: Orbit) {
        self.turntable = None;
        let world = self.app.world_mut();
        for mut camera in world.query::<&mut PictureCamera>().iter_mut(world) {
            camera.0 = orbit;
        }
    }

    /// Turns the camera to where a turntable has it after so many seconds of film.
    pub fn set_film_time(&mut self, seconds: f64) {
        let Some((rate, start)) = self.turntable else { return };
        // Whole turns are taken off first, so that a film of one turn closes exactly.
        let yaw = start + ((rate * seconds).rem_euclid(360.0)).to_radians() as f32;
        let world = self.app.world_mut();
        for mut camera in world.query::<&mut PictureCamera>().iter_mut(world) {
            camera.0.yaw = yaw;
        }
    }

    /// A frame of the state as it is now.
    ///
    /// # Errors
    /// [`ViewError::Driver`].
    pub fn capture(&mut self) -> Result<Frame, ViewError> {
        if !self.warm {
            self.warm_up()?;
        }
        self.take()
    }

    /// Has the next frame taken into the memory of one that is no longer needed.
    pub fn reuse(&mut self, frame: Frame) {
        self.app.world().resource::<Shutter>().reuse(frame);
    }

    /// Updates until two frames are the same: only then is everything there.
    fn warm_up(&mut self) -> Result<(), ViewError> {
        let mut last = self.take()?;
        for _ in 0..PATIENCE {
            let next = self.take()?;
            if next == last {
                self.warm = true;
                return Ok(());
            }
            last = next;
        }
        Err(ViewError::Driver { doing: "warming up", why: "the picture did not settle".to_owned() })
    }

    fn take(&mut self) -> Result<Frame, ViewError> {
        let shutter = self.app.world().resource::<Shutter>().clone();
        let StudioOptions { supersample, transparent, .. } = self.options;
        for _ in 0..PATIENCE {
            shutter.swap(Shot::Wanted { supersample, transparent });
            self.app.update();
            match shutter.swap(Shot::Idle) {
                Shot::Taken(frame) => return Ok(frame),
                Shot::Failed(why) => return Err(ViewError::Driver { doing: "read back", why }),
                Shot::Early | Shot::Wanted { .. } | Shot::Idle => {}
            }
        }
        Err(ViewError::Driver { doing: "drawn", why: "nothing was drawn".to_owned() })
    }
}

/// An app that draws when told to, and neither opens a window nor looks at a clock.
fn app(resources: RenderResources) -> App {
    let mut app = App::new();
    if claim_logging() {
        app.add_plugins(log_plugin());
    }
    let plugins = DefaultPlugins
        .build()
        .disable::<LogPlugin>()
        .disable::<WinitPlugin>()
        .disable::<PipelinedRenderingPlugin>()
        // Interruption is the recorder's business: it finishes the file.
        .disable::<TerminalCtrlCHandlerPlugin>()
        .set(WindowPlugin {
            primary_window: None,
            exit_condition: ExitCondition::DontExit,
            ..default()
        })
        .set(TaskPoolPlugin { task_pool_options: TaskPoolOptions::with_num_threads(2) })
        .set(PbrPlugin {
            prepass_enabled: false,
            add_default_deferred_lighting_plugin: false,
            ..default()
        })
        .set(RenderPlugin {
            render_creation: RenderCreation::Manual(resources),
            synchronous_pipeline_compilation: true,
            ..default()
        });
    app.add_plugins(plugins)
        .add_plugins(EguiPlugin { bindless_mode_array_size: None, ..default() })
        .add_plugins((LatticePlugin, PicturePlugin, CapturePlugin))
        // Ticks are run by whoever makes the film, never by a clock.
        .insert_resource(Playback { paused: true, ..default() })
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO));
    app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
    app
}

/// Whether messages of the renderer already go to stderr: a process has one logger.
static LOGGING: AtomicBool = AtomicBool::new(false);

/// Whether whoever asks is the first: an app that is, sets up the logger of the process.
pub fn claim_logging() -> bool {
    !LOGGING.swap(true, Ordering::Relaxed)
}

/// Warnings only, and not those that tell of a software renderer: that is known and fine.
pub(crate) fn log_plugin() -> LogPlugin {
    let filter =
        "wgpu_core=error,wgpu_hal=error,naga=error,bevy_render=error,bevy_egui=error,winit=error"
            .to_owned();
    LogPlugin { level: Level::WARN, filter, ..default() }
}

/// The camera that draws into an image.
fn spawn_camera(
    world: &mut World,
    options: &StudioOptions,
    theme: &Theme,
    scale: f32,
    view: PictureCamera,
) {
    let (width, height) =
        (options.width * options.supersample, options.height * options.supersample);
    let mut image = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
    image.texture_descriptor.usage |= TextureUsages::COPY_SRC;
    let handle = world.resource_mut::<Assets<Image>>().add(image);
    world.spawn((
        camera_with_depth(),
        Backdrop(background(options, theme)),
        // The frame is taken where it was drawn; the image only tells its size.
        CameraRenderGraph::new(PicturePasses),
        RenderTarget::Image(ImageRenderTarget { handle, scale_factor: scale }),
        (Tonemapping::None, DebandDither::Disabled, Msaa::Off, NoIndirectDrawing),
        PrimaryEguiContext,
        CapturedCamera,
        view,
    ));
}
