//! The pace of a running field, on a clock that is turned by hand.

use crate::ecs::app_with;
use crate::models;
use bevy::app::App;
use bevy::time::TimeUpdateStrategy;
use fieldloom::app::{
    CommandLog, FieldCommand, Halt, Pace, Playback, Rates, open_scene, send, session_step,
};
use fieldloom::lattice::Precision;
use fieldloom::scene::{self, BuildOptions};
use fieldloom::simulation::Clock;
use std::time::Duration;

/// An app whose frames take this long.
fn app(pace: Pace, frame: Duration) -> App {
    let mut app = app_with(models::dirac(Precision::F32));
    app.insert_resource(TimeUpdateStrategy::ManualDuration(frame));
    app.insert_resource(Playback { pace, budget: None, ..Playback::default() });
    app
}

fn frames(app: &mut App, count: usize) -> u64 {
    (0..count).for_each(|_| app.update());
    app.world().resource::<Clock>().tick
}

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

#[test]
fn ticks_a_second_do_not_depend_on_frames_a_second() {
    for (frame, count) in [(ms(125), 32), (ms(25), 160), (ms(5), 800)] {
        for (rate, expected) in [(30.0, 120), (7.0, 28), (500.0, 2000)] {
            let ticks = frames(&mut app(Pace::PerSecond(rate), frame), count);
            assert!(
                ticks.abs_diff(expected) <= (rate / 8.0) as u64 + 1,
                "{rate} {frame:?} {ticks}"
            );
        }
    }
}

#[test]
fn ticks_a_frame_do_not_depend_on_time() {
    for frame in [ms(3), ms(16), ms(90)] {
        assert_eq!(frames(&mut app(Pace::PerFrame(3), frame), 7), 21);
        assert_eq!(frames(&mut app(Pace::PerFrame(0), frame), 7), 0);
    }
}

/// Six fixed steps in a frame, and a budget that lasts for none.
#[test]
fn a_slow_machine_runs_one_tick_a_frame_and_never_catches_up() {
    for pace in [Pace::PerSecond(640.0), Pace::PerFrame(9)] {
        let mut app = app(pace, ms(100));
        app.world_mut().resource_mut::<Playback>().budget = Some(Duration::ZERO);
        assert_eq!(frames(&mut app, 10), 10);
        app.world_mut().resource_mut::<Playback>().budget = None;
        app.insert_resource(TimeUpdateStrategy::ManualDuration(ms(10)));
        let caught_up = frames(&mut app, 1) - 10;
        assert!(caught_up <= 10, "{caught_up} ticks in a hundredth of a second");
    }
}

#[test]
fn single_steps_run_one_by_one_within_the_budget() {
    for pace in [Pace::PerSecond(64.0), Pace::PerFrame(5)] {
        let mut app = app(pace, ms(16));
        app.world_mut().resource_mut::<Playback>().step(1);
        assert_eq!(frames(&mut app, 3), 1);
        app.world_mut().resource_mut::<Playback>().step(4);
        app.world_mut().resource_mut::<Playback>().step(3);
        assert_eq!(frames(&mut app, 2), 8);
        app.world_mut().resource_mut::<Playback>().budget = Some(Duration::ZERO);
        app.world_mut().resource_mut::<Playback>().step(3);
        assert_eq!(frames(&mut app, 1), 9);
        assert_eq!(frames(&mut app, 5), 11);
        assert!(app.world().resource::<Playback>().paused);
    }
}

#[test]
fn a_pause_keeps_nothing_for_later() {
    let mut app = app(Pace::PerSecond(16.0), ms(47));
    let before = frames(&mut app, 1);
    app.world_mut().resource_mut::<Playback>().toggle();
    assert_eq!(frames(&mut app, 50), before);
    app.world_mut().resource_mut::<Playback>().toggle();
    assert!(frames(&mut app, 1) <= before + 1);
}

#[test]
fn an_edit_takes_effect_in_the_next_frame_in_any_case() {
    // Frames too short for a fixed step, and no ticks at all.
    for playback in [
        Playback { paused: true, ..Playback::default() },
        Playback { pace: Pace::PerSecond(0.0), ..Playback::default() },
        Playback { pace: Pace::PerFrame(0), ..Playback::default() },
    ] {
        let mut app = app(playback.pace, ms(1));
        app.insert_resource(playback);
        frames(&mut app, 3);
        send(app.world_mut(), FieldCommand::SetDt(0.1));
        app.update();
        assert_eq!(app.world().resource::<CommandLog>().entries().len(), 1, "{playback:?}");
    }
}

#[test]
fn the_rates_are_measured() {
    let mut app = app(Pace::PerFrame(3), ms(20));
    frames(&mut app, 120);
    let rates = app.world().resource::<Rates>();
    assert!((rates.frames_per_second() - 50.0).abs() < 0.5);
    assert!((rates.ticks_per_second() - 150.0).abs() < 1.5);
    app.world_mut().resource_mut::<Playback>().paused = true;
    frames(&mut app, 60);
    assert_eq!(app.world().resource::<Rates>().ticks_per_second(), 0.0);
}

const UNSTABLE: &str = r#"(
    theory: (name: "dirac", m: 0.4),
    lattice: (shape: [9, 14], h: 0.8),
    schedule: (name: "staged", dt: 0.9, allow_unstable: true),
    initial: [Noise(amplitude: 0.5)],
)"#;

#[test]
fn a_field_that_blew_up_stands_still_until_an_edit_brings_it_back() {
    let mut app = app(Pace::PerFrame(100), ms(16));
    let scene = scene::parse("unstable.ron", UNSTABLE, &[]).unwrap();
    open_scene(app.world_mut(), scene, BuildOptions::default()).unwrap();
    send(app.world_mut(), FieldCommand::SetParameter { name: "m".into(), value: 0.3 });
    frames(&mut app, 50);
    assert!(app.world().resource::<Halt>().0.is_some());
    let (stopped, step) = (frames(&mut app, 3), session_step(app.world()));
    assert_eq!(frames(&mut app, 3), stopped);
    app.world_mut().resource_mut::<Playback>().step(5);
    frames(&mut app, 2);
    assert_eq!(app.world().resource::<Playback>().steps, 0, "no step waits for what cannot be");
    for command in [FieldCommand::Undo, FieldCommand::Reset] {
        send(app.world_mut(), command);
        app.update();
        assert!(app.world().resource::<Halt>().0.is_none());
        assert_eq!(session_step(app.world()), step);
        assert_eq!(app.world().resource::<Clock>().tick, 0);
    }
    // To undo the reset brings back the field that undo had brought back, which runs and halts.
    app.world_mut().resource_mut::<Playback>().step(1);
    assert_eq!(frames(&mut app, 1), 1);
    app.world_mut().resource_mut::<Playback>().toggle();
    frames(&mut app, 50);
    let alarm = app.world().resource::<Halt>().0.clone();
    assert!(alarm.is_some());
    send(app.world_mut(), FieldCommand::Reset);
    send(app.world_mut(), FieldCommand::Undo);
    app.update();
    assert_eq!(app.world().resource::<Halt>().0, alarm, "the moment before was an alarm");
}
