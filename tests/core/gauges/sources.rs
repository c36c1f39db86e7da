//! Angles: what each source is at each site.

use super::support::*;
use fieldloom::gauge::{
    Checkerboard, Expression, GaugeCommand, Instant, Noise, PlaneWave, Profile, Stroke, THETAS,
    ThetaSource, Travelling, Vortex, readout,
};
use fieldloom::simulation::Simulation;

/// Θ of a source, at a site of a 4 x 7 lattice after so many ticks.
fn theta(source: ThetaSource, ticks: u64, (row, x): (usize, usize)) -> f64 {
    let mut run = dirac(2, "periodic", "");
    change(&mut run, &[GaugeCommand::Drive(vec![source])]);
    run.advance(ticks).unwrap();
    run.gauge.theta(&run.lattice, &Instant::of(&run.clock)).at(row, x, 0)
}

/// Site (3, 1) is at (h, -2 h); three ticks are a time of 0.6.
#[test]
fn every_family_is_its_equation() {
    let (h, t) = (H, 3.0 * 0.2);
    let near = |source: ThetaSource, expected: f64| {
        let found = theta(source.clone(), 3, (3, 1));
        assert!((found - expected).abs() < 1e-14, "{source:?}: {found} {expected}");
    };
    let momentum = vec![0.7, -0.4];
    let phase = 0.7 * h + 0.8 * h - 0.9 * t + 0.3;
    let wave = PlaneWave { momentum: momentum.clone(), frequency: 0.9, phase: 0.3 };
    near(ThetaSource::PlaneWave(wave), phase);
    let sine = Travelling { amplitude: 1.7, momentum, frequency: 0.9, phase: 0.3 };
    near(ThetaSource::Travelling(sine), 1.7 * phase.sin());
    let centre = vec![0.5 * h, -0.25];
    let vortex = Vortex { centre, winding: -2, plane: vec![1, 0], phase: 0.1 };
    near(ThetaSource::Vortex(vortex), -2.0 * (0.5 * h).atan2(-2.0 * h + 0.25) + 0.1);
    near(ThetaSource::Checkerboard(Checkerboard { theta: 1.3 }), 1.3);
    let formula = Expression { theta: "x - 2*y*t + m + h + L2".to_owned() };
    near(ThetaSource::Expression(formula), h + 4.0 * h * t + 0.37 + h + 7.0 * h);
    // The short way round the circle of four sites is one step.
    let stroke = Stroke {
        centre: vec![-2.0 * h, -2.0 * h],
        radius: 1.4,
        strength: 2.0,
        ..Stroke::default()
    };
    let bump = (-0.5 * (h / 1.4).powi(2)).exp();
    near(ThetaSource::Stroke(stroke.clone()), 2.0 * bump);
    let flat = Stroke { profile: Profile::Flat, negated: true, ..stroke.clone() };
    near(ThetaSource::Stroke(flat.clone()), -2.0);
    near(ThetaSource::Stroke(Stroke { radius: 0.9 * h, ..flat }), 0.0);
    let cosine = Stroke { profile: Profile::Cosine, ..stroke };
    near(ThetaSource::Stroke(cosine), 1.0 + (std::f64::consts::PI * h / 1.4).cos());
}

#[test]
fn noise_is_new_at_every_half_tick_and_the_same_for_a_seed() {
    let noise = |seed| ThetaSource::Noise(Noise { amplitude: 2.0, seed });
    let found = |seed, ticks| theta(noise(seed), ticks, (2, 5));
    assert_eq!(found(1, 3), found(1, 3));
    assert!(found(1, 3) != found(1, 4) && found(1, 3) != found(2, 3));
    let mut run = dirac(3, "periodic", "");
    change(&mut run, &[GaugeCommand::Drive(vec![noise(4)])]);
    let now = |run: &Simulation| run.gauge.theta(&run.lattice, &Instant::of(&run.clock));
    let mut sums = [0.0; 3];
    for _ in 0..50 {
        let values = now(&run).values().to_vec();
        assert!(values.iter().all(|value| (-2.0..2.0).contains(value)));
        sums[0] += values.iter().sum::<f64>();
        sums[1] += values.iter().map(|value| value * value).sum::<f64>();
        sums[2] += values.len() as f64;
        run.advance(1).unwrap();
    }
    let (mean, square) = (sums[0] / sums[2], sums[1] / sums[2]);
    // Uniform in [-2, 2): mean 0, mean square 4/3; three standard errors of 3000 numbers.
    assert!(mean.abs() < 0.065 && (square - 4.0 / 3.0).abs() < 0.07, "{mean} {square}");
}

/// A rotation takes a source as it is at that moment.
#[test]
fn a_rotation_takes_a_travelling_source_as_it_is_now() {
    let wave = Travelling { amplitude: 1.0, momentum: vec![0.0, 0.5], frequency: 0.8, phase: 0.0 };
    let mut run = dirac(2, "periodic", "");
    run.advance(5).unwrap();
    change(&mut run, &[GaugeCommand::Rotate(ThetaSource::Travelling(wave))]);
    run.advance(5).unwrap();
    let theta = run.gauge.theta(&run.lattice, &Instant::of(&run.clock)).at(1, 6, 0);
    assert!((theta - (0.5 * 3.0 * H - 0.8f64).sin()).abs() < 1e-14);
    assert!(!run.gauge.moves());
}

/// Every family has an example that rotates, drives and changes nothing, wherever it can.
#[test]
fn every_family_has_an_example_that_runs() {
    for (at, info) in THETAS.iter().enumerate() {
        assert!(THETAS[..at].iter().all(|other| other.name != info.name));
        for dim in 1..=3 {
            let mut run = dirac(dim, "periodic", "twin: true");
            let source = (info.example)(&run.lattice);
            assert_eq!(source.info().name, info.name);
            if dim == 1 && info.name == "Vortex" {
                assert!(run.change_gauge(&GaugeCommand::Rotate(source)).is_err());
                continue;
            }
            change(
                &mut run,
                &[GaugeCommand::Rotate(source.clone()), GaugeCommand::Drive(vec![source])],
            );
            run.advance(10).unwrap();
            assert!(readout::covariance(&run.look()).unwrap() < 1e-13, "{} {dim}", info.name);
        }
    }
}
