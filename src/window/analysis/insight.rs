//! The learning system around one neuron, written out.

use super::Tab;
use crate::app::{CommandLog, Playback};
use crate::lattice::{FieldState, Lattice};
use crate::network::{LearningSystem, UpdateRow};
use crate::simulation::{Clock, Parameters, Part, Patch};
use crate::window::Desk;
use crate::window::job::{Job, Progress};
use bevy::prelude::*;
use std::sync::Arc;
use std::time::Instant;

/// Neurons whose tensors are written out at most; all of a network.
const MOST: usize = 1024;

/// While the field runs, the part of the time that is spent on writing tensors out is one in so
/// many.
const SHARE: u32 = 10;

/// A neuron and those around it as a learning system, at one whole tick.
#[derive(Debug)]
pub struct NeuronSight {
    /// The sites around it.
    pub patch: Patch,
    /// phi and pi there.
    pub part: Part,
    /// Tensors and loss of those sites.
    pub system: LearningSystem,
    /// phi and pi after a synchronous tick of the running kernels, or why there is none.
    pub ticked: Result<[Vec<f64>; 2], String>,
    /// Row and place of the neuron.
    pub site: (usize, usize),
    /// The tick.
    pub tick: u64,
    /// Tells one from another.
    pub number: u64,
}

impl NeuronSight {
    /// The update of a variable of the neuron, and its place in the flat vectors.
    pub fn row(&self, side: crate::network::Side, component: usize) -> (usize, UpdateRow) {
        let at = component * self.patch.lattice().sites() + self.patch.centre();
        (at, self.system.row(side, at, [&self.part.phi, &self.part.pi]))
    }
}

/// The neuron that is looked at, written out as often as there is time for it.
#[derive(Resource, Default)]
pub struct Insight {
    latest: Option<Result<Arc<NeuronSight>, String>>,
    job: Option<(Job<Result<NeuronSight, String>>, Instant)>,
    asked: Option<Asked>,
    rests_until: Option<Instant>,
    count: u64,
}

/// What a sight is of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Asked {
    site: (usize, usize),
    step: u64,
    edits: usize,
}

impl Insight {
    /// The latest sight, or why there is none; `None` as long as there is none yet.
    pub fn latest(&self) -> Option<Result<&NeuronSight, &str>> {
        let latest = self.latest.as_ref()?;
        Some(latest.as_ref().map(|sight| &**sight).map_err(String::as_str))
    }

    fn collect(&mut self) {
        let Some((job, begun)) = &self.job else { return };
        let Progress::Done(result) = job.progress() else { return };
        self.rests_until = Some(Instant::now() + SHARE * begun.elapsed());
        self.latest = result.map(|result| result.map(Arc::new)).or(self.latest.take());
        self.job = None;
    }

    fn rests(&self) -> bool {
        self.rests_until.is_some_and(|until| Instant::now() < until)
    }
}

pub(super) fn add(app: &mut App) {
    app.init_resource::<Insight>().add_systems(Update, look);
}

fn look(
    desk: Res<Desk>,
    (lattice, state, parameters): (Res<Lattice>, Res<FieldState>, Res<Parameters>),
    (clock, log, playback): (Res<Clock>, Res<CommandLog>, Res<Playback>),
    mut insight: ResMut<Insight>,
) {
    if lattice.is_changed() {
        *insight = Insight::default();
    }
    insight.collect();
    let shows = desk.analysis.open == Some(Tab::Network) && insight.job.is_none();
    let site = desk.analysis.site_on(&lattice);
    let asked = Asked { site, step: log.step(&clock), edits: log.entries().len() };
    let waits = !playback.paused && insight.rests();
    if !shows || insight.asked == Some(asked) || waits {
        return;
    }
    insight.asked = Some(asked);
    insight.count += 1;
    let (tick, number) = (clock.tick, insight.count);
    let most = MOST / state.components();
    insight.job = match Patch::around(&parameters, &lattice, site, most) {
        Ok(patch) => {
            let (part, parameters) = (patch.read(&lattice, &state), parameters.clone());
            Job::start(move || write_out(patch, part, &parameters, (site, tick, number)))
        }
        Err(why) => Job::start(move || Err(why.to_string())),
    }
    .map(|job| (job, Instant::now()));
}

fn write_out(
    patch: Patch,
    part: Part,
    parameters: &Parameters,
    (site, tick, number): ((usize, usize), u64, u64),
) -> Result<NeuronSight, String> {
    let system = part.system(parameters).map_err(|why| why.to_string())?;
    let ticked = part.synchronous_tick(parameters).map_err(|why| why.to_string());
    Ok(NeuronSight { patch, part, system, ticked, site, tick, number })
}
