//! The pinned sites: their values over time, and the frequencies in them.

use super::super::pins::Pin;
use super::{Chart, ChartInfo, Curve, Study};
use crate::quantity::Kind;
use crate::spectrum::series::{FEWEST, amplitudes, strongest};

pub(super) const SERIES: ChartInfo = ChartInfo {
    name: "pins",
    title: "Pins",
    tip: "The values at the pinned sites over time",
    chooses: [true, true],
    live: false,
    make: over_time,
};

pub(super) const SPECTRUM: ChartInfo = ChartInfo {
    name: "spectrum",
    title: "Spectrum",
    tip: "The frequencies in the values at the pinned sites",
    chooses: [true, false],
    live: false,
    make: spectrum,
};

/// What is said where there is no pin.
const NO_PINS: &str = "Click on the field to pin a site.";

/// Part of a step of time by which steps may differ and still be even.
const EVEN: f64 = 1e-6;

/// What a pin is called.
fn name(study: &Study, number: usize, pin: &Pin) -> String {
    let site = study.look.lattice.site(pin.pick.row, pin.pick.x);
    let site: Vec<String> = site.iter().map(ToString::to_string).collect();
    format!("{}: ({})", number + 1, site.join(", "))
}

fn over_time(study: &Study) -> Result<Chart, String> {
    let pins = &study.pins.0;
    if pins.is_empty() {
        return Err(NO_PINS.to_owned());
    }
    let value = |value: [f64; 2]| study.part.of(study.quantity.kind, value);
    let curve = |(number, pin): (usize, &Pin)| {
        let points = pin.values.iter().map(|(_, time, values)| [*time, value(*values)]).collect();
        Curve::line(name(study, number, pin), number, points)
    };
    let label = study.label();
    Ok(Chart {
        title: format!("{label} at the pinned sites"),
        axes: ["t".to_owned(), label],
        curves: pins.iter().enumerate().map(curve).collect(),
        note: String::new(),
    })
}

fn spectrum(study: &Study) -> Result<Chart, String> {
    let pins = &study.pins.0;
    if pins.is_empty() {
        return Err(NO_PINS.to_owned());
    }
    let mut peaks = Vec::new();
    let mut curves = Vec::new();
    for (number, pin) in pins.iter().enumerate() {
        let (values, step) = latest_even(pin);
        let found = amplitudes(&values, step);
        if let Some([omega, size]) = strongest(&found) {
            let [omega, size] = [omega, size].map(Study::short);
            peaks.push(format!("{}: \u{3c9} = {omega}, {size}", number + 1));
        }
        curves.push(Curve::line(name(study, number, pin), number, found));
    }
    if curves.iter().all(|curve| curve.points.is_empty()) {
        return Err(format!("Let the field run: a spectrum takes {FEWEST} ticks in even steps."));
    }
    let label = study.quantity.label_in(study.theory());
    let sign =
        if study.quantity.kind == Kind::Complex { ", of exp(\u{2212}i\u{3c9}t)" } else { "" };
    Ok(Chart {
        title: format!("Frequencies of {label} at the pinned sites{sign}"),
        axes: ["\u{3c9}".to_owned(), "amplitude".to_owned()],
        curves,
        note: format!("strongest {}", peaks.join("; ")),
    })
}

/// The latest values of a pin whose steps of time are as long as the last one, and that step.
fn latest_even(pin: &Pin) -> (Vec<[f64; 2]>, f64) {
    let times: Vec<f64> = pin.values.iter().map(|(_, time, _)| *time).collect();
    let [.., before, last] = times[..] else { return (Vec::new(), 0.0) };
    let step = last - before;
    let even = |pair: &[f64]| (pair[1] - pair[0] - step).abs() < EVEN * step.abs();
    let steps = times.windows(2).rev().take_while(|pair| even(pair)).count();
    let first = times.len() - 1 - steps;
    (pin.values.iter().skip(first).map(|(.., value)| *value).collect(), step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Cut;
    use crate::view::Pick;
    use bevy::math::Vec3;

    #[test]
    fn a_spectrum_is_taken_of_the_latest_even_steps() {
        let (place, position, world) = ([0.0; 2], [0.0; 3], Vec3::ZERO);
        let pick = Pick { cut: Cut::Line, place, row: 0, x: 0, position, world, on_surface: true };
        let mut pin = Pin::new(pick, Cut::Line);
        assert_eq!(latest_even(&pin), (Vec::new(), 0.0));
        for (tick, time) in [0.0, 0.2, 0.4, 0.45, 0.5, 0.55].into_iter().enumerate() {
            pin.values.push_back((tick as u64, time, [tick as f64, 0.0]));
        }
        let (values, step) = latest_even(&pin);
        assert_eq!(values, [[2.0, 0.0], [3.0, 0.0], [4.0, 0.0], [5.0, 0.0]]);
        assert!((step - 0.05).abs() < 1e-12);
    }
}
