//! Dispersion: frequency against wave vector.

use super::super::super::analysis::{Followed, Zoom, has_waves, is_followed};
use super::super::super::request::Request;
use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::widget::{Bar, called, named, remark};
use super::text::number;
use crate::spectrum::{Doubler, Spectrum};
use bevy_egui::egui::{Align2, Color32, Grid, RichText, Ui};
use egui_plot::{
    GridMark, Line, LineStyle, MarkerShape, Plot, PlotPoint, PlotPoints, PlotUi, Points, Text,
    VLine,
};
use std::f64::consts::PI;

/// Doublers that are listed at most.
const LISTED: usize = 6;
/// Room below the plot.
const BELOW: f32 = 190.0;
/// Height of the plot at least.
const LEAST: f32 = 210.0;

pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    if !has_waves(shown.parameters) {
        let name = shown.parameters.theory.name;
        let words = format!("The theory {name} has no waves: its neurons are no places in space.");
        remark(ui, &palette, words);
        return;
    }
    match shown.waves.spectrum() {
        None => {
            remark(ui, &palette, "Computing the frequencies \u{2026}");
        }
        Some(Err(why)) => {
            ui.label(RichText::new(why).color(palette.warning));
        }
        Some(Ok(spectrum)) => {
            let followed = shown.waves.followed();
            buttons(ui, shown, desk, requests);
            legend(ui, shown, &palette, followed.as_ref());
            plot(ui, (shown, spectrum, followed.as_ref()), desk, &palette);
            reading(ui, (shown, spectrum, followed.as_ref()), desk, &palette);
            doublers(ui, &spectrum.doublers, &palette);
        }
    }
}

fn buttons(ui: &mut Ui, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let wishes =
        [("Whole", Zoom::All), ("Nearer", Zoom::By(0.6)), ("Farther", Zoom::By(1.0 / 0.6))];
    ui.horizontal_wrapped(|ui| {
        for (name, wish) in wishes {
            if called(ui.small_button(name), &format!("Dispersion: {name}")).clicked() {
                desk.analysis.zoom = Some(wish);
            }
        }
        ui.separator();
        let busy = shown.waves.is_measuring();
        let label = if busy { "Measuring \u{2026}" } else { "Measure random waves" };
        let button = ui.add_enabled(!busy, bevy_egui::egui::Button::new(label).small());
        let tip = "Follow small random waves with every wave vector on a small periodic lattice";
        if button.on_hover_text(tip).clicked() {
            requests.push(Request::MeasureWaves);
        }
    });
}

/// What the lines and the marks are, and how the measurement is doing.
fn legend(ui: &mut Ui, shown: &Shown, palette: &Palette, followed: Option<&Followed>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        for (name, colour) in [
            ("\u{2014} lattice", palette.accent),
            ("-- continuum", palette.muted),
            ("\u{25cf} measured", palette.warning),
            ("\u{25c6} random waves", palette.good),
        ] {
            ui.label(RichText::new(name).small().color(colour));
        }
    });
    let words = match followed {
        _ if !is_followed(shown.lattice) => {
            "The field is too large to be followed while it runs; random waves can be measured."
                .to_owned()
        }
        None | Some(Followed { every: 0, .. }) => {
            "Beginning to follow the field \u{2026}".to_owned()
        }
        Some(Followed { every, looks, frequencies }) => {
            let seen = frequencies.iter().filter(|all| !all.is_empty()).count();
            let every =
                if *every == 1 { "every tick".to_owned() } else { format!("every {every} ticks") };
            format!("The field's modes, looked at {every}: look {looks}; {seen} measured")
        }
    };
    remark(ui, palette, words);
}

/// What is plotted.
type Curves<'a> = (&'a Shown<'a>, &'a Spectrum, Option<&'a Followed>);

fn plot(ui: &mut Ui, (shown, spectrum, followed): Curves, desk: &mut Desk, palette: &Palette) {
    let height = (ui.ctx().viewport_rect().height() - 240.0 - BELOW).max(LEAST);
    let corners: Vec<(f64, String)> = spectrum
        .corners
        .iter()
        .map(|corner| (spectrum.along[corner.at], corner.name.clone()))
        .collect();
    let (marks, names) = (corners.clone(), corners.clone());
    let whole = spectrum.along.last().copied().unwrap_or(1.0);
    let plot = Plot::new("dispersion")
        .height(height)
        .allow_double_click_reset(true)
        .show_background(false)
        .label_formatter(|_, _| String::new())
        .x_grid_spacer(move |_| {
            // A step so wide that every corner has room for its name.
            let mark = |(value, _): &(f64, String)| GridMark { value: *value, step_size: whole };
            marks.iter().map(mark).collect()
        })
        .x_axis_formatter(move |mark, _| {
            let there = |(value, _): &&(f64, String)| (value - mark.value).abs() < 1e-9;
            names.iter().find(there).map(|(_, name)| name.clone()).unwrap_or_default()
        })
        .y_axis_label("ω")
        .include_y(0.0);
    let wish = desk.analysis.zoom.take();
    let answer = plot.show(ui, |plot| {
        corners.iter().for_each(|(along, name)| {
            let line = VLine::new(name.clone(), *along).color(palette.edge);
            plot.vline(line.width(1.0));
        });
        lines(plot, spectrum, palette);
        if let Some(followed) = followed {
            let name = "measured";
            let marks = measured(&spectrum.along, &followed.frequencies);
            plot.points(dots(name, marks, palette.warning, MarkerShape::Circle));
        }
        if let Some(random) = shown.waves.random() {
            let marks = measured(&random.along, &random.measured);
            plot.points(dots("random waves", marks, palette.good, MarkerShape::Diamond));
        }
        name_doublers(plot, spectrum, palette);
        let read = spectrum.along[desk.analysis.wave.min(spectrum.along.len() - 1)];
        let cursor = VLine::new("read", read).color(palette.text.gamma_multiply(0.4));
        plot.vline(cursor.style(LineStyle::dotted_loose()).width(1.0));
        zoom(plot, wish, spectrum);
        plot.pointer_coordinate()
    });
    if let Some(at) = answer.inner.filter(|_| answer.response.hovered()) {
        desk.analysis.wave = nearest(&spectrum.along, at.x);
    }
    called(answer.response, "Dispersion");
}

/// Branch by branch, those that turn forwards; -w is there for every w.
fn lines(plot: &mut PlotUi, spectrum: &Spectrum, palette: &Palette) {
    let dashed = LineStyle::Dashed { length: 6.0 };
    for (name, all, colour, style) in [
        ("continuum", &spectrum.continuum, palette.muted, dashed),
        ("lattice", &spectrum.lattice, palette.accent, LineStyle::Solid),
    ] {
        let branches = all.iter().map(Vec::len).min().unwrap_or_default();
        for branch in branches / 2..branches {
            let points = spectrum.along.iter().zip(all).map(|(along, w)| [*along, w[branch]]);
            let line = Line::new(name, points.collect::<PlotPoints>()).color(colour);
            plot.line(line.style(style).width(1.6));
        }
    }
}

/// Those of the measured frequencies that are not negative.
fn measured(along: &[f64], frequencies: &[Vec<f64>]) -> Vec<[f64; 2]> {
    let pairs = along.iter().zip(frequencies);
    let up = |(along, all): (&f64, &Vec<f64>)| {
        let along = *along;
        let all: Vec<[f64; 2]> = all.iter().filter(|w| **w >= 0.0).map(|w| [along, *w]).collect();
        all
    };
    pairs.flat_map(up).collect()
}

fn dots(name: &str, marks: Vec<[f64; 2]>, colour: Color32, shape: MarkerShape) -> Points<'static> {
    let points = Points::new(name.to_owned(), PlotPoints::from(marks));
    points.color(colour).shape(shape).radius(3.2).filled(true)
}

/// A mark and a name for every doubler on the path.
fn name_doublers(plot: &mut PlotUi, spectrum: &Spectrum, palette: &Palette) {
    for doubler in &spectrum.doublers {
        let near = |k: &[f64; 3]| k.iter().zip(doubler.k).all(|(a, b)| (a - b).abs() < 1e-9);
        for (at, _) in spectrum.k.iter().enumerate().filter(|(_, k)| near(k)) {
            let place = [spectrum.along[at], doubler.frequency];
            let mark = dots("doubler", vec![place], palette.bad, MarkerShape::Square);
            plot.points(mark.radius(4.0).filled(false));
            let words = RichText::new("doubler").small().color(palette.bad);
            let place = PlotPoint::new(place[0], place[1]);
            plot.text(Text::new("doubler", place, words).anchor(Align2::LEFT_BOTTOM));
        }
    }
}

/// Meets a wish about what is seen.
fn zoom(plot: &mut PlotUi, wish: Option<Zoom>, spectrum: &Spectrum) {
    match wish {
        Some(Zoom::All) => {
            let last = spectrum.along.last().copied().unwrap_or(1.0);
            let all = spectrum.lattice.iter().chain(&spectrum.continuum).flatten();
            let top = 1.05 * all.fold(0.0f64, |most, w| most.max(*w));
            plot.set_plot_bounds_x(-0.02 * last..=1.02 * last);
            plot.set_plot_bounds_y(-0.03 * top..=top);
        }
        Some(Zoom::By(factor)) => {
            let (bounds, centre) = (plot.plot_bounds(), plot.plot_bounds().center());
            let half = [bounds.width(), bounds.height()].map(|side| factor * side / 2.0);
            plot.set_plot_bounds_x(centre.x - half[0]..=centre.x + half[0]);
            plot.set_plot_bounds_y(centre.y - half[1]..=centre.y + half[1]);
        }
        Some(Zoom::To(..)) | None => {}
    }
}

fn nearest(along: &[f64], x: f64) -> usize {
    let far = |at: &usize| (along[*at] - x).abs();
    (0..along.len()).min_by(|a, b| far(a).total_cmp(&far(b))).unwrap_or_default()
}

/// One wave vector in numbers.
fn reading(ui: &mut Ui, (shown, spectrum, followed): Curves, desk: &mut Desk, palette: &Palette) {
    let last = spectrum.k.len() - 1;
    let at = desk.analysis.wave.min(last);
    named(ui, palette, "Wave vector", "The one that is read below", |ui| {
        let mut moved = at as f64;
        let range = 0.0..=last as f64;
        let bar = Bar { name: "Wave vector", range, decimals: 0, logarithmic: false };
        if bar.show(ui, &mut moved).changed() {
            desk.analysis.wave = moved.round() as usize;
        }
    });
    let (dim, unit) = (shown.lattice.dim(), PI / shown.lattice.spacing());
    let list = |all: &[f64]| match all {
        [] => "\u{2013}".to_owned(),
        all => all.iter().map(|x| number(*x, 4)).collect::<Vec<_>>().join(", "),
    };
    let forward = |all: &[f64]| list(&all[all.len() / 2..]);
    let branches = spectrum.lattice[at].len();
    let speeds: Vec<f64> = spectrum.group_velocity[at][branches / 2..]
        .iter()
        .map(|v| v.iter().map(|v| v * v).sum::<f64>().sqrt())
        .collect();
    let place: Vec<f64> = spectrum.k[at][..dim].iter().map(|k| k / unit).collect();
    let seen = followed.and_then(|followed| followed.frequencies.get(at));
    let seen: Vec<f64> = seen.into_iter().flatten().copied().filter(|w| *w >= 0.0).collect();
    let rows = [
        ("k h/π", list(&place)),
        ("ω, lattice", forward(&spectrum.lattice[at])),
        ("ω, continuum", forward(&spectrum.continuum[at])),
        ("ω, measured", list(&seen)),
        ("|dω/dk|", list(&speeds)),
    ];
    Grid::new("reading").num_columns(2).spacing([14.0, 2.0]).min_row_height(16.0).show(ui, |ui| {
        for (name, value) in rows {
            ui.label(RichText::new(name).color(palette.muted));
            ui.label(RichText::new(value).monospace().size(11.5));
            ui.end_row();
        }
    });
}

fn doublers(ui: &mut Ui, doublers: &[Doubler], palette: &Palette) {
    for doubler in doublers.iter().take(LISTED) {
        let Doubler { name, frequency, continuum, .. } = doubler;
        let (w, wanted) = (number(*frequency, 4), number(*continuum, 4));
        let words = format!("Doubler at {name} π/h: ω = {w}, in the continuum {wanted}");
        ui.label(RichText::new(words.replace('-', "\u{2212}")).small().color(palette.bad));
    }
    match doublers.len() {
        0 => drop(remark(ui, palette, "No doublers: no short wave is as slow as a long one.")),
        all if all > LISTED => {
            remark(ui, palette, format!("and {} doublers more", all - LISTED));
        }
        _ => {}
    }
}
