//! Films and stills made while one watches.

use super::Desk;
use super::carry::CarrySystems;
use super::made::Made;
use super::message::Messages;
use super::request::StillKind;
use super::rig::Rig;
use super::shown::CurrentView;
use crate::app::{CommandLog, OpenedScene, Playback, Session};
use crate::film::{CameraKey, FilmError, LiveFilm, Look, new_file};
use crate::simulation::Clock;
use crate::view::Picture;
use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Seconds of film that may be due and not drawn before the field waits for them.
const MOST_LAG: f64 = 2.0;

/// How films are doing.
#[derive(Clone, Debug, Default, PartialEq, Resource)]
pub struct FilmStatus {
    /// Frames of the film that is being made so far.
    pub frames: Option<u32>,
    /// Drawn and due frames of films that have been ended and are not complete yet.
    pub finishing: Option<(u32, u32)>,
    /// Whether the field waits for the film.
    pub waits: bool,
}

impl FilmStatus {
    /// Whether frames are being added.
    pub fn recording(&self) -> bool {
        self.frames.is_some()
    }

    /// Whether there is anything to tell.
    pub fn is_busy(&self) -> bool {
        self.recording() || self.finishing.is_some()
    }

    /// What there is to tell.
    pub fn sentence(&self) -> String {
        match (self.frames, self.finishing) {
            (Some(1), _) => "1 frame".to_owned(),
            (Some(frames), _) => format!("{frames} frames"),
            (None, Some((drawn, due))) => format!("finishing: {drawn} of {due} frames"),
            (None, None) => String::new(),
        }
    }
}

/// A film or a still on its way to its file.
struct Job {
    film: LiveFilm,
    still: bool,
    look: Look,
}

/// What is being made. Shared with whoever opened the window, who finishes what is left.
#[derive(Clone, Default, Resource)]
pub(super) struct Filming(Arc<Mutex<Vec<Job>>>);

impl Filming {
    fn jobs(&self) -> MutexGuard<'_, Vec<Job>> {
        // A panic elsewhere leaves the list whole: jobs are only added and taken out.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends everything and waits for it.
    pub fn finish(&self) -> Vec<Result<Made, FilmError>> {
        let jobs = std::mem::take(&mut *self.jobs());
        jobs.into_iter().map(|job| Made::of(job.film, job.still)).collect()
    }

    /// Frames that are due and not drawn yet.
    pub fn frames_left(&self) -> u32 {
        let left = |job: &Job| job.film.frames_due().saturating_sub(job.film.frames_drawn());
        self.jobs().iter().map(left).sum()
    }
}

/// Keeps films going.
pub(super) struct FilmPlugin(pub Filming);

impl Plugin for FilmPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(self.0.clone())
            .init_resource::<FilmStatus>()
            .add_systems(EguiPrimaryContextPass, go_on.after(CarrySystems));
    }
}

/// Begins a film, or ends the one that is being made.
pub(super) fn toggle(world: &mut World) {
    if world.resource::<FilmStatus>().recording() {
        stop(world);
    } else {
        begin(world, "mp4", None);
    }
}

/// Takes a still.
pub(super) fn still(world: &mut World, kind: StillKind) {
    match kind {
        StillKind::Field => begin(world, "png", Some(false)),
        StillKind::Transparent => begin(world, "png", Some(true)),
        StillKind::Window => super::shot::take(world),
    }
}

/// Ends the film that is being made, if any: it shows this session and no other.
pub(super) fn stop(world: &mut World) {
    let filming = world.resource::<Filming>().clone();
    let (log, clock) = (world.resource::<CommandLog>(), world.resource::<Clock>());
    for job in filming.jobs().iter_mut().filter(|job| !job.still) {
        job.film.follow(log, clock);
        job.film.stop();
    }
}

/// Begins a film, or takes a still: with or without what is behind the field.
fn begin(world: &mut World, extension: &str, still: Option<bool>) {
    let Some(session) = Session::of(world) else { return };
    let path = new_file(&stem(session.opened().name()), extension);
    let look = look(world);
    let begun = match still {
        Some(transparent) => LiveFilm::still(session, look.clone(), &path, transparent),
        None => LiveFilm::start(session, look.clone(), &path),
    };
    let still = still.is_some();
    match begun {
        Ok(film) => world.resource::<Filming>().jobs().push(Job { film, still, look }),
        Err(why) => world.resource_mut::<Desk>().messages.refused("film", why.to_string()),
    }
}

/// The name of a scene without directory and extension.
pub(super) fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "fieldloom".to_owned())
}

/// What the window shows otherwise than the scene says.
fn look(world: &World) -> Look {
    let (view, rig) = (&world.resource::<CurrentView>().0, world.resource::<Rig>());
    let scene = &world.resource::<OpenedScene>().0;
    Look {
        view: (*view != scene.view).then(|| view.clone()),
        // A view that nobody has moved is composed anew for the size of the film.
        camera: (!rig.framed).then(|| CameraKey::from(rig.orbit)),
    }
}

/// Tells films what has happened, and the person how they are doing.
fn go_on(
    filming: Res<Filming>,
    (log, clock): (Res<CommandLog>, Res<Clock>),
    (view, rig, picture): (Res<CurrentView>, Res<Rig>, Option<Res<Picture>>),
    mut status: ResMut<FilmStatus>,
    mut playback: ResMut<Playback>,
    mut desk: ResMut<Desk>,
) {
    let mut jobs = filming.jobs();
    let moved = picture.is_some_and(|picture| picture.is_changed()) || rig.is_changed();
    for job in jobs.iter_mut().filter(|job| !job.still) {
        job.film.follow(&log, &clock);
        if moved {
            job.turn_to(&view, &rig);
        }
    }
    let now = tell(&jobs);
    if playback.held != now.waits {
        playback.held = now.waits;
    }
    status.set_if_neq(now);
    let (done, going): (Vec<Job>, Vec<Job>) =
        jobs.drain(..).partition(|job| job.film.is_finished());
    *jobs = going;
    done.into_iter().for_each(|job| report(Made::of(job.film, job.still), &mut desk.messages));
}

impl Job {
    /// Shows from now on what the window shows.
    fn turn_to(&mut self, view: &CurrentView, rig: &Rig) {
        let camera =
            (!rig.framed || self.look.camera.is_some()).then(|| CameraKey::from(rig.orbit));
        let look = Look { view: Some(view.0.clone()), camera };
        if look != self.look {
            self.film.look(look.clone());
            self.look = look;
        }
    }
}

fn tell(jobs: &[Job]) -> FilmStatus {
    let films = || jobs.iter().filter(|job| !job.still);
    let made = films().find(|job| !job.film.is_stopped());
    let ended = || films().filter(|job| job.film.is_stopped());
    let sum = |count: fn(&LiveFilm) -> u32| ended().map(|job| count(&job.film)).sum();
    FilmStatus {
        frames: made.map(|job| job.film.frames_due().max(1)),
        finishing: ended().next().map(|_| (sum(LiveFilm::frames_drawn), sum(LiveFilm::frames_due))),
        waits: made.is_some_and(|job| job.film.lag() > MOST_LAG),
    }
}

/// Says where a film is, or what ended it.
fn report(made: Result<Made, FilmError>, messages: &mut Messages) {
    match made {
        Ok(made) => messages.done(&made.finished.files, made.sentence()),
        Err(why) => messages.refused("film", why.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_is_named_after_its_scene() {
        assert_eq!(stem("spinor-rose"), "spinor-rose");
        assert_eq!(stem("some/where/mine.ron"), "mine");
        assert_eq!(stem(""), "fieldloom");
    }

    #[test]
    fn what_is_told_of_a_film_is_what_it_is_doing() {
        let status = FilmStatus { frames: Some(12), ..FilmStatus::default() };
        assert!(status.recording() && status.is_busy());
        assert_eq!(status.sentence(), "12 frames");
        let status = FilmStatus { finishing: Some((3, 9)), ..FilmStatus::default() };
        assert!(!status.recording() && status.is_busy());
        assert_eq!(status.sentence(), "finishing: 3 of 9 frames");
        assert!(!FilmStatus::default().is_busy());
    }
}
