//! Dispersion: frequency against wave vector.

use super::super::super::analysis::{Followed, Zoom, has_waves, is_followed};
use super::super::super::request::Request;
use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::widget::{Bar, called, named, remark};
use super::curves;
use super::text::number;
use crate::spectrum::{Doubler, Spectrum};
use bevy_egui::egui::{Grid, RichText, Ui};
use std::f64::consts::PI;

/// Doublers that are listed at most.
const LISTED: usize = 6;

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
            curves::plot(ui, (shown, spectrum, followed.as_ref()), desk, &palette);
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
pub(super) type Curves<'a> = (&'a Shown<'a>, &'a Spectrum, Option<&'a Followed>);

/// One wave vector in numbers.
fn reading(ui: &mut Ui, curves: Curves, desk: &mut Desk, palette: &Palette) {
    let last = curves.1.k.len() - 1;
    let at = desk.analysis.wave.min(last);
    named(ui, palette, "Wave vector", "The one that is read below", |ui| {
        let mut moved = at as f64;
        let range = 0.0..=last as f64;
        let bar = Bar { name: "Wave vector", range, decimals: 0, logarithmic: false };
        if bar.show(ui, &mut moved).changed() {
            desk.analysis.wave = moved.round() as usize;
        }
    });
    let grid = Grid::new("reading").num_columns(2).spacing([14.0, 2.0]).min_row_height(16.0);
    grid.show(ui, |ui| {
        for (name, value) in values(curves, at) {
            ui.label(RichText::new(name).color(palette.muted));
            ui.label(RichText::new(value).monospace().size(11.5));
            ui.end_row();
        }
    });
}

/// Its place, its frequencies and how fast a packet of such waves goes, of the branches that turn
/// forwards.
fn values((shown, spectrum, followed): Curves, at: usize) -> [(&'static str, String); 5] {
    let (dim, unit) = (shown.lattice.dim(), PI / shown.lattice.spacing());
    let list = |all: &[f64]| match all {
        [] => "\u{2013}".to_owned(),
        all => all.iter().map(|x| number(*x, 4)).collect::<Vec<_>>().join(", "),
    };
    let forward = |all: &[f64]| list(&all[all.len() / 2..]);
    let velocities = &spectrum.group_velocity[at];
    // The differences it is taken by leave some rounding.
    let exact = |speed: f64| if speed < 1e-8 { 0.0 } else { speed };
    let speed = |v: &[f64; 3]| exact(v.iter().map(|v| v * v).sum::<f64>().sqrt());
    let speeds: Vec<f64> = velocities[velocities.len() / 2..].iter().map(speed).collect();
    let place: Vec<f64> = spectrum.k[at][..dim].iter().map(|k| k / unit).collect();
    let seen = followed.and_then(|followed| followed.frequencies.get(at));
    let seen: Vec<f64> = seen.into_iter().flatten().copied().filter(|w| *w >= 0.0).collect();
    [
        ("k h/π", list(&place)),
        ("ω, lattice", forward(&spectrum.lattice[at])),
        ("ω, continuum", forward(&spectrum.continuum[at])),
        ("ω, measured", list(&seen)),
        ("|dω/dk|", list(&speeds)),
    ]
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
