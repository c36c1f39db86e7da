//! Whether scenes keep what they promise, measured beside the running field.

use super::job::{Job, Progress};
use crate::scene::expect::CheckRow;
use crate::scene::{BuildOptions, Scene};
use bevy::prelude::*;
use rayon::ThreadPoolBuilder;
use std::collections::{HashMap, VecDeque};

/// What became of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Checked {
    /// It waits for another one.
    Waiting,
    /// The scene is running.
    Running,
    /// A row for each expectation.
    Rows(Vec<CheckRow>),
    /// Why the scene cannot be run.
    Failed(String),
}

/// The checks that were asked for, by the text of their scenes: a scene that was changed is another.
#[derive(Default, Resource)]
pub struct Checks {
    results: HashMap<String, Checked>,
    waiting: VecDeque<Wish>,
    running: Option<(String, Job<Outcome>)>,
}

/// What a check found, or why the scene cannot be run.
type Outcome = Result<Vec<CheckRow>, String>;

/// A scene to be checked.
struct Wish {
    scene: Scene,
    options: BuildOptions,
}

impl Checks {
    /// What became of the check of a scene; `None` where none was asked for.
    pub fn of(&self, source: &str) -> Option<&Checked> {
        self.results.get(source)
    }

    /// Begins to check a scene, unless that was done or is being done.
    pub fn begin(&mut self, scene: Scene, options: BuildOptions) {
        if !matches!(self.of(&scene.source), None | Some(Checked::Failed(_))) {
            return;
        }
        self.results.insert(scene.source.clone(), Checked::Waiting);
        self.waiting.push_back(Wish { scene, options });
        self.go_on();
    }

    /// Takes up what is done, and begins what waits.
    pub fn go_on(&mut self) {
        if let Some((source, job)) = self.running.take() {
            match job.progress() {
                Progress::Busy => self.running = Some((source, job)),
                Progress::Done(rows) => {
                    let rows = rows.unwrap_or_else(|| Err("the check was broken off".to_owned()));
                    self.results.insert(source, rows.map_or_else(Checked::Failed, Checked::Rows));
                }
            }
        }
        if self.running.is_none()
            && let Some(wish) = self.waiting.pop_front()
        {
            self.start(wish);
        }
    }

    fn start(&mut self, Wish { scene, options }: Wish) {
        let source = scene.source.clone();
        let now = match Job::start(move || run(&scene, &options)) {
            Some(job) => {
                self.running = Some((source.clone(), job));
                Checked::Running
            }
            None => Checked::Failed("there is no thread to run it in".to_owned()),
        };
        self.results.insert(source, now);
    }
}

/// Checks a scene on one thread, so that the field that is watched has the others: what comes of it
/// does not depend on their number.
fn run(scene: &Scene, options: &BuildOptions) -> Outcome {
    let pool = ThreadPoolBuilder::new().num_threads(1).build();
    let check = || scene.check(options).map_err(|why| why.to_string());
    pool.map_err(|why| why.to_string())?.install(check)
}

/// Follows the checks.
pub(super) struct ChecksPlugin;

impl Plugin for ChecksPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Checks>().add_systems(Update, follow);
    }
}

fn follow(mut checks: ResMut<Checks>) {
    checks.bypass_change_detection().go_on();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{builtin_text, parse};
    use std::time::{Duration, Instant};

    fn checked(sets: &[&str]) -> Checked {
        let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
        let text = builtin_text("light-cone").expect("built in");
        let scene = parse("light-cone", text, &sets).expect("a scene");
        let (source, mut checks) = (scene.source.clone(), Checks::default());
        checks.begin(scene.clone(), BuildOptions::default());
        checks.begin(scene, BuildOptions::default());
        let begun = Instant::now();
        loop {
            checks.go_on();
            match checks.of(&source) {
                Some(Checked::Waiting | Checked::Running) => {}
                Some(done) => return done.clone(),
                None => panic!("it was asked for"),
            }
            assert!(begun.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_scene_keeps_its_promises_and_one_that_promises_more_does_not() {
        let Checked::Rows(rows) = checked(&[]) else { panic!("rows") };
        assert!(!rows.is_empty() && rows.iter().all(|row| row.pass));
        let wrong = "expect=[Value(observable: \"charge\", tick: 3, value: 12.5, tolerance: 0.5)]";
        let Checked::Rows(rows) = checked(&[wrong]) else { panic!("rows") };
        assert!(rows.len() == 1 && !rows[0].pass && rows[0].expected == 12.5);
    }
}
