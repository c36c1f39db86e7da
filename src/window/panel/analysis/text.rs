//! Numbers and places in words.

use crate::lattice::Lattice;
use crate::network::Side;
use crate::simulation::Patch;

/// A number with so many digits after the point, or with a power of ten where those say little.
pub(super) fn number(value: f64, digits: usize) -> String {
    let size = value.abs();
    let plain = size == 0.0 || (10f64.powi(1 - digits as i32)..1e5).contains(&size);
    let text = if plain { format!("{value:.digits$}") } else { format!("{value:.2e}") };
    text.replace('-', "\u{2212}")
}

/// A number without zeros at its end.
pub(super) fn short(value: f64) -> String {
    let text = number(value, 4);
    match text.contains('.') && !text.contains('e') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// `φ₂`, or `φ` of a field that has one component only.
pub(super) fn variable(side: Side, component: usize, components: usize) -> String {
    const DIGITS: [char; 4] = ['\u{2081}', '\u{2082}', '\u{2083}', '\u{2084}'];
    let letter = match side {
        Side::Phi => 'φ',
        Side::Pi => 'π',
    };
    match DIGITS.get(component).filter(|_| components > 1) {
        Some(digit) => format!("{letter}{digit}"),
        None => letter.to_string(),
    }
}

/// Where a site of a patch lies from its middle: `here`, `(+1, 0)`, or in a network `neuron 3`.
pub(super) fn place(patch: &Patch, site: usize, is_network: bool) -> String {
    if is_network {
        return format!("neuron {site}");
    }
    let offset = patch.offset(site);
    if offset.iter().all(|step| *step == 0) {
        return "here".to_owned();
    }
    let step = |step: &i64| match step {
        0 => "0".to_owned(),
        step => format!("{step:+}").replace('-', "\u{2212}"),
    };
    format!("({})", offset.iter().map(step).collect::<Vec<_>>().join(", "))
}

/// `(12, 40)`
pub(super) fn site(lattice: &Lattice, (row, x): (usize, usize)) -> String {
    let site: Vec<String> = lattice.site(row, x).iter().map(ToString::to_string).collect();
    format!("({})", site.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_keep_their_sign() {
        assert_eq!(number(-0.25, 4), "\u{2212}0.2500");
        assert_eq!(number(0.00001, 4), "1.00e\u{2212}5");
        assert_eq!((short(0.5), short(2.0), short(0.0)), ("0.5".into(), "2".into(), "0".into()));
        assert_eq!(short(-1.0e-7), "\u{2212}1.00e\u{2212}7");
    }

    #[test]
    fn variables_are_numbered_where_there_are_several() {
        assert_eq!(variable(Side::Phi, 0, 1), "φ");
        assert_eq!(variable(Side::Pi, 2, 4), "π\u{2083}");
    }
}
