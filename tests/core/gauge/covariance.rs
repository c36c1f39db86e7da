//! The same run in another gauge is the same run.

use super::support::*;
use fieldloom::gauge::{GaugeCommand, GaugeMode, readout};
use fieldloom::lattice::{Boundary, Precision};

/// Every theory with a phase, with every schedule that carries links.
const PAIRS: [(&str, &str); 6] = [
    ("dirac", "staged"),
    ("dirac", "unitary"),
    ("wilson", "unitary"),
    ("dirac", "yoshida4"),
    ("dirac", "synchronous"),
    ("wilson", "suzuki4"),
];

/// The residual against the twin after so many ticks of wild noise.
fn residual(
    pair: (&str, &str),
    dim: usize,
    (boundary, precision): (Boundary, Precision),
    (how, ticks): (GaugeMode, u64),
) -> f64 {
    let lattice = lattice(dim, boundary);
    let mut run = simulation(pair, &lattice, precision);
    change(&mut run, &[GaugeCommand::Twin(true), mode(how), noise(3.5)]);
    run.advance(ticks).unwrap();
    readout::covariance(&run.look()).unwrap()
}

#[test]
fn wild_noise_at_every_tick_changes_nothing_in_double_precision() {
    for pair in PAIRS {
        for dim in 1..=3 {
            let ticks = if pair.1 == "synchronous" { 60 } else { 1000 };
            let edges = [Boundary::Periodic, Boundary::Fixed][dim % 2];
            let found = residual(pair, dim, (edges, Precision::F64), (GaugeMode::Covariant, ticks));
            println!("{pair:?} {dim}D: {found:e}");
            assert!(found < 1e-12, "{pair:?} {dim}D: {found:e}");
        }
    }
}
