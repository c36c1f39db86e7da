//! The pinned sites: their values, and over time.

use super::super::pins::Pin;
use super::super::style::Palette;
use super::super::{Desk, Request, Requests, Shown};
use super::SectionInfo;
use super::widget::{called, remark};
use crate::quantity::{InGauge, Kind, QUANTITIES, QuantityInfo, Sight, at};
use crate::view::Pick;
use bevy_egui::egui::{Color32, Grid, RichText, Ui};
use egui_plot::{Line, Plot, PlotPoints};

pub(super) const SECTION: SectionInfo =
    SectionInfo { title: "Pinned sites", unfolded: true, open: |_, _| true, show };

/// Colours of the pins, told apart by everybody.
///
/// # Reference
/// M. Okabe and K. Ito, "Color universal design" (2008).
pub const PIN_COLOURS: [Color32; 6] = [
    Color32::from_rgb(230, 159, 0),
    Color32::from_rgb(86, 180, 233),
    Color32::from_rgb(0, 158, 115),
    Color32::from_rgb(204, 121, 167),
    Color32::from_rgb(213, 94, 0),
    Color32::from_rgb(240, 228, 66),
];

fn show(ui: &mut Ui, shown: &Shown, _: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    match shown.pins.0.last() {
        Some(pin) => {
            pinned(ui, shown, requests, &palette);
            reading(ui, shown, &pin.pick, &palette, true);
        }
        None => {
            remark(ui, &palette, "Point at the field to read its values; click to pin a site.");
        }
    }
}

/// Site, position and the quantities the field has there: those that are drawn and those that say
/// most, or all of them.
pub(super) fn reading(ui: &mut Ui, shown: &Shown, pick: &Pick, palette: &Palette, all: bool) {
    remark(ui, palette, place(shown, pick));
    let (theory, dim) = (shown.parameters.theory.name, shown.lattice.dim());
    let given = shown.given();
    let here = |info: &&QuantityInfo| {
        (info.applies)(theory, dim) && given.has(info.needs) && info.is_local()
    };
    let drawn = [shown.picture.height.name, shown.picture.colour.name];
    let brief =
        |info: &&QuantityInfo| all || drawn.contains(&info.name) || tells_most(info, theory);
    Grid::new(("reading", all)).num_columns(2).spacing([10.0, 2.0]).show(ui, |ui| {
        for info in QUANTITIES.iter().filter(here).filter(brief) {
            ui.label(RichText::new(info.label_in(theory)).color(palette.muted))
                .on_hover_text(info.summary);
            ui.label(RichText::new(value(shown, pick, info)).monospace());
            ui.end_row();
        }
    });
}

/// Whether a quantity says in one number what others say in several: the components of a spinor
/// and the densities; of a real field both of its parts.
fn tells_most(info: &QuantityInfo, theory: &str) -> bool {
    let real = theory == "klein-gordon" && ["phi1", "pi1"].contains(&info.name);
    real || info.name.starts_with("psi") || info.name.ends_with("density")
}

/// `site (12, 40)   x = (3.0, -1.5)`.
fn place(shown: &Shown, pick: &Pick) -> String {
    let Pick { row, x, .. } = *pick;
    let dim = shown.lattice.dim();
    let site: Vec<String> =
        (0..dim).map(|mu| shown.lattice.index(row, x, mu).to_string()).collect();
    let position = shown.lattice.site_position(row, x);
    let position: Vec<String> = position[..dim].iter().map(|x| number(*x, 2)).collect();
    format!("site ({})   at ({})", site.join(", "), position.join(", "))
}

fn value(shown: &Shown, pick: &Pick, info: &QuantityInfo) -> String {
    let Pick { row, x, .. } = *pick;
    let gauge = InGauge::new(shown.look());
    let [re, im] = at(info, &Sight::in_gauge(&gauge), row, x);
    match info.kind {
        Kind::Scalar | Kind::Angle => number(re, 4),
        Kind::Complex => {
            format!("{}  {}\u{b0}", number(re.hypot(im), 4), number(im.atan2(re).to_degrees(), 0))
        }
    }
}

/// A number in a fixed width, minus as it is printed.
fn number(value: f64, digits: usize) -> String {
    let size = value.abs();
    let text = if size != 0.0 && !(1e-3..1e5).contains(&size) && digits > 2 {
        format!("{value:.2e}")
    } else {
        format!("{value:.digits$}")
    };
    text.replace('-', "\u{2212}")
}

/// The plot of the pinned sites and a way to let them go.
fn pinned(ui: &mut Ui, shown: &Shown, requests: &mut Requests, palette: &Palette) {
    let theory = shown.parameters.theory.name;
    let label = shown.picture.colour.label_in(theory);
    remark(ui, palette, format!("{} over time", part(shown.picture.colour, label)));
    plot(ui, shown);
    ui.horizontal_wrapped(|ui| {
        for (number, pin) in shown.pins.0.iter().enumerate() {
            let text =
                RichText::new(format!("{} \u{d7}", number + 1)).color(PIN_COLOURS[number % 6]);
            let name = place(shown, &pin.pick);
            let button = called(ui.small_button(text), &format!("Remove pin {}", number + 1));
            if button.on_hover_text(format!("Remove the pin at {name}")).clicked() {
                requests.push(Request::Unpin(Some(number)));
            }
        }
    });
}

/// What of a quantity is plotted.
fn part(info: &QuantityInfo, label: &str) -> String {
    match info.kind {
        Kind::Complex => format!("Re {label}"),
        Kind::Scalar | Kind::Angle => label.to_owned(),
    }
}

fn plot(ui: &mut Ui, shown: &Shown) {
    let plot = Plot::new("pins").height(104.0).show_grid([false, true]);
    let plot = plot.allow_drag(false).allow_zoom(false).allow_scroll(false).show_x(false);
    let shown = plot.show(ui, |ui| {
        for (number, pin) in shown.pins.0.iter().enumerate() {
            ui.line(line(number, pin));
        }
    });
    called(shown.response, "Pinned sites over time");
}

fn line(number: usize, pin: &Pin) -> Line<'static> {
    let points =
        pin.values.iter().map(|(_, time, value)| [*time, value[0]]).collect::<PlotPoints>();
    Line::new(format!("pin {}", number + 1), points).color(PIN_COLOURS[number % 6]).width(1.5)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_keep_their_width() {
        assert_eq!(number(-0.25, 4), "\u{2212}0.2500");
        assert_eq!(number(1.5e-7, 4), "1.50e\u{2212}7");
        assert_eq!(number(0.0, 4), "0.0000");
        assert_eq!(number(123.4, 0), "123");
    }
}
