//! Telling a script what is shown: a line of JSON on stdout whenever it changes.

mod line;
mod widgets;

use super::Desk;
use super::loader::Loader;
use super::shown::Showing;
use crate::app::CommandLog;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiContexts, EguiOutput, PrimaryEguiContext};
use line::Sight;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// Time between two lines of a field that runs and to which nothing else happens.
const BEAT: Duration = Duration::from_secs(1);
/// Lines that may wait for a slow reader; then what happens in between is left out.
const WAITING: usize = 64;
/// A frame is on the screen when the world has begun the second one after it: one is drawn while
/// the next is made.
const ON_SCREEN: u32 = 2;

/// Prints what is shown.
pub(super) struct ReportPlugin {
    /// When the program began.
    pub begun: Instant,
}

impl Plugin for ReportPlugin {
    fn build(&self, app: &mut App) {
        let (lines, heard) = sync_channel(WAITING);
        if Builder::new().name("report".into()).spawn(move || print(&heard)).is_err() {
            // Where there is no thread to be had, the window has more to worry about.
            return;
        }
        let (begun, told) = (self.begun, None);
        app.insert_resource(Reporter { begun, lines, told, frames: 0 })
            .add_systems(First, ask_for_widgets)
            .add_systems(Last, tell);
    }
}

/// Prints until nobody reads or nobody writes: a reader may take as long as it likes.
fn print(lines: &Receiver<String>) {
    for line in lines {
        let mut out = io::stdout().lock();
        if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

#[derive(Resource)]
struct Reporter {
    begun: Instant,
    lines: SyncSender<String>,
    told: Option<(Instant, Value)>,
    frames: u32,
}

impl Reporter {
    /// Whether there is anything to tell: what is shown has changed, or time has passed over it.
    fn is_due(&self, now: &Value, runs: bool) -> bool {
        match &self.told {
            None => true,
            Some((since, told)) => told != now || runs && since.elapsed() >= BEAT,
        }
    }

    /// Hands a line over; where that cannot be now, it is tried again with the next frame.
    fn say(&mut self, line: String, now: Value) {
        match self.lines.try_send(line) {
            Err(TrySendError::Full(_)) => {}
            // Nobody reads any more: as if it were told.
            Ok(()) | Err(TrySendError::Disconnected(_)) => self.told = Some((Instant::now(), now)),
        }
    }
}

/// The tree of widgets is only made where somebody asks for it.
fn ask_for_widgets(mut contexts: EguiContexts, mut asked: Local<bool>) {
    if !*asked && let Ok(context) = contexts.ctx_mut() {
        context.enable_accesskit();
        *asked = true;
    }
}

fn tell(
    (showing, mut contexts): (Showing, EguiContexts),
    (desk, log, loader): (Res<Desk>, Res<CommandLog>, Res<Loader>),
    windows: Query<&Window, With<PrimaryWindow>>,
    outputs: Query<&EguiOutput, With<PrimaryEguiContext>>,
    mut reporter: ResMut<Reporter>,
) {
    let shown = showing.shown();
    let (Some(window), Some(_)) = (windows.iter().next(), shown.drawn()) else { return };
    if reporter.frames <= ON_SCREEN {
        reporter.frames += 1;
        return;
    }
    let tree = outputs.iter().next().and_then(|o| o.platform_output.accesskit_update.as_ref());
    let step = log.step(shown.clock);
    let Ok(context) = contexts.ctx_mut() else { return };
    let widgets = widgets::widgets(tree, context);
    let (opening, typing) = (loader.waiting(), context.text_edit_focused());
    let scale = context.pixels_per_point();
    let sight = Sight { shown, desk: &desk, step, opening, window, typing, scale };
    let runs = sight.runs();
    let (standing, passing) = (sight.standing(), sight.passing());
    // Ticks are news where somebody asks for each of them.
    let ticks = (!runs).then_some([step, shown.clock.tick]);
    let now = json!([standing, widgets.places(), ticks]);
    if reporter.is_due(&now, runs) {
        let since = reporter.begun.elapsed().as_secs_f64() * 1e3;
        let since = json!({ "since_start": (since * 10.0).round() / 10.0 });
        let line = line::merged([since, standing, passing, widgets.as_json()]);
        reporter.say(line.to_string(), now);
    }
}
