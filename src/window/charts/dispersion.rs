//! Frequency against wave vector: of the lattice, of the continuum, of the running field.

use super::super::analysis::has_waves;
use super::{Chart, ChartInfo, Curve, Shape, Study};
use crate::spectrum::Spectrum;

pub(super) const INFO: ChartInfo = ChartInfo {
    name: "dispersion",
    title: "Dispersion",
    tip: "Frequencies of the lattice, of the continuum and of the running field",
    chooses: [false; 2],
    live: true,
    make,
};

/// Numbers of the colours of the lattice, the continuum, the field and random waves.
const COLOURS: [usize; 4] = [1, 5, 0, 2];

fn make(study: &Study) -> Result<Chart, String> {
    if !has_waves(study.look.parameters) {
        let name = study.theory();
        return Err(format!("The theory {name} has no waves: its neurons are no places in space."));
    }
    let spectrum = match study.waves.spectrum() {
        None => return Err("Computing the frequencies \u{2026}".to_owned()),
        Some(Err(why)) => return Err(why.to_owned()),
        Some(Ok(spectrum)) => spectrum,
    };
    let mut curves = branches(spectrum);
    let dots = |name: &str, colour, points| Curve {
        shape: Shape::Points,
        ..Curve::line(name, colour, points)
    };
    if let Some(followed) = study.waves.followed().filter(|seen| !seen.frequencies.is_empty()) {
        curves.push(dots("measured", COLOURS[2], spectrum.seen(&followed.frequencies)));
    }
    if let Some(random) = study.waves.random() {
        curves.push(dots("random waves", COLOURS[3], random.seen(&random.measured)));
    }
    let corner = |corner: &crate::spectrum::Corner| {
        let name = corner.name.replace('-', "\u{2212}");
        format!("{name} at {}", Study::short(spectrum.along[corner.at]))
    };
    let corners: Vec<String> = spectrum.corners.iter().map(corner).collect();
    Ok(Chart {
        title: "Dispersion".to_owned(),
        axes: ["k along the path".to_owned(), "\u{3c9}".to_owned()],
        curves,
        note: format!("corners, in \u{3c0}/h: {}", corners.join(", ")),
    })
}

/// The branches that turn forwards; -w is there for every w.
fn branches(spectrum: &Spectrum) -> Vec<Curve> {
    let curve = &spectrum.curve;
    let kinds = [
        ("lattice", &curve.lattice, COLOURS[0], Shape::Line),
        ("continuum", &curve.continuum, COLOURS[1], Shape::Dashed),
    ];
    let of_kind = |(name, all, colour, shape): (&str, &Vec<Vec<f64>>, usize, Shape)| {
        let count = all.iter().map(Vec::len).min().unwrap_or_default();
        let branch = |branch: usize| {
            let points = curve.along.iter().zip(all).map(|(along, w)| [*along, w[branch]]);
            let name = format!("{name} {}", branch + 1 - count / 2);
            Curve { shape, ..Curve::line(name, colour, points.collect()) }
        };
        (count / 2..count).map(branch).collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of_kind).collect()
}
