//! Gauges that can be fixed: temporal, and the smoothest.

use super::support::*;
use crate::support::{difference, values};
use fieldloom::gauge::{Fix, GaugeCommand, Instant, Theta, readout, roughness};
use fieldloom::simulation::Simulation;

fn fix(run: &mut Simulation, gauge: Fix) {
    change(run, &[GaugeCommand::Fix(gauge)]);
}

fn electric(run: &Simulation) -> readout::Reading {
    readout::read_one(&run.look(), "electric-field").unwrap()
}

#[test]
fn in_temporal_gauge_there_is_no_potential_and_the_same_field() {
    let given = "Step(height: 0.6, at: 0.5), Expression(a: [\"0.2*sin(y)\"], a0: \"0.4*cos(x+t)\")";
    let gauge = format!("background: [{given}], twin: true, drive: [Noise(amplitude: 2)]");
    let mut run = dirac(2, "periodic", &gauge);
    run.advance(6).unwrap();
    let before = electric(&run).value;
    assert!(sites(&run.lattice).iter().any(|site| potential(&run, *site) != 0.0));
    fix(&mut run, Fix::Temporal);
    assert!(run.gauge.is_temporal() && run.gauge.drive().is_empty());
    let mut turned = links(&run);
    for _ in 0..12 {
        assert!(sites(&run.lattice).iter().all(|site| potential(&run, *site) == 0.0));
        let field = electric(&run);
        assert!(field.change.unwrap() < 1e-12 && field.value > 0.1, "{field:?}");
        run.advance(1).unwrap();
        let now = links(&run);
        assert!(difference(now.values(), turned.values()) > 1e-3, "the links do its work");
        turned = now;
    }
    assert!((before - 0.6 / H).abs() < 0.7, "the step is in it: {before}");
    assert!(readout::covariance(&run.look()).unwrap() < 1e-13);
    // And back: the potential is there again.
    change(&mut run, &[GaugeCommand::UndoGauge]);
    assert!(sites(&run.lattice).iter().any(|site| potential(&run, *site) != 0.0));
    run.advance(5).unwrap();
    assert!(readout::covariance(&run.look()).unwrap() < 1e-13);
}

/// `E = F` through A_0 and through links that turn: the same run but for `Θ = F x t`.
#[test]
fn a_uniform_field_is_the_same_through_links_and_through_a_potential() {
    for dim in 1..=3 {
        let axis = dim - 1;
        let run = |through: &str| {
            let given = format!("UniformE(field: 0.31, axis: {axis}, through: {through})");
            let mut run = dirac(dim, "fixed", &format!("background: [{given}]"));
            run.advance(80).unwrap();
            run
        };
        let (links, mut level) = (run("Links"), run("Potential"));
        let apart = difference(&values(&level.state), &values(&links.state));
        assert!(apart > 0.1, "another gauge: {apart:e}");
        let axis = ["x", "y", "z"][axis];
        let theta = format!("0.31*{axis}*{}", level.clock.time());
        let angle = fieldloom::gauge::Expression { theta };
        let angle = fieldloom::gauge::ThetaSource::Expression(angle);
        change(&mut level, &[GaugeCommand::Rotate(angle)]);
        let apart = difference(&values(&level.state), &values(&links.state));
        assert!(apart < 1e-12, "{dim}D: {apart:e}");
    }
}

fn fluxes(run: &Simulation) -> Vec<f64> {
    let turned = links(run);
    let flux = |site| turned.plaquette(&run.lattice, site, [0, 1]);
    sites(&run.lattice).into_iter().filter_map(flux).map(wrapped).collect()
}

#[test]
fn the_smoothest_gauge_is_smoother_and_encloses_the_same() {
    for (edges, given) in
        [("periodic", "UniformB(quanta: 2)"), ("fixed", "Expression(a: [\"y*y\", \"0.4*x\"])")]
    {
        let gauge = format!("background: [{given}], twin: true, rotate: [Noise(amplitude: 2.5)]");
        let mut run = dirac(2, edges, &gauge);
        run.advance(4).unwrap();
        let (rough, before) = (roughness(&run.lattice, &links(&run)), fluxes(&run));
        fix(&mut run, Fix::Landau);
        let smooth = roughness(&run.lattice, &links(&run));
        assert!(smooth < 0.7 * rough, "{edges}: {rough} {smooth}");
        let pairs = fluxes(&run).into_iter().zip(before);
        assert!(pairs.into_iter().all(|(now, before)| wrapped(now - before).abs() < 1e-12));
        assert!(readout::covariance(&run.look()).unwrap() < 1e-13);
        // Nothing is left to smooth: the divergence of sin a vanishes at every site.
        let (turned, lattice) = (links(&run), &run.lattice);
        for site in sites(lattice) {
            let mut sum = 0.0;
            for mu in 0..2 {
                use fieldloom::lattice::Direction::{Backward, Forward};
                let out = lattice.neighbour(site, mu, Forward);
                sum += out.map_or(0.0, |_| turned.at(site.0, site.1, mu).sin());
                let arrive = lattice.neighbour(site, mu, Backward);
                sum -= arrive.map_or(0.0, |(row, x)| turned.at(row, x, mu).sin());
            }
            assert!(sum.abs() < 1e-8, "{edges} {site:?}: {sum:e}");
        }
    }
}

#[test]
fn where_nothing_is_enclosed_the_smoothest_gauge_has_no_links() {
    let mut run = dirac(3, "periodic", "rotate: [Noise(amplitude: 3)]");
    assert!(roughness(&run.lattice, &links(&run)) > 1.0);
    fix(&mut run, Fix::Landau);
    assert!(roughness(&run.lattice, &links(&run)) < 1e-20);
    let theta: Theta = run.gauge.theta(&run.lattice, &Instant::of(&run.clock));
    let first = theta.values()[0];
    assert!(theta.values().iter().all(|value| wrapped(value - first).abs() < 1e-9));
}
