//! The frames of a film, one after another.

use super::{FilmError, Look, ViewKey};
use crate::app::{Halt, Logged, Session, make_now, run_to, session_step, verdict};
use crate::record::Frame;
use crate::scene::settings::RecordSettings;
use crate::simulation::Alarm;
use crate::view::camera::Orbit;
use crate::view::{Stopwatch, Studio, ViewError};
use bevy::ecs::world::World;
use std::collections::VecDeque;

/// Draws a film. What happens in it may be told ahead, or while it is drawn.
pub struct Reel {
    studio: Studio,
    start: u64,
    ticks_per_frame: u32,
    fps: u32,
    drawn: u32,
    edits: Queue<Logged>,
    views: Queue<ViewKey>,
}

/// What came of a wish for a frame.
pub enum Shown {
    /// The frame.
    Frame(Frame),
    /// None, since the field is halted.
    Ended(Alarm),
}

impl Shown {
    /// The frame, where there has to be one.
    ///
    /// # Errors
    /// [`FilmError::Halted`].
    pub(super) fn frame(self) -> Result<Frame, FilmError> {
        match self {
            Self::Frame(frame) => Ok(frame),
            Self::Ended(alarm) => Err(FilmError::Halted(Box::new(alarm))),
        }
    }
}

/// What is to happen, each with its place among all of its kind.
struct Queue<T> {
    waiting: VecDeque<T>,
    taken: usize,
}

impl<T> Queue<T> {
    fn new() -> Self {
        Self { waiting: VecDeque::new(), taken: 0 }
    }

    /// The next one if it is due, and its place.
    fn next_if(&mut self, due: impl Fn(&T) -> bool) -> Option<(usize, T)> {
        let next = self.waiting.pop_front_if(|next| due(next))?;
        self.taken += 1;
        Some((self.taken - 1, next))
    }
}

impl Reel {
    /// Takes over a session, to film it from a step on (its own, or a later one).
    ///
    /// # Errors
    /// No adapter, a picture too large for it, or view settings that do not go with the scene.
    pub fn new(session: Session, settings: &RecordSettings, start: u64) -> Result<Self, ViewError> {
        let studio = Studio::of_session(session, settings.into())?;
        let RecordSettings { fps, ticks_per_frame, .. } = *settings;
        let (edits, views) = (Queue::new(), Queue::new());
        Ok(Self { studio, start, ticks_per_frame, fps, drawn: 0, edits, views })
    }

    /// Tells of an edit that was made; in order.
    pub fn edit(&mut self, edit: Logged) {
        self.edits.waiting.push_back(edit);
    }

    /// Tells what is seen from a frame on; in order.
    pub fn look(&mut self, key: ViewKey) {
        self.views.waiting.push_back(key);
    }

    /// Frames drawn so far.
    pub fn drawn(&self) -> u32 {
        self.drawn
    }

    /// Step of the session that the next frame shows.
    pub fn next_step(&self) -> u64 {
        let ticks = u64::from(self.drawn) * u64::from(self.ticks_per_frame);
        self.start.saturating_add(ticks)
    }

    /// The world that is filmed.
    pub fn world_mut(&mut self) -> &mut World {
        self.studio.world_mut()
    }

    /// Has the stages of every frame timed.
    pub(super) fn watched(&mut self) -> Stopwatch {
        self.studio.watched()
    }

    /// Goes on towards the first frame, by some ticks at most, and says whether it is reached: so
    /// that somebody can be listened to on a long way.
    ///
    /// # Errors
    /// An edit that is refused.
    pub fn approach(&mut self, ticks: u64) -> Result<bool, FilmError> {
        let now = session_step(self.studio.world_mut());
        let next = now.saturating_add(ticks).min(self.next_step());
        let stopped = self.advance(next)?.is_some();
        Ok(stopped || next >= self.next_step())
    }

    /// Draws the next frame, which shows everything that it was told of up to its step; into the memory
    /// of a spare one, where there is any.
    ///
    /// # Errors
    /// An edit or a view that cannot be; a failure of the driver.
    pub fn next_frame(&mut self, spare: Frame) -> Result<Shown, FilmError> {
        if let Some(alarm) = self.advance(self.next_step())? {
            return Ok(Shown::Ended(alarm));
        }
        self.studio.set_film_time(f64::from(self.drawn) / f64::from(self.fps));
        self.turn_to_look()?;
        self.studio.reuse(spare);
        let frame = self.studio.capture()?;
        self.drawn += 1;
        Ok(Shown::Frame(frame))
    }

    /// Runs the session to a step and makes the edits up to it; the alarm that holds it there, or
    /// earlier.
    fn advance(&mut self, step: u64) -> Result<Option<Alarm>, FilmError> {
        let world = self.studio.world_mut();
        while let Some((index, edit)) = self.edits.next_if(|edit| edit.step <= step) {
            if let Err(alarm) = run_to(world, edit.step) {
                return Ok(Some(alarm));
            }
            let (step, edit) = (edit.step, edit.edit());
            make_now(world, edit).map_err(|reason| FilmError::Edit { index, step, reason })?;
        }
        if let Err(alarm) = run_to(world, step) {
            return Ok(Some(alarm));
        }
        let halted = world.resource::<Halt>().0.clone();
        Ok(halted.or_else(|| verdict(world).err()))
    }

    /// Follows the keys of the next frame.
    fn turn_to_look(&mut self) -> Result<(), FilmError> {
        let mut wanted = Look::default();
        let mut index = 0;
        while let Some((at, key)) = self.views.next_if(|key| key.frame <= self.drawn) {
            wanted = wanted.then(key.look());
            index = at;
        }
        if let Some(camera) = wanted.camera {
            self.studio.set_orbit(Orbit::from(camera));
        }
        let frame = self.drawn;
        let view = wanted.view.map_or(Ok(()), |view| self.studio.set_view(&view));
        view.map_err(|source| FilmError::Look { index, frame, source })
    }
}
