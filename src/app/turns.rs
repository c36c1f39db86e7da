//! What was done to the gauge of a session, as a scene would say it.

use super::command::FieldCommand;
use super::log::Logged;
use crate::gauge::{Fix, Gauge, GaugeCommand, GaugeMode, GaugeSettings, ThetaSource};
use thiserror::Error;

/// Why a scene cannot say what was done to the gauge.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Unwritten {
    /// Rotations of fields with links and of fields alone.
    #[error(
        "some rotations were made with the links and some without, and a scene has one mode; undo \
         the gauge (Z), or choose the mode they were made in"
    )]
    Modes,
    /// Something was done after a gauge was fixed.
    #[error(
        "the field was turned after its gauge was fixed, and a scene fixes it last; undo the gauge \
         (Z), or fix it once more"
    )]
    AfterFix,
    /// A scene that edits its gauge itself, and edits by hand in between.
    #[error(
        "the scene edits its gauge at given ticks, and what was done by hand in between cannot be \
         told from that; undo it, or record a film, whose commands are kept beside it"
    )]
    Scripted,
    /// The session went back in time.
    #[error(
        "the field was taken back in time after its gauge was changed by hand, and what of it is \
         in effect is not known; start the scene again, or record a film"
    )]
    WentBack,
}

/// Whether the session went back to a kept moment after something was done to its gauge: what of it
/// was in effect there is not in the log.
fn went_back(log: &[Logged]) -> bool {
    let by_hand = |entry: &Logged| matches!(entry.command, FieldCommand::Gauge(_));
    let mut turned = log.iter().skip_while(|entry| !by_hand(entry));
    turned.any(|entry| matches!(entry.command, FieldCommand::Recall { .. }))
}

/// One thing done to the gauge that is still in effect.
#[derive(Clone, Copy, Debug)]
enum Turn<'a> {
    By(&'a ThetaSource, GaugeMode),
    Fix(Fix),
}

/// How things stand after some edit: a way back through the turns before.
#[derive(Clone, Copy, Debug)]
struct Standing {
    /// Number of the last turn in effect.
    last: Option<usize>,
    /// Whether the rotations that the scene begins with are in effect.
    scene: bool,
    mode: GaugeMode,
}

/// The turns of a session, each with the one before it: undo goes back to an earlier one.
struct Turns<'a> {
    all: Vec<(Turn<'a>, Option<usize>)>,
    begin: Standing,
    now: Standing,
    undo: Vec<[Standing; 2]>,
    redo: Vec<[Standing; 2]>,
    open: Option<u64>,
}

/// The gauge of a scene that begins as the session stands: its background, what was turned, the
/// drive, the twin. `written` is what the session's own scene says, `log` what was done since.
///
/// # Conventions
/// All rotations are at the beginning then, when sources that change with time have the angle of
/// that time.
///
/// # Errors
/// See [`Unwritten`].
pub fn gauge_of_session(
    written: &GaugeSettings,
    log: &[Logged],
    gauge: &Gauge,
) -> Result<GaugeSettings, Unwritten> {
    if !written.edits.is_empty() {
        let by_hand = |entry: &Logged| matches!(entry.command, FieldCommand::Gauge(_));
        return match log.iter().any(by_hand) {
            true => Err(Unwritten::Scripted),
            false => Ok(written.clone()),
        };
    }
    if went_back(log) {
        return Err(Unwritten::WentBack);
    }
    let mut turns = Turns::new(written.mode);
    log.iter().for_each(|entry| turns.follow(entry));
    let (rotate, fix) = turns.written(written, gauge.mode())?;
    Ok(GaugeSettings {
        background: gauge.background().to_vec(),
        mode: gauge.mode(),
        twin: gauge.twin().is_some(),
        rotate,
        fix,
        drive: gauge.drive().to_vec(),
        edits: Vec::new(),
        wilson_loop: gauge.wilson_loop().sites().to_vec(),
    })
}

impl<'a> Turns<'a> {
    fn new(mode: GaugeMode) -> Self {
        let begin = Standing { last: None, scene: true, mode };
        let (all, undo, redo) = (Vec::new(), Vec::new(), Vec::new());
        Self { all, begin, now: begin, undo, redo, open: None }
    }

    /// Takes undo and redo as the history of the session does.
    fn follow(&mut self, entry: &'a Logged) {
        let (from, to) = match entry.command {
            FieldCommand::Undo => (&mut self.undo, &mut self.redo),
            FieldCommand::Redo => (&mut self.redo, &mut self.undo),
            _ => return self.edit(entry),
        };
        if let Some(step) = from.pop() {
            self.now = step[usize::from(entry.command == FieldCommand::Redo)];
            to.push(step);
        }
        self.open = None;
    }

    fn edit(&mut self, entry: &'a Logged) {
        let before = self.now;
        match &entry.command {
            FieldCommand::Gauge(command) => self.change(command),
            FieldCommand::Reset | FieldCommand::Restart { .. } => self.now = self.begin,
            _ => {}
        }
        let joins = entry.gesture.is_some() && entry.gesture == self.open;
        match self.undo.last_mut().filter(|_| joins) {
            Some(step) => step[1] = self.now,
            None => self.undo.push([before, self.now]),
        }
        self.redo.clear();
        self.open = entry.gesture;
    }

    fn change(&mut self, command: &'a GaugeCommand) {
        let turn = match command {
            GaugeCommand::Rotate(source) => Turn::By(source, self.now.mode),
            GaugeCommand::Fix(fix) => Turn::Fix(*fix),
            GaugeCommand::UndoGauge => {
                (self.now.last, self.now.scene) = (None, false);
                return;
            }
            GaugeCommand::SetMode(mode) => {
                self.now.mode = *mode;
                return;
            }
            _ => return,
        };
        self.all.push((turn, self.now.last));
        self.now.last = Some(self.all.len() - 1);
    }

    /// The turns in effect, in order.
    fn in_effect(&self) -> Vec<Turn<'a>> {
        let mut turns = Vec::new();
        let mut at = self.now.last;
        while let Some((turn, before)) = at.map(|at| self.all[at]) {
            turns.push(turn);
            at = before;
        }
        turns.reverse();
        turns
    }

    fn written(
        &self,
        written: &GaugeSettings,
        mode: GaugeMode,
    ) -> Result<(Vec<ThetaSource>, Option<Fix>), Unwritten> {
        let fits = |made: GaugeMode| made.moves_links() == mode.moves_links();
        let begun = Some(written).filter(|_| self.now.scene);
        let mut rotate = begun.map_or(Vec::new(), |begun| begun.rotate.clone());
        let mut fix = begun.and_then(|begun| begun.fix);
        if !(rotate.is_empty() || fits(written.mode)) {
            return Err(Unwritten::Modes);
        }
        for turn in self.in_effect() {
            match turn {
                Turn::By(_, made) if !fits(made) => return Err(Unwritten::Modes),
                Turn::By(..) if fix.is_some() => return Err(Unwritten::AfterFix),
                Turn::By(source, _) => rotate.push(source.clone()),
                Turn::Fix(again) if fix.is_none_or(|fix| fix == again) => fix = Some(again),
                Turn::Fix(_) => return Err(Unwritten::AfterFix),
            }
        }
        Ok((rotate, fix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gauge::{Checkerboard, Constant, GaugeEdit};

    fn by(theta: f64) -> ThetaSource {
        ThetaSource::Constant(Constant { theta, rate: 0.0 })
    }

    fn turn(theta: f64) -> FieldCommand {
        FieldCommand::Gauge(GaugeCommand::Rotate(by(theta)))
    }

    fn log(edits: Vec<(Option<u64>, FieldCommand)>) -> Vec<Logged> {
        let logged = |(gesture, command)| Logged { step: 0, gesture, command };
        edits.into_iter().map(logged).collect()
    }

    fn rotations(edits: Vec<(Option<u64>, FieldCommand)>) -> Result<Vec<f64>, Unwritten> {
        let written = GaugeSettings { rotate: vec![by(0.5)], ..GaugeSettings::default() };
        let settings = gauge_of_session(&written, &log(edits), &Gauge::default())?;
        let theta = |source: &ThetaSource| match source {
            ThetaSource::Constant(constant) => constant.theta,
            other => panic!("{other:?}"),
        };
        Ok(settings.rotate.iter().map(theta).collect())
    }

    #[test]
    fn strokes_add_up_and_undo_and_redo_are_followed() {
        let (undo, redo) = (|| (None, FieldCommand::Undo), || (None, FieldCommand::Redo));
        let stroke = || vec![(Some(1), turn(1.0)), (Some(1), turn(2.0)), (None, turn(3.0))];
        let with = |more: Vec<_>| rotations(stroke().into_iter().chain(more).collect());
        assert_eq!(with(vec![]), Ok(vec![0.5, 1.0, 2.0, 3.0]));
        assert_eq!(with(vec![undo()]), Ok(vec![0.5, 1.0, 2.0]));
        assert_eq!(with(vec![undo(), undo()]), Ok(vec![0.5]), "a gesture is one step");
        assert_eq!(with(vec![undo(), undo(), redo()]), Ok(vec![0.5, 1.0, 2.0]));
        let other = (None, FieldCommand::SetDt(0.1));
        let again = vec![undo(), undo(), redo(), other, (None, turn(4.0)), undo()];
        assert_eq!(with(again), Ok(vec![0.5, 1.0, 2.0]));
    }

    #[test]
    fn undoing_the_gauge_takes_the_scenes_own_too_and_a_reset_brings_it_back() {
        let undone =
            || vec![(None, turn(1.0)), (None, FieldCommand::Gauge(GaugeCommand::UndoGauge))];
        assert_eq!(rotations(undone()), Ok(vec![]));
        let mut edits = undone();
        edits.push((None, turn(2.0)));
        assert_eq!(rotations(edits.clone()), Ok(vec![2.0]));
        edits.push((None, FieldCommand::Reset));
        assert_eq!(rotations(edits.clone()), Ok(vec![0.5]));
        edits.push((None, FieldCommand::Undo));
        assert_eq!(rotations(edits), Ok(vec![2.0]));
    }

    #[test]
    fn what_a_scene_cannot_say_is_refused() {
        let mode = |mode| (None, FieldCommand::Gauge(GaugeCommand::SetMode(mode)));
        let bare = vec![mode(GaugeMode::Bare), (None, turn(1.0)), mode(GaugeMode::Covariant)];
        assert_eq!(rotations(bare), Err(Unwritten::Modes));
        let paper = vec![mode(GaugeMode::Paper), (None, turn(1.0))];
        assert_eq!(rotations(paper), Ok(vec![0.5, 1.0]), "links turned with it");
        let fix = |fix| (None, FieldCommand::Gauge(GaugeCommand::Fix(fix)));
        assert_eq!(rotations(vec![fix(Fix::Landau), fix(Fix::Landau)]), Ok(vec![0.5]));
        assert_eq!(rotations(vec![fix(Fix::Landau), (None, turn(1.0))]), Err(Unwritten::AfterFix));
    }

    #[test]
    fn a_scene_that_edits_its_gauge_itself_stays_as_it_is_written() {
        let edits = vec![GaugeEdit { tick: 4, command: GaugeCommand::UndoGauge }];
        let written = GaugeSettings { edits, twin: true, ..GaugeSettings::default() };
        let mass = log(vec![(None, FieldCommand::SetDt(0.1))]);
        assert_eq!(gauge_of_session(&written, &mass, &Gauge::default()), Ok(written.clone()));
        let by_hand = log(vec![(None, turn(1.0))]);
        let refused = gauge_of_session(&written, &by_hand, &Gauge::default());
        assert_eq!(refused, Err(Unwritten::Scripted));
    }

    #[test]
    fn the_order_of_sources_stays() {
        let board = ThetaSource::Checkerboard(Checkerboard { theta: 1.0 });
        let edits = log(vec![(None, turn(1.0)), {
            (None, FieldCommand::Gauge(GaugeCommand::Rotate(board.clone())))
        }]);
        let settings = gauge_of_session(&GaugeSettings::default(), &edits, &Gauge::default());
        assert_eq!(settings.map(|settings| settings.rotate), Ok(vec![by(1.0), board]));
    }
}
