//! How often values occur in the field, or in a box of it.

use super::{Chart, ChartInfo, Curve, Study};
use crate::quantity::{Histogram, InGauge, Region, Sight, values};

pub(super) const INFO: ChartInfo = ChartInfo {
    name: "histogram",
    title: "Histogram",
    tip: "How often values occur in the field, or in the box of sites where there is one",
    chooses: [true, false],
    live: false,
    make,
};

/// Intervals.
const INTERVALS: usize = 128;

/// Sites that are counted at most; of more, every so manieth row.
const MOST: usize = 1 << 20;

fn make(study: &Study) -> Result<Chart, String> {
    let lattice = study.look.lattice;
    let gauge = InGauge::new(study.look);
    let chosen = study.instruments.region;
    let region = chosen.unwrap_or_else(|| Region::whole(lattice));
    let (all, every) = values(study.quantity, &Sight::in_gauge(&gauge), &region, MOST);
    let Some(found) = Histogram::of(&all, INTERVALS) else {
        return Err("No value is a finite number.".to_owned());
    };
    let bars: Vec<f64> = found.counts.iter().map(|count| *count as f64).collect();
    let label = study.size_label();
    let place = if chosen.is_some() { "in the box" } else { "in the whole field" };
    let part = if every > 1 { format!(", of every {every}th row") } else { String::new() };
    let lost = match found.not_finite {
        0 => String::new(),
        lost => format!(", {lost} not finite"),
    };
    Ok(Chart {
        title: format!("Values of {label} {place}"),
        axes: [label, "sites".to_owned()],
        curves: vec![Curve::steps("sites", 0, &found.edges(), &bars)],
        note: format!("{} sites{part}{lost}, {INTERVALS} intervals", all.len()),
    })
}
