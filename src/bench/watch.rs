//! Timing in turn.

use super::Effort;
use std::time::Instant;

/// Makes so many passes.
pub(super) type Task<'a> = Box<dyn FnMut(usize) + 'a>;

/// Seconds that one pass of each task takes, in each of the rounds in which all are timed in turn. A
/// task is told how many passes to make, so many that one timing takes long enough.
pub(super) fn in_turn(tasks: &mut [Task<'_>], effort: Effort) -> Vec<Vec<f64>> {
    let begun = Instant::now();
    let passes: Vec<usize> = tasks.iter_mut().map(|task| enough(task, effort.seconds)).collect();
    let mut seconds = vec![vec![]; tasks.len()];
    for round in 0..effort.rounds.max(1) {
        if round > 0 && begun.elapsed().as_secs_f64() > effort.most_seconds {
            break;
        }
        for (at, task) in tasks.iter_mut().enumerate() {
            seconds[at].push(time(task, passes[at]) / passes[at] as f64);
        }
    }
    seconds
}

fn time(task: &mut Task<'_>, passes: usize) -> f64 {
    let begun = Instant::now();
    task(passes);
    begun.elapsed().as_secs_f64()
}

/// Passes that take about so long. The first one, which meets a cold cache, does not count, unless
/// it is long enough alone.
fn enough(task: &mut Task<'_>, least: f64) -> usize {
    const MOST: f64 = 1e6;
    if time(task, 1) >= least {
        return 1;
    }
    let once = time(task, 1).max(1e-9);
    (least / once).clamp(1.0, MOST).ceil() as usize
}

/// The middle one; of an even number the lower of the two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len().max(1) - 1) / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), 2.0);
        assert!(median(vec![]).is_nan());
    }

    #[test]
    fn tasks_are_run_in_turn_and_as_often_as_asked() {
        let calls = std::cell::RefCell::new(vec![]);
        let task = |name: char| -> Task<'_> {
            let calls = &calls;
            Box::new(move |passes| calls.borrow_mut().push((name, passes)))
        };
        let effort = Effort { rounds: 3, seconds: 0.0, most_seconds: f64::INFINITY, threads: 1 };
        let seconds = in_turn(&mut [task('a'), task('b')], effort);
        assert!(seconds.len() == 2 && seconds.iter().flatten().all(|s| *s >= 0.0));
        let order: String = calls.borrow().iter().map(|(name, _)| *name).collect();
        assert_eq!(order, "ab".repeat(4), "once to see how long it takes, then three rounds");
        let hasty = Effort { most_seconds: -1.0, ..effort };
        in_turn(&mut [task('c')], hasty);
        assert_eq!(calls.borrow().iter().filter(|(name, _)| *name == 'c').count(), 2);
        assert!(calls.borrow().iter().all(|(_, passes)| *passes == 1));
    }
}
