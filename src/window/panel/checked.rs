//! What a scene promises, and whether it holds.

use super::super::checks::Checked;
use super::super::request::Request;
use super::super::style::Palette;
use super::super::{Desk, Requests, Shown};
use super::PanelInfo;
use super::widget::remark;
use crate::scene::expect::CheckRow;
use bevy_egui::egui::{
    Align2, Color32, Frame, Grid, Label, Margin, RichText, ScrollArea, Stroke, Ui, Window, vec2,
};

pub(super) const PANEL: PanelInfo = PanelInfo { name: "check", open: |_, desk| desk.check, show };

/// Width of the window.
const WIDTH: f32 = 520.0;

/// The check of the scene that is shown.
fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let checked = shown.checks.of(&shown.scene.source);
    if checked.is_none() {
        requests.push(Request::Check(None));
    }
    let room = super::super::rig::boxed(shown.rig.region);
    let frame = Frame::new().fill(palette.panel).corner_radius(10).inner_margin(Margin::same(12));
    let mut open = true;
    let window = Window::new("Check").frame(frame.stroke(Stroke::new(1.0, palette.edge)));
    let window = window.open(&mut open).collapsible(false).resizable(false);
    let window = window.pivot(Align2::RIGHT_TOP).default_pos(room.right_top() + vec2(-12.0, 12.0));
    window.show(ui.ctx(), |ui| {
        ui.set_width(WIDTH.min(room.width() - 60.0).max(200.0));
        remark(ui, &palette, "The scene is run once more beside the one you see, and measured.");
        let most = (room.height() - 110.0).max(60.0);
        ScrollArea::both().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            outcome(ui, &palette, checked, "shown");
        });
    });
    desk.check &= open;
}

/// How far a check is, and what it came to.
pub(super) fn outcome(ui: &mut Ui, palette: &Palette, checked: Option<&Checked>, part: &str) {
    match checked {
        None => {}
        Some(Checked::Waiting) => waits(ui, palette, "Waiting for another check"),
        Some(Checked::Running) => waits(ui, palette, "Running \u{2026}"),
        Some(Checked::Failed(why)) => {
            ui.add(Label::new(RichText::new(why).color(palette.bad)).wrap());
        }
        Some(Checked::Rows(rows)) if rows.is_empty() => {
            remark(ui, palette, "The scene promises nothing that could be measured.");
        }
        Some(Checked::Rows(rows)) => table(ui, palette, rows, part),
    }
}

fn waits(ui: &mut Ui, palette: &Palette, what: &str) {
    ui.horizontal(|ui| {
        ui.spinner();
        remark(ui, palette, what);
    });
}

/// A row for each expectation: what, measured, expected, tolerance.
fn table(ui: &mut Ui, palette: &Palette, rows: &[CheckRow], part: &str) {
    let grid = Grid::new(("check", part)).num_columns(5).spacing([14.0, 3.0]);
    grid.show(ui, |ui| {
        for heading in ["", "measured", "expected", "tolerance", "what"] {
            remark(ui, palette, heading);
        }
        ui.end_row();
        for row in rows {
            let (word, colour) = verdict(row, palette);
            ui.label(RichText::new(word).small().strong().color(colour));
            for number in [row.measured, row.expected, row.tolerance] {
                ui.label(RichText::new(figure(number)).monospace().size(11.5));
            }
            let note = row.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
            ui.label(RichText::new(format!("{}{note}", row.what)).small());
            ui.end_row();
        }
    });
}

fn verdict(row: &CheckRow, palette: &Palette) -> (&'static str, Color32) {
    if row.pass { ("pass", palette.good) } else { ("MISS", palette.bad) }
}

/// A number in five digits.
fn figure(value: f64) -> String {
    let size = value.abs();
    let text = match size {
        0.0 => "0".to_owned(),
        _ if !value.is_finite() => "none".to_owned(),
        _ if (1e-3..1e5).contains(&size) => {
            let digits = 4 - size.log10().floor() as i32;
            let text = format!("{value:.*}", usize::try_from(digits).unwrap_or(0));
            match text.contains('.') {
                true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
                false => text,
            }
        }
        _ => format!("{value:.2e}"),
    };
    text.replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_five_digits() {
        let told = [0.0, 0.5, -3.714_159, 1234.5678, 2e-13, f64::NAN, 99_999.4].map(figure);
        assert_eq!(
            told,
            ["0", "0.5", "\u{2212}3.7142", "1234.6", "2.00e\u{2212}13", "none", "99999"]
        );
    }
}
