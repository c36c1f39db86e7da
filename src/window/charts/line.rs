//! Values along a line through the field.

use super::{Chart, ChartInfo, Curve, Study};
use crate::quantity::{InGauge, Kind, Sight, profile};

pub(super) const INFO: ChartInfo = ChartInfo {
    name: "line",
    title: "Line",
    tip: "The values along a line between two points of the field",
    chooses: [true, true],
    live: false,
    make,
};

fn make(study: &Study) -> Result<Chart, String> {
    let Some(line) = study.instruments.line else {
        return Err("Draw a line over the field, or click both its ends (Shift+L).".to_owned());
    };
    let gauge = InGauge::new(study.look);
    let values = profile(study.quantity, &Sight::in_gauge(&gauge), &line);
    let value = |value: [f64; 2]| study.part.of(study.quantity.kind, value);
    let points: Vec<[f64; 2]> =
        values.iter().map(|(distance, values)| [*distance, value(*values)]).collect();
    let label = study.label();
    let mut curves = vec![Curve::line(label.clone(), 0, points)];
    if study.quantity.kind == Kind::Complex && study.part != super::Part::Magnitude {
        let size = values.iter().map(|(distance, [re, im])| [*distance, re.hypot(*im)]);
        let mut size = Curve::line(study.size_label(), 1, size.collect());
        size.shape = super::Shape::Dashed;
        curves.push(size);
    }
    Ok(Chart {
        title: format!("{label} along the line"),
        axes: ["distance".to_owned(), label],
        curves,
        note: format!("length {}", Study::short(line.length(study.look.lattice))),
    })
}
