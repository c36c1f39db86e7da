//! A computation on a thread of its own.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

/// Something that is being computed.
pub struct Job<T>(Mutex<Receiver<T>>);

/// How far a job is.
pub enum Progress<T> {
    /// Not done yet.
    Busy,
    /// Done; `None` where it came to nothing.
    Done(Option<T>),
}

impl<T: Send + 'static> Job<T> {
    /// Begins; `None` where the machine has no thread for it.
    pub fn start(work: impl FnOnce() -> T + Send + 'static) -> Option<Self> {
        let (sender, receiver) = channel();
        // Nobody waits any more where something else was wished for meanwhile.
        let spawned = Builder::new().name("beside".to_owned()).spawn(move || {
            let _ = sender.send(work());
        });
        spawned.is_ok().then(|| Self(Mutex::new(receiver)))
    }

    /// How far it is.
    pub fn progress(&self) -> Progress<T> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).try_recv() {
            Ok(result) => Progress::Done(Some(result)),
            Err(TryRecvError::Empty) => Progress::Busy,
            Err(TryRecvError::Disconnected) => Progress::Done(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn wait<T: Send + 'static>(job: &Job<T>) -> Option<T> {
        let begun = Instant::now();
        loop {
            if let Progress::Done(result) = job.progress() {
                return result;
            }
            assert!(begun.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_job_comes_to_its_result_or_to_nothing() {
        assert_eq!(wait(&Job::start(|| 6 * 7).unwrap()), Some(42));
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let lost = wait(&Job::<u32>::start(|| panic!("on purpose")).unwrap());
        std::panic::set_hook(hook);
        assert_eq!(lost, None);
    }
}
