//! Dispersion: curves of the lattice and of the continuum, and the modes of the running field.

use crate::app::{CommandLog, LatticeTick, Stage};
use crate::lattice::{Boundary, FieldState, Lattice};
use crate::simulation::{Clock, Parameters};
use crate::spectrum::{Follower, Spectrum};
use crate::window::Desk;
use crate::window::job::{Job, Progress};
use bevy::prelude::*;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;

/// Sites of a field that is followed at most: of a larger one the copies alone would take too long.
const MOST_SITES: usize = 1 << 16;

/// Looks after which the frequencies are told.
const LOOKS: usize = 48;

/// Looks that may wait.
const WAITING: usize = 4;

/// Largest extents of the lattice on which random waves are measured, for D = 1, 2, 3.
const EXTENTS: [usize; 3] = [64, 24, 12];

/// What was seen of the running field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// Ticks from one look to the next; 0 before that is known.
    pub every: u64,
    /// Looks taken since the last result.
    pub looks: usize,
    /// Frequencies at each wave vector of the path, in rising order; empty where the field has no
    /// such wave.
    pub frequencies: Vec<Vec<f64>>,
}

/// The spectrum of the running theory.
#[derive(Resource, Default)]
pub struct Waves {
    spectrum: Option<Result<Arc<Spectrum>, String>>,
    job: Option<Job<Result<Spectrum, String>>>,
    random: Option<Arc<Spectrum>>,
    random_job: Option<Job<Result<Spectrum, String>>>,
    watch: Option<Watch>,
}

/// A thread that takes the field's modes apart.
struct Watch {
    looks: SyncSender<Look>,
    followed: Arc<Mutex<Followed>>,
    latest: Option<u64>,
    edits: usize,
}

/// The field at a step of the session.
struct Look {
    /// Whether it goes on from the look before.
    goes_on: bool,
    state: FieldState,
}

/// Looks there are enough of for a result.
const fn enough(looks: usize) -> bool {
    looks >= LOOKS
}

impl Waves {
    /// The curves, or why there are none; `None` as long as they are being computed.
    pub fn spectrum(&self) -> Option<Result<&Arc<Spectrum>, &str>> {
        Some(self.spectrum.as_ref()?.as_ref().map_err(String::as_str))
    }

    /// What was seen of the running field; `None` where it is not followed.
    pub fn followed(&self) -> Option<Followed> {
        let watch = self.watch.as_ref()?;
        Some(watch.followed.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// What random waves on a small lattice have shown, once they were asked for.
    pub fn random(&self) -> Option<&Spectrum> {
        self.random.as_deref()
    }

    /// Whether random waves are being measured.
    pub fn is_measuring(&self) -> bool {
        self.random_job.is_some()
    }

    /// Measures random waves on a small periodic lattice.
    pub fn measure(&mut self, parameters: &Parameters, lattice: &Lattice) {
        let most = EXTENTS[lattice.dim() - 1];
        let shape: Vec<usize> = lattice.shape().iter().map(|n| *n.min(&most)).collect();
        let Ok(small) = Lattice::new(&shape, lattice.spacing(), &[Boundary::Periodic]) else {
            return;
        };
        let parameters = parameters.clone();
        self.random_job = Job::start(move || {
            let mut spectrum = spectrum(&parameters, &small)?;
            let measured = spectrum.measure(&parameters, &small, LOOKS);
            measured.map_err(|why| why.to_string())?;
            Ok(spectrum)
        });
    }

    fn collect(&mut self) {
        if let Some(Progress::Done(result)) = self.job.as_ref().map(Job::progress) {
            self.job = None;
            let failed = || Err("the spectrum could not be computed".to_owned());
            self.spectrum = Some(result.unwrap_or_else(failed).map(Arc::new));
        }
        if let Some(Progress::Done(result)) = self.random_job.as_ref().map(Job::progress) {
            self.random_job = None;
            self.random = result.and_then(Result::ok).map(Arc::new);
        }
    }
}

/// Whether a theory has waves in space.
pub fn has_waves(parameters: &Parameters) -> bool {
    parameters.theory.extras.is_empty()
}

/// Whether a lattice is small enough for its modes to be followed while it runs.
pub fn is_followed(lattice: &Lattice) -> bool {
    lattice.sites() <= MOST_SITES
}

fn spectrum(parameters: &Parameters, lattice: &Lattice) -> Result<Spectrum, String> {
    Spectrum::tour(parameters, lattice).map_err(|why| why.to_string())
}

pub(super) fn add(app: &mut App) {
    app.init_resource::<Waves>()
        .add_systems(Update, compute)
        .add_systems(LatticeTick, look.after(Stage::Advance));
}

/// Computes the curves where they are shown, and begins to follow the field.
fn compute(
    desk: Res<Desk>,
    (lattice, parameters): (Res<Lattice>, Res<Parameters>),
    log: Res<CommandLog>,
    mut waves: ResMut<Waves>,
) {
    let waves = waves.bypass_change_detection();
    if lattice.is_changed() || parameters.is_changed() {
        *waves = Waves::default();
    }
    if !desk.shows_waves() {
        waves.watch = None;
        return;
    }
    waves.collect();
    if !has_waves(&parameters) {
        return;
    }
    match &waves.spectrum {
        None if waves.job.is_none() => {
            let (parameters, lattice) = (parameters.clone(), lattice.clone());
            waves.job = Job::start(move || spectrum(&parameters, &lattice));
        }
        Some(Ok(spectrum)) if waves.watch.is_none() && is_followed(&lattice) => {
            let edits = log.entries().len();
            waves.watch = Watch::begin(&parameters, &lattice, spectrum.clone(), edits);
        }
        _ => {}
    }
}

impl Watch {
    fn begin(
        parameters: &Parameters,
        lattice: &Lattice,
        spectrum: Arc<Spectrum>,
        edits: usize,
    ) -> Option<Self> {
        let (looks, heard) = sync_channel(WAITING);
        let followed = Arc::new(Mutex::new(Followed::default()));
        let (told, parameters, lattice) = (followed.clone(), parameters.clone(), lattice.clone());
        let spawned = Builder::new().name("waves".to_owned()).spawn(move || {
            if let Ok(follower) = Follower::new(&parameters, &lattice, &spectrum.k) {
                follow(follower.keeping(LOOKS), &lattice, &heard, &told);
            }
        });
        spawned.is_ok().then_some(Self { looks, followed, latest: None, edits })
    }

    /// Hands a look over where it is time for one. One that cannot be taken now is missed: then the
    /// next begins anew.
    fn look(&mut self, step: u64, edits: usize, state: &FieldState) {
        let every = self.followed.lock().unwrap_or_else(PoisonError::into_inner).every;
        let due = self.latest.is_none_or(|latest| latest + every <= step);
        if every == 0 || !due && edits == self.edits {
            return;
        }
        let goes_on =
            edits == self.edits && self.latest.is_some_and(|latest| latest + every == step);
        let sent = self.looks.try_send(Look { goes_on, state: state.clone() });
        self.edits = edits;
        self.latest = sent.is_ok().then_some(step);
    }
}

/// Takes looks until nobody sends any; tells the frequencies whenever there are enough of them.
fn follow(
    mut follower: Follower,
    lattice: &Lattice,
    heard: &Receiver<Look>,
    told: &Mutex<Followed>,
) {
    let tell = |change: &mut dyn FnMut(&mut Followed)| {
        change(&mut told.lock().unwrap_or_else(PoisonError::into_inner));
    };
    tell(&mut |followed| followed.every = follower.every());
    while let Ok(look) = heard.recv() {
        if !look.goes_on {
            follower.forget();
        }
        follower.look(lattice, &look.state);
        if enough(follower.looks()) {
            let found = follower.clear_frequencies(look.state.precision());
            tell(&mut |followed| followed.frequencies = found.clone());
            // What came meanwhile may have gaps.
            heard.try_iter().for_each(drop);
            follower.forget();
        }
        tell(&mut |followed| followed.looks = follower.looks());
    }
}

/// Looks at the field after a tick.
fn look(
    (state, clock, log): (Res<FieldState>, Res<Clock>, Res<CommandLog>),
    mut waves: ResMut<Waves>,
) {
    if let Some(watch) = &mut waves.bypass_change_detection().watch {
        watch.look(log.step(&clock), log.entries().len(), &state);
    }
}
