//! What waves of every length contribute to the field.

use super::{Chart, ChartInfo, Curve, Study};
use crate::quantity::{InGauge, Plane, Sight, sample_all};
use crate::spectrum::shells;
use rustfft::num_complex::Complex64;

pub(super) const INFO: ChartInfo = ChartInfo {
    name: "waves",
    title: "Wave lengths",
    tip: "What waves of every length contribute to the mean square of the field",
    chooses: [true, false],
    live: false,
    make,
};

/// Sites of the largest field that is transformed.
const MOST: usize = 1 << 21;

fn make(study: &Study) -> Result<Chart, String> {
    let lattice = study.look.lattice;
    if lattice.sites() > MOST {
        let sites = lattice.sites();
        return Err(format!("{sites} sites are too many to transform; {MOST} are the most."));
    }
    let gauge = InGauge::new(study.look);
    let mut plane = Plane::default();
    sample_all(study.quantity, &Sight::in_gauge(&gauge), &mut plane);
    let complex = |[re, im]: &[f32; 2]| Complex64::new(f64::from(*re), f64::from(*im));
    let found = shells(lattice, plane.values.iter().map(complex).collect());
    let found = found.ok_or_else(|| "There is not a value for every site.".to_owned())?;
    let total: f64 = found.iter().map(|shell| shell.power).sum();
    let label = study.quantity.label_in(study.theory());
    let points: Vec<[f64; 2]> = found.iter().map(|shell| [shell.k, shell.power]).collect();
    if !total.is_finite() {
        return Err(format!("{label} is not finite everywhere."));
    }
    Ok(Chart {
        title: format!("Wave lengths of {label} in the whole field"),
        axes: ["k".to_owned(), format!("part of mean |{label}|\u{b2}")],
        curves: vec![Curve::line("power", 0, points)],
        note: format!("mean |{label}|\u{b2} = {}", Study::short(total)),
    })
}
