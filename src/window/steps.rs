//! Undo of what is seen: camera, picture, panels.
//!
//! Edits of the field are undone by its session, of which a look at it is no part. So the changes of
//! the view are kept here, each with the number of edits that were made before it, and both are
//! undone in the order in which they happened. A change of the view leaves alone what can be redone
//! of the field: one may look around in the past.

use super::Desk;
use super::analysis::Tab;
use super::rig::Rig;
use super::settings::Settings;
use super::shown::{CurrentView, Shown};
use crate::app::History;
use crate::scene::settings::ViewSettings;
use crate::view::camera::Orbit;
use bevy::ecs::prelude::*;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Steps kept at most.
const MOST: usize = 1000;
/// Turns and moves of the view that follow one another as fast as this are one step.
const REST: Duration = Duration::from_millis(600);

/// All of the window that undo brings back.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// What is drawn.
    pub view: ViewSettings,
    /// Where it is seen from, or is about to be; `None` as long as that follows the scene.
    pub camera: Option<Orbit>,
    /// Bars and panels.
    pub panels: Arrangement,
}

/// Which bars and panels there are, and how large and in which colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    controls: bool,
    plots: bool,
    timeline: bool,
    hidden: bool,
    analysis: Option<Tab>,
    theme: Option<String>,
    scale: f32,
    presenter: bool,
}

impl Arrangement {
    fn of(desk: &Desk) -> Self {
        let (settings, hidden, analysis) = (&desk.settings, desk.hidden, desk.analysis.open);
        let Settings { controls, plots, timeline, ref theme, scale, .. } = *settings;
        let (theme, presenter) = (theme.clone(), desk.presenter);
        Self { controls, plots, timeline, hidden, analysis, theme, scale, presenter }
    }

    /// Puts everything back to where it was.
    pub fn restore(self, desk: &mut Desk) {
        desk.hidden = self.hidden;
        desk.analysis.open = self.analysis;
        let settings = &mut desk.settings;
        (settings.controls, settings.plots) = (self.controls, self.plots);
        settings.timeline = self.timeline;
        (settings.theme, settings.scale) = (self.theme, self.scale);
        desk.presenter = self.presenter;
    }
}

impl Outlook {
    /// How things are.
    pub fn of(view: &CurrentView, rig: &Rig, desk: &Desk) -> Self {
        let camera = (!rig.framed).then(|| rig.destination());
        Self { view: view.0.clone(), camera, panels: Arrangement::of(desk) }
    }

    /// What differs.
    fn kind(&self, other: &Self) -> Kind {
        let differs =
            [self.view != other.view, self.camera != other.camera, self.panels != other.panels];
        match differs {
            [false, true, false] => Kind::Camera,
            [true, false, false] => Kind::View,
            _ => Kind::Panels,
        }
    }
}

/// What a step has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Camera,
    View,
    Panels,
}

impl Kind {
    const fn label(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::View => "view",
            Self::Panels => "panels",
        }
    }
}

/// A change of the view.
#[derive(Clone, Debug)]
struct Step {
    before: Outlook,
    after: Outlook,
    kind: Kind,
    /// Edits of the field that were in effect.
    made: u64,
}

/// What the hand is at: changes while a button is held are one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hold {
    /// How often a button has been pressed so far.
    pub presses: u64,
    /// Whether one is held, or was until now.
    pub held: bool,
}

/// The changes of the view that can be undone and redone.
#[derive(Clone, Debug, Default, Resource)]
pub struct ViewSteps {
    seen: Option<Outlook>,
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// When and by which press the latest step was made, as long as it may go on.
    open: Option<(Instant, u64)>,
}

impl ViewSteps {
    /// Whether an undo takes back a change of the view rather than an edit.
    pub fn undo_is_next(&self, history: &History) -> bool {
        let last = self.undo.back();
        last.is_some_and(|step| step.made >= history.made() || history.undo_depth() == 0)
    }

    /// Whether a redo brings back a change of the view rather than an edit.
    pub fn redo_is_next(&self, history: &History) -> bool {
        let next = self.redo.last();
        next.is_some_and(|step| step.made <= history.made() || history.redo_depth() == 0)
    }

    /// Number of changes that can be undone.
    pub fn depth(&self) -> usize {
        self.undo.len()
    }

    /// Number of changes that can be redone.
    pub fn redo_depth(&self) -> usize {
        self.redo.len()
    }

    /// Notes how things are: a step where they are otherwise than before.
    pub fn note(&mut self, now: Outlook, history: &History, hold: Hold) {
        let Some(seen) = self.seen.replace(now.clone()) else { return };
        if seen == now {
            return;
        }
        self.redo.clear();
        let kind = seen.kind(&now);
        let made = history.made();
        match self.undo.back_mut().filter(|step| step.kind == kind && step.made == made) {
            Some(step) if goes_on(self.open, kind, hold) => step.after = now,
            _ => self.undo.push_back(Step { before: seen, after: now, kind, made }),
        }
        if self.undo.len() > MOST {
            self.undo.pop_front();
        }
        self.open = Some((Instant::now(), hold.presses));
    }

    /// An edit of the field was made: what was undone of the view before does not come back.
    pub fn edited(&mut self) {
        self.redo.clear();
        self.open = None;
    }

    /// How things were before the latest change, to be restored.
    pub fn undo(&mut self) -> Option<Outlook> {
        let step = self.undo.pop_back()?;
        let before = step.before.clone();
        self.redo.push(step);
        self.restored(before)
    }

    /// How things were after the change that was undone last.
    pub fn redo(&mut self) -> Option<Outlook> {
        let step = self.redo.pop()?;
        let after = step.after.clone();
        self.undo.push_back(step);
        self.restored(after)
    }

    /// Takes how things are for what they were.
    pub(super) fn see(&mut self, now: Outlook) {
        self.seen = Some(now);
    }

    fn restored(&mut self, outlook: Outlook) -> Option<Outlook> {
        self.open = None;
        self.seen = Some(outlook.clone());
        Some(outlook)
    }
}

/// Whether a change goes on with the latest step.
fn goes_on(open: Option<(Instant, u64)>, kind: Kind, hold: Hold) -> bool {
    let Some((since, press)) = open else { return false };
    let dragged = hold.held && press == hold.presses;
    // The wheel turns, and keys that are held, without a button.
    dragged || kind == Kind::Camera && since.elapsed() < REST
}

/// What the next undo takes back.
pub fn next_undo<'a>(shown: &Shown<'a>) -> Option<&'a str> {
    if shown.halves.between().is_some() {
        return Some("half a tick");
    }
    let step = shown.steps.undo.back().filter(|_| shown.steps.undo_is_next(shown.history));
    step.map_or_else(|| shown.history.next_undo(), |step| Some(step.kind.label()))
}

/// What the next redo brings back.
pub fn next_redo<'a>(shown: &Shown<'a>) -> Option<&'a str> {
    let step = shown.steps.redo.last().filter(|_| shown.steps.redo_is_next(shown.history));
    step.map_or_else(|| shown.history.next_redo(), |step| Some(step.kind.label()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;

    fn outlook(relief: f64, yaw: f32) -> Outlook {
        let orbit = Orbit { yaw, ..Orbit::from_settings(&CameraSettings::default()) };
        Outlook {
            view: ViewSettings { relief, ..ViewSettings::default() },
            camera: Some(orbit),
            panels: Arrangement::of(&Desk::default()),
        }
    }

    fn hold(presses: u64, held: bool) -> Hold {
        Hold { presses, held }
    }

    fn steps(all: &[(Outlook, Hold)]) -> ViewSteps {
        let mut steps = ViewSteps::default();
        let history = History::default();
        all.iter().for_each(|(now, hold)| steps.note(now.clone(), &history, *hold));
        steps
    }

    #[test]
    fn a_drag_is_one_step_and_two_drags_are_two() {
        let (drag, other) = (hold(1, true), hold(2, true));
        let begun = (outlook(0.1, 0.0), hold(0, false));
        let dragged = |i: i32| outlook(0.1 + 0.05 * f64::from(i), 0.0);
        let mut steps = steps(&[
            begun.clone(),
            (dragged(1), drag),
            (dragged(2), drag),
            (dragged(3), other),
            (dragged(4), other),
        ]);
        assert_eq!(steps.depth(), 2);
        assert_eq!(steps.undo(), Some(dragged(2)));
        assert_eq!(steps.undo(), Some(begun.0));
        assert_eq!(steps.undo(), None);
        assert_eq!(steps.redo(), Some(dragged(2)));
        assert_eq!(steps.redo(), Some(dragged(4)));
    }

    #[test]
    fn values_that_are_typed_are_steps_of_their_own_and_turns_of_the_wheel_are_not() {
        let none = hold(0, false);
        let typed = steps(&[0.1, 0.2, 0.3].map(|relief| (outlook(relief, 0.0), none)));
        assert_eq!(typed.depth(), 2);
        let turned = steps(&[0.1, 0.2, 0.3].map(|yaw| (outlook(0.1, yaw), none)));
        assert_eq!(turned.depth(), 1);
        let both = steps(
            &[(0.1, 0.1), (0.1, 0.2), (0.2, 0.2), (0.2, 0.3)]
                .map(|(relief, yaw)| (outlook(relief, yaw), none)),
        );
        assert_eq!(both.depth(), 3, "of another kind");
    }

    #[test]
    fn a_change_forgets_what_could_be_redone_and_nothing_is_no_change() {
        let none = hold(0, false);
        let mut steps = steps(&[(outlook(0.1, 0.0), none), (outlook(0.2, 0.0), none)]);
        let history = History::default();
        let before = steps.undo().expect("a step");
        steps.note(before.clone(), &history, none);
        assert_eq!((steps.depth(), steps.redo_depth()), (0, 1));
        steps.note(outlook(0.3, 0.0), &history, none);
        assert_eq!((steps.depth(), steps.redo_depth()), (1, 0));
        assert!(steps.undo_is_next(&history) && !steps.redo_is_next(&history));
    }

    #[test]
    fn the_memory_of_it_is_bounded() {
        let reliefs = (0..2 * MOST).map(|i| (outlook(i as f64, 0.0), hold(0, false)));
        assert_eq!(steps(&reliefs.collect::<Vec<_>>()).depth(), MOST);
    }
}
