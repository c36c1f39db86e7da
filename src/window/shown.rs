//! What the interface can read.

use super::analysis::{Insight, Orbits, Rivals, Waves};
use super::charts::Charts;
use super::checks::Checks;
use super::film::FilmStatus;
use super::gauge::Residuals;
use super::instruments::Instruments;
use super::loader::Loader;
use super::pins::Pins;
use super::rig::Rig;
use super::steps::ViewSteps;
use super::trace::DriftTrace;
use super::travel::Travels;
use super::viewpoints::Viewpoints;
use crate::app::{CurrentScene, Halt, Halves, History, Playback, Rates, Timeline};
use crate::gauge::Gauge;
use crate::lattice::{FieldState, Lattice};
use crate::observable::Look;
use crate::quantity::Given;
use crate::scene::Scene;
use crate::scene::settings::ViewSettings;
use crate::simulation::{Alarm, Clock, Dynamics, Measurements, Parameters};
use crate::view::field_surface::height_scale;
use crate::view::frame_box::BoxFrame;
use crate::view::overlay::Overlay;
use crate::view::panes::SecondPane;
use crate::view::surface::Drawn;
use crate::view::triad::{self, AxisEnd};
use crate::view::{AdapterSummary, Haste, Picture, Planes, Ranges};
use bevy::ecs::prelude::*;
use bevy::ecs::system::SystemParam;

/// The settings the picture was made from: those of the scene, as the window changed them.
#[derive(Clone, Debug, Default, PartialEq, Resource)]
pub struct CurrentView(pub ViewSettings);

/// What draws, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Resource)]
pub struct Machine {
    /// The graphics adapter.
    pub adapter: String,
    /// Whether it is the processor that draws.
    pub slow: bool,
    /// Threads that compute the field.
    pub threads: usize,
}

impl Machine {
    /// This machine, with what draws on it.
    pub fn new(adapter: &AdapterSummary) -> Self {
        let (slow, threads) = (adapter.software, rayon::current_num_threads());
        Self { adapter: adapter.name.clone(), slow, threads }
    }
}

/// All that the interface shows, as it is at one whole tick; only phi and pi are those between
/// activation and learning where somebody steps by half ticks.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// Geometry.
    pub lattice: &'a Lattice,
    /// phi and pi.
    pub state: &'a FieldState,
    /// Where stepping by half ticks stands.
    pub halves: &'a Halves,
    /// Theory and its numbers.
    pub parameters: &'a Parameters,
    /// The parameters, compiled.
    pub dynamics: &'a Dynamics,
    /// The gauge, its background and its twin.
    pub gauge: &'a Gauge,
    /// How far the field is from its twin.
    pub residuals: &'a Residuals,
    /// Tick and time.
    pub clock: &'a Clock,
    /// Time series and drift.
    pub measurements: &'a Measurements,
    /// How far what should be conserved has drifted, over time.
    pub drift: &'a DriftTrace,
    /// What stopped the field, if anything did.
    pub halt: Option<&'a Alarm>,
    /// Pace.
    pub playback: &'a Playback,
    /// Ticks and frames a second.
    pub rates: &'a Rates,
    /// What can be undone.
    pub history: &'a History,
    /// What can be undone of the view.
    pub steps: &'a ViewSteps,
    /// The ticks the field can be taken to.
    pub timeline: &'a Timeline,
    /// How it is taken there.
    pub travels: &'a Travels,
    /// The watched sites.
    pub pins: &'a Pins,
    /// What is laid on the field to be read.
    pub instruments: &'a Instruments,
    /// The chart that is shown.
    pub charts: &'a Charts,
    /// The views that are kept by name.
    pub viewpoints: &'a Viewpoints,
    /// The film that is made, if any.
    pub film: &'a FilmStatus,
    /// What is drawn.
    pub picture: &'a Picture,
    /// The settings it was made from.
    pub view: &'a ViewSettings,
    /// Values at the ends of the scales.
    pub ranges: &'a Ranges,
    /// The values that are drawn.
    pub planes: &'a Planes,
    /// What the second pane shows.
    pub second: &'a SecondPane,
    /// The camera.
    pub rig: &'a Rig,
    /// What is written on the picture.
    pub overlay: &'a Overlay,
    /// Whether scenes keep what they promise.
    pub checks: &'a Checks,
    /// What draws and computes.
    pub machine: &'a Machine,
    /// Whether media are drawn at half the resolution for the sake of speed.
    pub hasty: bool,
    /// The neuron that is looked at, written out.
    pub insight: &'a Insight,
    /// Dispersion.
    pub waves: &'a Waves,
    /// The ways of single neurons.
    pub orbits: &'a Orbits,
    /// Both sides of the duality.
    pub rivals: &'a Rivals,
    /// The scene that is being opened, when that takes long.
    pub waiting: Option<&'a str>,
}

impl<'a> Shown<'a> {
    /// All that is needed to measure the field.
    pub fn look(&self) -> Look<'a> {
        let Self { lattice, state, parameters, dynamics, gauge, clock, .. } = *self;
        Look { lattice, state, parameters, dynamics, gauge, clock }
    }

    /// What the run has besides phi and pi.
    pub fn given(&self) -> Given {
        Given::of(self.parameters, self.gauge, self.state)
    }

    /// The surface where it is drawn; `None` as long as it is not.
    pub fn drawn(&self) -> Option<Drawn<'a>> {
        Drawn::new(self.picture, self.lattice, self.ranges, self.planes)
    }

    /// The surface of a pane.
    pub fn drawn_in(&self, pane: usize) -> Option<Drawn<'a>> {
        if pane == 0 {
            return self.drawn();
        }
        let SecondPane { planes, ranges } = self.second;
        Drawn::new(self.picture.beside.as_deref()?, self.lattice, ranges, planes)
    }

    /// The ends of the triad of axes; none where it is not drawn.
    pub fn triad(&self) -> Vec<AxisEnd> {
        let frame = BoxFrame::new(self.lattice, &height_scale(self.picture));
        let rect = self.overlay.layout(self.picture).triad;
        rect.map_or(Vec::new(), |rect| triad::ends(&frame, &self.rig.orbit, rect))
    }
}

/// The resources behind [`Shown`].
#[derive(SystemParam)]
pub(super) struct Showing<'w> {
    scene: Res<'w, CurrentScene>,
    lattice: Res<'w, Lattice>,
    state: Res<'w, FieldState>,
    halves: Res<'w, Halves>,
    parameters: Res<'w, Parameters>,
    dynamics: Res<'w, Dynamics>,
    gauge: (Res<'w, Gauge>, Res<'w, Residuals>),
    clock: Res<'w, Clock>,
    measurements: Res<'w, Measurements>,
    drift: Res<'w, DriftTrace>,
    halt: Res<'w, Halt>,
    playback: Res<'w, Playback>,
    rates: Res<'w, Rates>,
    history: (Res<'w, History>, Res<'w, ViewSteps>),
    time: (Res<'w, Timeline>, Res<'w, Travels>),
    pins: Res<'w, Pins>,
    instruments: Res<'w, Instruments>,
    charts: Res<'w, Charts>,
    viewpoints: Res<'w, Viewpoints>,
    film: Res<'w, FilmStatus>,
    planes: Res<'w, Planes>,
    picture: Res<'w, Picture>,
    view: Res<'w, CurrentView>,
    ranges: Res<'w, Ranges>,
    second: Res<'w, SecondPane>,
    rig: Res<'w, Rig>,
    overlay: Res<'w, Overlay>,
    checks: Res<'w, Checks>,
    machine: (Res<'w, Machine>, Res<'w, Haste>),
    loader: Res<'w, Loader>,
    analysis: AnalysisResults<'w>,
}

/// What the analysis panel shows.
#[derive(SystemParam)]
struct AnalysisResults<'w> {
    insight: Res<'w, Insight>,
    waves: Res<'w, Waves>,
    orbits: Res<'w, Orbits>,
    rivals: Res<'w, Rivals>,
}

impl Showing<'_> {
    /// Everything, by reference.
    pub fn shown(&self) -> Shown<'_> {
        Shown {
            scene: &self.scene.0,
            lattice: &self.lattice,
            state: self.halves.between().unwrap_or(&self.state),
            halves: &self.halves,
            parameters: &self.parameters,
            dynamics: &self.dynamics,
            gauge: &self.gauge.0,
            residuals: &self.gauge.1,
            clock: &self.clock,
            measurements: &self.measurements,
            drift: &self.drift,
            halt: self.halt.0.as_ref(),
            playback: &self.playback,
            rates: &self.rates,
            history: &self.history.0,
            steps: &self.history.1,
            timeline: &self.time.0,
            travels: &self.time.1,
            pins: &self.pins,
            instruments: &self.instruments,
            charts: &self.charts,
            viewpoints: &self.viewpoints,
            film: &self.film,
            planes: &self.planes,
            picture: &self.picture,
            view: &self.view.0,
            ranges: &self.ranges,
            second: &self.second,
            rig: &self.rig,
            overlay: &self.overlay,
            checks: &self.checks,
            machine: &self.machine.0,
            hasty: self.machine.1.0,
            insight: &self.analysis.insight,
            waves: &self.analysis.waves,
            orbits: &self.analysis.orbits,
            rivals: &self.analysis.rivals,
            waiting: self.loader.waiting(),
        }
    }
}
