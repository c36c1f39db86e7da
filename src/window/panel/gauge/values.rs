//! The values of a source or a background, whatever it is: what it is written with is what is shown.

use super::super::super::style::Palette;
use super::super::parameters::Drafts;
use super::super::widget::{called, choice, named, number};
use crate::lattice::Lattice;
use bevy_egui::egui::{Checkbox, DragValue, TextEdit, Ui, Widget};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value, json};
use std::f64::consts::TAU;

const AXES: [&str; 3] = ["x", "y", "z"];

/// Values that are one of a few words.
const CHOICES: &[(&str, &[&str])] =
    &[("through", &["Links", "Potential"]), ("profile", &["Gaussian", "Cosine", "Flat"])];

/// What it takes to show values.
pub(super) struct Values<'a> {
    /// What they are of, such as `drive[0]`.
    pub of: String,
    pub palette: &'a Palette,
    pub lattice: &'a Lattice,
    /// The value that must be a whole number, if any.
    pub whole: Option<&'static str>,
}

/// One value.
struct Leaf<'a> {
    values: &'a Values<'a>,
    name: &'a str,
    /// Which of several; none of a single one.
    at: Option<usize>,
}

impl Values<'_> {
    /// Shows them all; `Some` with the gesture when one was changed.
    pub fn show<T: Serialize + DeserializeOwned>(
        &self,
        ui: &mut Ui,
        drafts: &mut Drafts,
        value: &T,
    ) -> Option<(T, u64)> {
        let mut tree = serde_json::to_value(value).ok()?;
        // The one field of a variant is what is in it.
        let (_, body) = tree.as_object_mut()?.iter_mut().next()?;
        let mut changed = None;
        for (name, value) in body.as_object_mut()?.iter_mut() {
            changed = self.row(ui, drafts, name, value).or(changed);
        }
        Some((serde_json::from_value(tree).ok()?, changed?))
    }

    fn row(&self, ui: &mut Ui, drafts: &mut Drafts, name: &str, value: &mut Value) -> Option<u64> {
        if let Value::Array(texts) = value
            && texts.first().is_some_and(Value::is_string)
        {
            let row = |(at, text): (usize, &mut Value)| {
                let title = format!("{name} {}", AXES[at.min(2)]);
                let leaf = Leaf { values: self, name, at: Some(at) };
                named(ui, self.palette, &title, name, |ui| leaf.text(ui, drafts, text))
            };
            return texts.iter_mut().enumerate().filter_map(row).last();
        }
        named(ui, self.palette, name, name, |ui| match value {
            Value::Array(all) => {
                let share = ui.available_width() / all.len().max(1) as f32 - 6.0;
                ui.spacing_mut().interact_size.x = share.clamp(30.0, 60.0);
                let leaf = |(at, value): (usize, &mut Value)| {
                    Leaf { values: self, name, at: Some(at) }.show(ui, drafts, value)
                };
                all.iter_mut().enumerate().filter_map(leaf).last()
            }
            value => Leaf { values: self, name, at: None }.show(ui, drafts, value),
        })
    }
}

impl Leaf<'_> {
    fn path(&self) -> String {
        let index = self.at.map_or(String::new(), |at| format!("[{at}]"));
        format!("{}.{}{index}", self.values.of, self.name)
    }

    fn show(&self, ui: &mut Ui, drafts: &mut Drafts, value: &mut Value) -> Option<u64> {
        match value {
            Value::Number(given) => self.number(ui, drafts, given),
            Value::Bool(on) => {
                let response = called(Checkbox::without_text(on).ui(ui), &self.path());
                response.changed().then(|| drafts.new_gesture())
            }
            Value::String(_) => match CHOICES.iter().find(|(name, _)| *name == self.name) {
                Some((_, words)) => self.choice(ui, drafts, words, value),
                None => self.text(ui, drafts, value),
            },
            _ => None,
        }
    }

    fn number(&self, ui: &mut Ui, drafts: &mut Drafts, given: &mut Number) -> Option<u64> {
        let (path, value) = (self.path(), given.as_f64()?);
        let count = !given.is_f64();
        let (wave, whole) = (self.wave(), count || self.values.whole == Some(self.name));
        let speed = match (wave, whole) {
            (Some(wave), _) => 0.1 * wave,
            (None, true) => 0.05,
            (None, false) => 0.01 * value.abs().max(0.1),
        };
        let (draft, gesture) = drafts.number(ui, &path, value, |ui, draft| {
            let widget = DragValue::new(draft).speed(speed);
            number(ui, &path, widget.max_decimals(if whole { 0 } else { 5 }))
        })?;
        let draft = wave.map_or(draft, |wave| (draft / wave).round() * wave);
        *given = match (count, given.is_u64()) {
            (false, _) => Number::from_f64(draft)?,
            (true, true) if self.counts_up() => Number::from(draft.max(0.0) as u64),
            (true, _) => Number::from(draft as i64),
        };
        (given.as_f64() != Some(value)).then_some(gesture)
    }

    /// Whether it counts from 0: an axis, a seed. Windings go both ways.
    fn counts_up(&self) -> bool {
        ["axis", "plane", "seed"].contains(&self.name)
    }

    /// The wave number of which the others are multiples, where the axis is a circle.
    fn wave(&self) -> Option<f64> {
        let (axis, lattice) = (self.at?, self.values.lattice);
        let closes = self.name == "momentum" && lattice.boundary().get(axis)?.is_periodic();
        closes.then(|| TAU / (lattice.shape()[axis] as f64 * lattice.spacing()))
    }

    fn choice(
        &self,
        ui: &mut Ui,
        drafts: &mut Drafts,
        words: &[&str],
        value: &mut Value,
    ) -> Option<u64> {
        let chosen = value.as_str()?.to_owned();
        let all = words.iter().map(|word| (*word, (*word).to_owned()));
        let wish = choice(ui, &self.path(), &chosen, all)?;
        *value = json!(wish);
        Some(drafts.new_gesture())
    }

    /// A formula: it counts once it is whole.
    fn text(&self, ui: &mut Ui, drafts: &mut Drafts, value: &mut Value) -> Option<u64> {
        let (path, there) = (self.path(), value.as_str()?.to_owned());
        let mut text = drafts.texts.get(&path).cloned().unwrap_or_else(|| there.clone());
        let width = ui.available_width();
        let editor = TextEdit::singleline(&mut text).desired_width(width);
        let editor = called(editor.ui(ui), &path);
        let done = editor.lost_focus();
        if done || text == there {
            drafts.texts.remove(&path);
        } else {
            drafts.texts.insert(path, text.clone());
        }
        (done && text != there).then(|| {
            *value = json!(text);
            drafts.new_gesture()
        })
    }
}
