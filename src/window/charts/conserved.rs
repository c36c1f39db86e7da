//! Everything that is measured of the whole field, over time.

use super::{Chart, ChartInfo, Curve, Study};

pub(super) const INFO: ChartInfo = ChartInfo {
    name: "measured",
    title: "Measured",
    tip: "Energy, charge and the drift of what should be conserved",
    chooses: [false; 2],
    live: false,
    make,
};

fn make(study: &Study) -> Result<Chart, String> {
    let series = study.measurements.series();
    let curve = |(column, info): (usize, &&'static crate::observable::ObservableInfo)| {
        let points = series.rows().map(|row| [row.time, row.values[column]]).collect();
        Curve::line(info.name, column, points)
    };
    Ok(Chart {
        title: "Measured of the whole field".to_owned(),
        axes: ["t".to_owned(), String::new()],
        curves: study.measurements.observables().iter().enumerate().map(curve).collect(),
        note: String::new(),
    })
}
