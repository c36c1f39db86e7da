//! A session as a whole, to be gone on with in another world.

use super::history::History;
use super::log::CommandLog;
use super::moment::{self, Moment};
use super::schedule::Halt;
use super::timeline::Timeline;
use super::world::{CurrentScene, OpenedScene, SceneOptions, insert_simulation};
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::quantity::Given;
use crate::scene::{BuildOptions, Scene, SceneError};
use crate::simulation::{Clock, Dynamics, Measurements, Parameters, Simulation};
use bevy::ecs::world::World;
use std::sync::Arc;

/// Everything of a session that bears on what follows: what is done in both from here on is done
/// alike, undo of earlier steps included. Moments to undo are shared, not copied.
#[derive(Clone, Debug)]
pub struct Session {
    lattice: Lattice,
    moment: Moment,
    log: CommandLog,
    history: History,
    timeline: Timeline,
    opened: Arc<Scene>,
    options: BuildOptions,
}

impl Session {
    /// A session that begins with a scene.
    ///
    /// # Errors
    /// When the scene cannot be built.
    pub fn begin(scene: Scene, options: BuildOptions) -> Result<Self, SceneError> {
        let simulation = scene.build(&options)?;
        let Simulation { lattice, state, parameters, dynamics, gauge, clock, measurements } =
            simulation;
        let (log, history) = (CommandLog::starting_at(&clock), History::default());
        let opened = Arc::new(scene);
        let scene = Some(opened.clone());
        let halt = None;
        let moment =
            Moment { state, parameters, dynamics, gauge, clock, measurements, halt, scene };
        let timeline = Timeline::default();
        Ok(Self { lattice, moment, log, history, timeline, opened, options })
    }

    /// The same with another history.
    pub(super) fn with_history(self, history: History) -> Self {
        Self { history, ..self }
    }

    /// The session in a world as it stands; `None` where it did not begin with a scene.
    pub fn of(world: &World) -> Option<Self> {
        let halt = world.get_resource::<Halt>()?.0.clone();
        let measurements = world.get_resource::<Measurements>()?;
        let moment = Moment {
            state: world.get_resource::<FieldState>()?.clone(),
            parameters: world.get_resource::<Parameters>()?.clone(),
            dynamics: world.get_resource::<Dynamics>()?.clone(),
            gauge: world.get_resource::<Gauge>()?.clone(),
            clock: *world.get_resource::<Clock>()?,
            measurements: moment::kept(measurements, halt.as_ref()),
            halt,
            scene: Some(world.get_resource::<CurrentScene>()?.0.clone()),
        };
        Some(Self {
            lattice: world.get_resource::<Lattice>()?.clone(),
            moment,
            log: world.get_resource::<CommandLog>()?.clone(),
            history: world.get_resource::<History>()?.clone(),
            timeline: world.get_resource::<Timeline>()?.clone(),
            opened: world.get_resource::<OpenedScene>()?.0.clone(),
            options: world.get_resource::<SceneOptions>()?.0.clone(),
        })
    }

    /// Makes it the session of a world.
    pub fn insert(self, world: &mut World) {
        let Self { lattice, moment, log, history, timeline, opened, options } = self;
        let Moment { state, parameters, dynamics, gauge, clock, mut measurements, halt, scene } =
            moment;
        if halt.is_none() && measurements.last_good().is_none() {
            measurements.renew_copy(&state, &clock);
        }
        let simulation =
            Simulation { lattice, state, parameters, dynamics, gauge, clock, measurements };
        insert_simulation(world, simulation);
        world.insert_resource(CurrentScene(scene.unwrap_or_else(|| opened.clone())));
        world.insert_resource(OpenedScene(opened));
        world.insert_resource(SceneOptions(options));
        world.insert_resource(Halt(halt));
        world.insert_resource(log);
        world.insert_resource(history);
        world.insert_resource(timeline);
    }

    /// The scene it began with.
    pub fn opened(&self) -> &Arc<Scene> {
        &self.opened
    }

    /// How its scene was built.
    pub fn options(&self) -> &BuildOptions {
        &self.options
    }

    /// Its lattice.
    pub fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// What it is made of now.
    pub fn parameters(&self) -> &Parameters {
        &self.moment.parameters
    }

    /// What it has besides phi and pi.
    pub fn given(&self) -> Given {
        let Moment { parameters, gauge, state, .. } = &self.moment;
        Given::of(parameters, gauge, state)
    }

    /// Ticks since it began.
    pub fn step(&self) -> u64 {
        self.log.step(&self.moment.clock)
    }

    /// Its edits so far.
    pub fn log(&self) -> &CommandLog {
        &self.log
    }
}
