//! A film of a session that goes on.

use super::{FilmError, FilmScript, Look, Reel, Shown, ViewKey, output};
use crate::app::{CommandLog, Logged, Session};
use crate::record::{Finished, Recorder};
use crate::scene::settings::RecordSettings;
use crate::simulation::Clock;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

/// A film that is drawn on a thread of its own, on a device of its own, from a copy of the session
/// that does again what it is told.
///
/// Dropping it draws what is due and completes the file.
pub struct LiveFilm {
    words: Sender<Word>,
    worker: Option<JoinHandle<Result<Take, FilmError>>>,
    shared: Arc<Shared>,
    path: PathBuf,
    fps: u32,
    ticks_per_frame: u32,
    start: u64,
    /// Last step of the session it was told of.
    step: u64,
    /// Entries of the log it was told of.
    told: usize,
    stopped: bool,
}

/// A finished film.
#[derive(Debug)]
pub struct Take {
    /// The file.
    pub finished: Finished,
    /// With it, `fieldloom record --commands` makes the same file from the same scene.
    pub script: FilmScript,
}

/// What the window says to the thread, in the order in which it happened.
enum Word {
    Edit(Logged),
    Look(Box<Look>),
    Reached(u64),
    Stop,
}

/// What the thread lets be seen.
#[derive(Default)]
struct Shared {
    drawn: AtomicU32,
    error: Mutex<Option<String>>,
}

impl LiveFilm {
    /// Begins to film a session from its present step on, with the record settings of its scene:
    /// frame rate, ticks per frame (at least one: a live film has no end of its own) and picture.
    ///
    /// # Errors
    /// A file that cannot be written, a view that does not go with the scene, no thread.
    pub fn start(session: Session, look: Look, path: &Path) -> Result<Self, FilmError> {
        let settings = settings(&session);
        let spec = output(&session, &settings, &look, path, 0)?;
        Self::begin(session, look, settings, Recorder::start(&spec)?, path)
    }

    /// Takes a single picture of a session as it is, in the size of the scene's film; with nothing
    /// behind the field where it is to be transparent.
    ///
    /// # Errors
    /// As [`LiveFilm::start`].
    pub fn still(
        session: Session,
        look: Look,
        path: &Path,
        transparent: bool,
    ) -> Result<Self, FilmError> {
        let settings = settings(&session);
        let transparent = transparent || settings.transparent;
        let settings = RecordSettings { transparent, ..settings };
        let spec = output(&session, &settings, &look, path, 1)?;
        let recorder = Recorder::start_still(&spec)?;
        let mut film = Self::begin(session, look, settings, recorder, path)?;
        film.stop();
        Ok(film)
    }

    fn begin(
        session: Session,
        look: Look,
        settings: RecordSettings,
        recorder: Recorder,
        path: &Path,
    ) -> Result<Self, FilmError> {
        let RecordSettings { fps, ticks_per_frame, .. } = settings;
        let (start, told) = (session.step(), session.log().entries().len());
        let (words, heard) = channel();
        let shared = Arc::new(Shared::default());
        let seen = shared.clone();
        let shoot = move || {
            let take = shoot(session, look, &settings, recorder, &heard, &seen.drawn);
            if let Err(error) = &take {
                let mut said = seen.error.lock().unwrap_or_else(PoisonError::into_inner);
                *said = Some(error.to_string());
            }
            take
        };
        let worker = Builder::new().name("film".into()).spawn(shoot).map_err(FilmError::Thread)?;
        Ok(Self {
            words,
            worker: Some(worker),
            shared,
            path: path.to_owned(),
            fps,
            ticks_per_frame,
            start,
            step: start,
            told,
            stopped: false,
        })
    }

    /// Tells what has happened since the last time: to be called after the ticks of each window
    /// frame, before another session can begin. A log of another session stops the film.
    pub fn follow(&mut self, log: &CommandLog, clock: &Clock) {
        let step = log.step(clock);
        match log.entries().get(self.told..).filter(|_| step >= self.step) {
            None => self.stop(),
            Some(_) if self.stopped => {}
            Some(new) => {
                new.iter().for_each(|edit| self.say(Word::Edit(edit.clone())));
                self.told += new.len();
                if step > self.step {
                    self.step = step;
                    self.say(Word::Reached(step));
                }
            }
        }
    }

    /// Changes what is seen, from the next frame on that is not due yet.
    pub fn look(&mut self, look: Look) {
        if !self.stopped && look != Look::default() {
            self.say(Word::Look(Box::new(look)));
        }
    }

    /// Ends the film with the frames that are due now. Does not wait for them.
    pub fn stop(&mut self) {
        if !self.stopped {
            self.stopped = true;
            self.say(Word::Stop);
        }
    }

    /// A thread that has ended hears no more; [`LiveFilm::error`] says why it has.
    fn say(&self, word: Word) {
        let _ = self.words.send(word);
    }

    /// Frames that are drawn.
    pub fn frames_drawn(&self) -> u32 {
        self.shared.drawn.load(Ordering::Relaxed)
    }

    /// Frames that are to be drawn by now.
    pub fn frames_due(&self) -> u32 {
        let (passed, every) = (self.step - self.start, u64::from(self.ticks_per_frame));
        let due = if self.stopped { passed / every + 1 } else { passed.div_ceil(every) };
        u32::try_from(due).unwrap_or(u32::MAX)
    }

    /// Seconds of film that are due and not drawn. Whoever runs the session holds it up where this
    /// grows too large.
    pub fn lag(&self) -> f64 {
        f64::from(self.frames_due().saturating_sub(self.frames_drawn())) / f64::from(self.fps)
    }

    /// Where the film goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What ended the film early.
    pub fn error(&self) -> Option<String> {
        self.shared.error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether [`LiveFilm::stop`] was called.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Whether the file is complete, or has failed: then [`LiveFilm::finish`] does not wait.
    pub fn is_finished(&self) -> bool {
        self.worker.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Ends the film, waits for it and says what it is.
    ///
    /// # Errors
    /// What ended it early; the frames written before play.
    pub fn finish(mut self) -> Result<Take, FilmError> {
        self.join()
    }

    fn join(&mut self) -> Result<Take, FilmError> {
        self.stop();
        let take = self.worker.take().and_then(|worker| worker.join().ok());
        take.unwrap_or(Err(FilmError::BrokenOff))
    }
}

impl Drop for LiveFilm {
    fn drop(&mut self) {
        // Nobody is left to tell; what could be saved is saved.
        let _ = self.join();
    }
}

/// The settings of a live film: without ticks between its frames it would have no end.
fn settings(session: &Session) -> RecordSettings {
    let settings = session.opened().record.clone();
    RecordSettings { ticks_per_frame: settings.ticks_per_frame.max(1), ..settings }
}

/// Draws what it is told of until the end.
fn shoot(
    session: Session,
    look: Look,
    settings: &RecordSettings,
    mut recorder: Recorder,
    words: &Receiver<Word>,
    drawn: &AtomicU32,
) -> Result<Take, FilmError> {
    let start = session.step();
    let mut script = FilmScript {
        start,
        ticks_per_frame: Some(settings.ticks_per_frame),
        edits: session.log().entries().to_vec(),
        ..FilmScript::default()
    };
    let mut reel = Reel::new(session, settings, start)?;
    let mut draw = |reel: &mut Reel| -> Result<bool, FilmError> {
        let Shown::Frame(frame) = reel.next_frame(recorder.spare())? else { return Ok(false) };
        recorder.push(frame)?;
        drawn.store(reel.drawn(), Ordering::Relaxed);
        Ok(true)
    };
    note(&mut script, &mut reel, look);
    let mut now = start;
    while let Ok(word) = words.recv() {
        match word {
            Word::Edit(edit) => {
                script.edits.push(edit.clone());
                reel.edit(edit);
            }
            Word::Look(look) => note(&mut script, &mut reel, *look),
            Word::Reached(step) => {
                now = step;
                while reel.next_step() < now && draw(&mut reel)? {}
            }
            Word::Stop => break,
        }
    }
    while reel.next_step() <= now && draw(&mut reel)? {}
    script.frames = Some(reel.drawn());
    Ok(Take { finished: recorder.finish()?, script })
}

/// Notes what is seen from the next frame on.
fn note(script: &mut FilmScript, reel: &mut Reel, look: Look) {
    if look == Look::default() {
        return;
    }
    let frame = reel.drawn();
    reel.look(ViewKey::new(frame, look.clone()));
    match script.views.last_mut().filter(|last| last.frame == frame) {
        Some(last) => *last = ViewKey::new(frame, last.look().then(look)),
        None => script.views.push(ViewKey::new(frame, look)),
    }
}
