//! Encoding beside the renderer.

use super::{Finished, Frame, OutputSpec, RecordError, Sink, open, open_still};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

/// Pictures that may wait: one being handed over, one in reserve. More would only hold memory.
const QUEUE: usize = 2;

/// A recording that encodes on its own thread.
///
/// Dropping it completes the file, so that an error elsewhere, or an interrupt, loses nothing.
pub struct Recorder {
    frames: Option<SyncSender<Frame>>,
    spare: Receiver<Frame>,
    worker: Option<JoinHandle<Result<Finished, RecordError>>>,
    pushed: u32,
}

impl Recorder {
    /// Opens the output and starts the encoder.
    ///
    /// # Errors
    /// Those of [`open`].
    pub fn start(spec: &OutputSpec) -> Result<Self, RecordError> {
        Self::encode_to(open(spec)?, spec)
    }

    /// As [`Recorder::start`], for a single picture.
    ///
    /// # Errors
    /// Those of [`open_still`].
    pub fn start_still(spec: &OutputSpec) -> Result<Self, RecordError> {
        Self::encode_to(open_still(spec)?, spec)
    }

    fn encode_to(sink: Box<dyn Sink>, spec: &OutputSpec) -> Result<Self, RecordError> {
        let (frames, queue) = sync_channel(QUEUE);
        // Those that nobody draws into again are let go.
        let (used, spare) = sync_channel(QUEUE);
        let worker = thread::Builder::new()
            .name("recorder".into())
            .spawn(move || encode(sink, &queue, &used))
            .map_err(|source| RecordError::Open { path: spec.path.clone(), source })?;
        Ok(Self { frames: Some(frames), spare, worker: Some(worker), pushed: 0 })
    }

    /// A picture to draw into, if possible one that has been encoded, so that nothing is allocated.
    #[must_use]
    pub fn spare(&self) -> Frame {
        self.spare.try_recv().unwrap_or_default()
    }

    /// Hands over a picture; waits while the queue is full.
    ///
    /// # Errors
    /// The error that ended the encoder, which may be that of an earlier picture.
    pub fn push(&mut self, frame: Frame) -> Result<(), RecordError> {
        let sent = self.frames.as_ref().is_some_and(|queue| queue.send(frame).is_ok());
        if !sent {
            return Err(self.join().err().unwrap_or_else(|| self.stopped()));
        }
        self.pushed += 1;
        Ok(())
    }

    /// Completes the file.
    ///
    /// # Errors
    /// The error of any picture that was pushed, or of the completion.
    pub fn finish(mut self) -> Result<Finished, RecordError> {
        self.join()
    }

    fn join(&mut self) -> Result<Finished, RecordError> {
        drop(self.frames.take());
        let outcome = self.worker.take().and_then(|worker| worker.join().ok());
        outcome.unwrap_or_else(|| Err(self.stopped()))
    }

    fn stopped(&self) -> RecordError {
        let what = String::from("it has stopped");
        RecordError::Encoder { format: "video", frame: self.pushed, what }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        // Nobody is left to tell; what could be saved is saved.
        let _ = self.join();
    }
}

/// Encodes until the recorder hangs up or a picture fails; either way the file is completed.
fn encode(
    mut sink: Box<dyn Sink>,
    queue: &Receiver<Frame>,
    used: &SyncSender<Frame>,
) -> Result<Finished, RecordError> {
    while let Ok(frame) = queue.recv() {
        if let Err(error) = sink.push(&frame) {
            // The first error is the one to report.
            let _ = sink.finish();
            return Err(error);
        }
        // There may be enough of them, or the recorder may be gone, and with it the need.
        let _ = used.try_send(frame);
    }
    sink.finish()
}
