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

fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    match shown.pins.0.last() {
        Some(pin) => {
            pinned(ui, shown, (desk, requests), &palette);
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
    if let Some(rows) = past(shown, pick) {
        return grid(ui, palette, ("past", all), rows);
    }
    let (theory, dim) = (shown.parameters.theory.name, shown.lattice.dim());
    let given = shown.given();
    let here = |info: &&QuantityInfo| {
        (info.applies)(theory, dim) && given.has(info.needs) && info.is_local()
    };
    let drawn = [shown.picture.height.name, shown.picture.colour.name];
    let brief =
        |info: &&QuantityInfo| all || drawn.contains(&info.name) || tells_most(info, theory);
    let components = if all { Vec::new() } else { components(shown, pick) };
    let row = |info: &'static QuantityInfo| {
        (info.label_in(theory).to_owned(), info.summary, value(shown, pick, info))
    };
    let rows = QUANTITIES.iter().filter(here).filter(brief).map(row);
    grid(ui, palette, ("reading", all), components.into_iter().chain(rows).collect());
}

/// A name, what it is, and its value in words.
type Row = (String, &'static str, String);

fn grid(ui: &mut Ui, palette: &Palette, id: (&str, bool), rows: Vec<Row>) {
    Grid::new(id).num_columns(2).spacing([10.0, 2.0]).show(ui, |ui| {
        for (name, summary, value) in rows {
            ui.label(RichText::new(name).color(palette.muted)).on_hover_text(summary);
            ui.label(RichText::new(value).monospace());
            ui.end_row();
        }
    });
}

/// Quantities that stand in one row, by what their names begin with; what the row is called, where
/// it is not by all of their symbols; and the digits of their values.
const TOGETHER: [(&str, Option<&str>, &str, usize); 4] = [
    ("phi", Some("\u{3c6}"), "Neuron states", 3),
    ("pi", Some("\u{3c0}"), "Trainable variables", 3),
    ("link", None, "Angles of the links from the site ahead along each axis", 4),
    ("flux", None, "Fluxes through the plaquettes at the site", 4),
];

/// All components of phi, and of pi, the links and the plaquettes, in a row each; a component that
/// is the only one has a row of its own.
fn components(shown: &Shown, pick: &Pick) -> Vec<Row> {
    let (theory, dim, given) = (shown.parameters.theory.name, shown.lattice.dim(), shown.given());
    let gauge = InGauge::new(shown.look());
    let row = |(prefix, name, summary, digits): (&str, Option<&str>, &'static str, usize)| {
        let here = |info: &&QuantityInfo| {
            let number = info.name.strip_prefix(prefix);
            let numbered = number.is_some_and(|number| number.parse::<u32>().is_ok());
            numbered && (info.applies)(theory, dim) && given.has(info.needs)
        };
        let all: Vec<_> = QUANTITIES.iter().filter(here).collect();
        let single = all.len() == 1 && name.is_some();
        let labels = || all.iter().map(|info| info.label_in(theory)).collect::<Vec<_>>().join(" ");
        let value = |info: &&QuantityInfo| {
            number(at(info, &Sight::in_gauge(&gauge), pick.row, pick.x)[0], digits)
        };
        let values = || all.iter().map(value).collect::<Vec<_>>().join(" ");
        let there = !all.is_empty() && !single;
        there.then(|| (name.map_or_else(labels, str::to_owned), summary, values()))
    };
    TOGETHER.into_iter().filter_map(row).collect()
}

/// What a place of a map of time shows of the past.
fn past(shown: &Shown, pick: &Pick) -> Option<Vec<Row>> {
    let ago = shown.drawn()?.ago(pick.place).filter(|ago| *ago > 0.0)?;
    let (time, [height, colour]) = shown.planes.history.then(pick.x, ago)?;
    let theory = shown.parameters.theory.name;
    let drawn = [(shown.picture.height, height), (shown.picture.colour, colour)];
    let row = |(info, [re, im]): (&'static QuantityInfo, [f32; 2])| {
        (info.label_in(theory).to_owned(), info.summary, worded(info, [re, im].map(f64::from)))
    };
    let when = ("t".to_owned(), "When it was so", number(time, 3));
    Some(std::iter::once(when).chain(drawn.map(row)).collect())
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
    worded(info, at(info, &Sight::in_gauge(&gauge), row, x))
}

/// A value as it is written: a complex one by magnitude and phase.
fn worded(info: &QuantityInfo, [re, im]: [f64; 2]) -> String {
    match info.kind {
        Kind::Scalar | Kind::Angle => number(re, 4),
        Kind::Complex => {
            format!("{}  {}\u{b0}", number(re.hypot(im), 4), number(im.atan2(re).to_degrees(), 0))
        }
    }
}

/// A number in a fixed width, minus as it is printed.
pub(super) fn number(value: f64, digits: usize) -> String {
    let size = value.abs();
    let text = if size != 0.0 && !(1e-3..1e5).contains(&size) && digits > 2 {
        format!("{value:.2e}")
    } else {
        format!("{value:.digits$}")
    };
    text.replace('-', "\u{2212}")
}

/// The plot of the pinned sites and a way to let them go.
fn pinned(
    ui: &mut Ui,
    shown: &Shown,
    (desk, requests): (&mut Desk, &mut Requests),
    palette: &Palette,
) {
    let (info, part) = (shown.charted(desk), desk.charts.part);
    ui.horizontal(|ui| {
        let label = part.label(info, shown.parameters.theory.name);
        remark(ui, palette, format!("{label} over time"));
        let button = called(ui.small_button("chart"), "Chart of the pins");
        if button.on_hover_text("Plot it large: zoom, spectrum, files (Shift+P)").clicked() {
            desk.charts.show("pins");
            desk.settings.plots = true;
        }
    });
    plot(ui, shown, |value| part.of(info.kind, value));
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

fn plot(ui: &mut Ui, shown: &Shown, value: impl Fn([f64; 2]) -> f64) {
    let plot = Plot::new("pins").height(104.0).show_grid([false, true]);
    let plot = plot.allow_drag(false).allow_zoom(false).allow_scroll(false).show_x(false);
    let shown = plot.show(ui, |ui| {
        for (number, pin) in shown.pins.0.iter().enumerate() {
            ui.line(line(number, pin, &value));
        }
    });
    called(shown.response, "Pinned sites over time");
}

fn line(number: usize, pin: &Pin, value: &impl Fn([f64; 2]) -> f64) -> Line<'static> {
    let points =
        pin.values.iter().map(|(_, time, values)| [*time, value(*values)]).collect::<PlotPoints>();
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
