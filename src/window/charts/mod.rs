//! Charts of what is read off the field: pinned sites, a line, a box, values and wavelengths.
//!
//! A chart is plain data ([`Chart`]), made by one function, shown by another, and written to files
//! by two more. What takes long is made again only while it is shown and the field is another, and
//! never takes more than a part of the time.
//!
//! # To add a chart
//! A file here with its [`ChartInfo`], and a row in [`CHARTS`].

mod chart;
mod conserved;
mod desk;
mod dispersion;
mod export;
mod histogram;
mod line;
mod pins;
mod raster;
mod region;
mod wavelengths;

pub use chart::{Chart, Curve, Shape};
pub use desk::{ChartDesk, ChartZoom};
pub use export::ChartFile;
pub(super) use export::save;

use super::analysis::{Tab, Waves};
use super::instruments::Instruments;
use super::pins::Pins;
use super::{Desk, Shown};
use crate::observable::Look;
use crate::quantity::{Given, Kind, QuantityInfo};
use crate::simulation::Measurements;
use crate::view::{Looking, Picture};
use bevy::prelude::*;
use std::time::{Duration, Instant};

/// A kind of chart.
#[derive(Clone, Copy, Debug)]
pub struct ChartInfo {
    /// Its name in commands and files.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub tip: &'static str,
    /// Whether it is of a quantity that can be chosen, and whether of a part of it.
    pub chooses: [bool; 2],
    /// Whether it goes on while the field stands still: what it shows is computed beside it.
    live: bool,
    /// Makes it, or says in a sentence what is missing.
    make: fn(&Study) -> Result<Chart, String>,
}

/// Every kind of chart; the first is what is shown unless another is asked for.
pub const CHARTS: &[ChartInfo] = &[
    conserved::INFO,
    pins::SERIES,
    pins::SPECTRUM,
    line::INFO,
    region::VALUES,
    region::TOTAL,
    histogram::INFO,
    wavelengths::INFO,
    dispersion::INFO,
];

/// The part of a complex value that is plotted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Its real part.
    #[default]
    Real,
    /// Its imaginary part.
    Imaginary,
    /// Its magnitude.
    Magnitude,
    /// Its phase.
    Phase,
}

impl Part {
    /// All of them, with their names.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Real, "real part"),
        (Self::Imaginary, "imaginary part"),
        (Self::Magnitude, "magnitude"),
        (Self::Phase, "phase"),
    ];

    /// What of a value of a quantity is plotted: a real one itself.
    pub fn of(self, kind: Kind, [re, im]: [f64; 2]) -> f64 {
        match (kind, self) {
            (Kind::Scalar | Kind::Angle, _) | (_, Self::Real) => re,
            (_, Self::Imaginary) => im,
            (_, Self::Magnitude) => re.hypot(im),
            (_, Self::Phase) => im.atan2(re),
        }
    }

    /// What that is called.
    pub fn label(self, info: &QuantityInfo, theory: &str) -> String {
        let label = info.label_in(theory);
        match (info.kind, self) {
            (Kind::Scalar | Kind::Angle, _) => label.to_owned(),
            (_, Self::Real) => format!("Re {label}"),
            (_, Self::Imaginary) => format!("Im {label}"),
            (_, Self::Magnitude) => format!("|{label}|"),
            (_, Self::Phase) => format!("arg {label}"),
        }
    }
}

impl Shown<'_> {
    /// The quantity that is plotted.
    pub fn charted(&self, desk: &Desk) -> &'static QuantityInfo {
        let theory = (self.parameters.theory.name, self.lattice.dim());
        desk.charts.charted(self.picture, theory, self.given())
    }
}

/// All that charts are made from.
pub(super) struct Study<'a> {
    pub look: Look<'a>,
    pub quantity: &'static QuantityInfo,
    pub part: Part,
    pub pins: &'a Pins,
    pub instruments: &'a Instruments,
    pub measurements: &'a Measurements,
    pub waves: &'a Waves,
}

impl Study<'_> {
    fn theory(&self) -> &'static str {
        self.look.parameters.theory.name
    }

    /// What is plotted of the quantity.
    fn label(&self) -> String {
        self.part.label(self.quantity, self.theory())
    }

    /// The quantity as one real number.
    fn size_label(&self) -> String {
        let part = if self.quantity.kind == Kind::Complex { Part::Magnitude } else { Part::Real };
        part.label(self.quantity, self.theory())
    }

    /// Numbers as somebody would say them.
    fn short(value: f64) -> String {
        let text = match value.abs() {
            size if size != 0.0 && !(1e-3..1e5).contains(&size) => format!("{value:.3e}"),
            _ => format!("{value:.4}"),
        };
        text.replace('-', "\u{2212}")
    }
}

impl Desk {
    /// Whether the frequencies of waves are shown, and are therefore to be computed.
    pub fn shows_waves(&self) -> bool {
        let charted = self.settings.plots && !self.hidden && self.charts.shows("dispersion");
        self.analysis.open == Some(Tab::Waves) || charted
    }
}

/// How much longer than it takes to make a chart one waits before it is made again.
const PAUSE: u32 = 4;

/// The chart that is shown, if one is.
#[derive(Default, Resource)]
pub struct Charts {
    chart: Option<Result<Chart, String>>,
    of: Option<(usize, &'static str, Part)>,
    stale: bool,
    due: Option<Instant>,
}

impl Charts {
    /// The chart, or what it takes to have one; nothing before it is made.
    pub fn chart(&self) -> Option<&Result<Chart, String>> {
        self.chart.as_ref()
    }
}

/// Makes the chart that is shown.
pub(super) struct ChartsPlugin;

impl Plugin for ChartsPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Charts>()
            .add_systems(Update, follow.after(super::instruments::InstrumentSystems));
    }
}

fn follow(
    (mut charts, desk): (ResMut<Charts>, Res<Desk>),
    (looking, picture): (Looking, Option<Res<Picture>>),
    (pins, instruments): (Res<Pins>, Res<Instruments>),
    (measurements, waves): (Res<Measurements>, Res<Waves>),
) {
    let Some(picture) = picture.filter(|_| desk.settings.plots && !desk.hidden) else { return };
    let look = looking.look();
    let given = Given::of(look.parameters, look.gauge, look.state);
    let theory = (look.parameters.theory.name, look.lattice.dim());
    let quantity = desk.charts.charted(&picture, theory, given);
    let of = Some((desk.charts.open, quantity.name, desk.charts.part));
    let changed = looking.is_changed() || pins.is_changed() || instruments.is_changed();
    let another = charts.of != of;
    if !(another || changed || charts.stale || desk.charts.info().live) {
        return;
    }
    if !another && charts.due.is_some_and(|due| Instant::now() < due) {
        charts.bypass_change_detection().stale = true;
        return;
    }
    let part = desk.charts.part;
    let (pins, instruments) = (&*pins, &*instruments);
    let (measurements, waves) = (&*measurements, &*waves);
    let study = Study { look, quantity, part, pins, instruments, measurements, waves };
    let begun = Instant::now();
    let chart = Some((desk.charts.info().make)(&study));
    let took = begun.elapsed().min(Duration::from_secs(5));
    *charts = Charts { chart, of, stale: false, due: Some(Instant::now() + PAUSE * took) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_complex_value_and_a_real_value_itself() {
        let value = [-3.0, 4.0];
        let parts = Part::ALL.map(|(part, _)| part.of(Kind::Complex, value));
        assert_eq!(parts, [-3.0, 4.0, 5.0, 4.0f64.atan2(-3.0)]);
        assert!(Part::ALL.iter().all(|(part, _)| part.of(Kind::Angle, [-3.0, 0.0]) == -3.0));
    }
}
