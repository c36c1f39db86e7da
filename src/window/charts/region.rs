//! What a box of sites holds, over time.

use super::{Chart, ChartInfo, Curve, Study};

pub(super) const VALUES: ChartInfo = ChartInfo {
    name: "region",
    title: "Region",
    tip: "Mean, smallest and largest value in a box of sites over time",
    chooses: [true, false],
    live: false,
    make: values,
};

pub(super) const TOTAL: ChartInfo = ChartInfo {
    name: "total",
    title: "Total",
    tip: "The total over a box of sites over time: the sum times the volume of a site",
    chooses: [true, false],
    live: false,
    make: total,
};

/// What is said where there is no box.
const NO_REGION: &str = "Drag a rectangle over the field to choose a box of sites (Shift+B).";

/// Curves of some columns of what was noted of the box.
fn chart(study: &Study, columns: &[&'static str], title: &str) -> Result<Chart, String> {
    let instruments = study.instruments;
    let Some(now) = instruments.region.and(instruments.statistics.as_ref()) else {
        return Err(NO_REGION.to_owned());
    };
    let curve = |(number, name): (usize, &&'static str)| {
        let points = instruments.trace.of(name).map_or(Vec::new(), Iterator::collect);
        Curve::line(*name, number, points)
    };
    let short = Study::short;
    let lost = match now.not_finite {
        0 => String::new(),
        lost => format!(", {lost} not finite"),
    };
    let note = format!(
        "{} sites{lost}: mean {}, \u{3c3} {}, {} to {}, sum {}",
        now.count,
        short(now.mean),
        short(now.deviation),
        short(now.min),
        short(now.max),
        short(now.sum),
    );
    let label = study.size_label();
    Ok(Chart {
        title: format!("{title} of {label} in the box"),
        axes: ["t".to_owned(), label],
        curves: columns.iter().enumerate().map(curve).collect(),
        note,
    })
}

fn values(study: &Study) -> Result<Chart, String> {
    chart(study, &["mean", "min", "max"], "Values")
}

fn total(study: &Study) -> Result<Chart, String> {
    chart(study, &["total"], "Total")
}
