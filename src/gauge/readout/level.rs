//! How well what is the same in every gauge must stay the same.

use crate::gauge::GaugeMode;
use crate::observable::Look;
use crate::simulation::Level;

/// Roundings that a comparison has at once, and those of every tick, should all err the same way.
const ROUNDINGS: [f64; 2] = [64.0, 4.0];

/// Beyond this many times the bound what was to stay has moved.
const RED: f64 = 10.0;

/// The largest change that rounding explains.
///
/// # Equation
/// `epsilon (64 + 4 ticks)`, ticks since the twin parted
pub fn bound(look: &Look) -> f64 {
    let since = look.gauge.twin().map_or(look.clock.tick, |twin| twin.since());
    let ticks = look.clock.tick.saturating_sub(since) as f64;
    look.state.precision().epsilon() * (ROUNDINGS[0] + ROUNDINGS[1] * ticks)
}

/// How a change stands: green where rounding explains it. Amber up to ten times that; with the
/// additive coupling, which is right to first order only, up to the largest angle of a link. Red
/// beyond.
pub fn level(look: &Look, change: f64) -> Level {
    let bound = bound(look);
    let amber = match look.gauge.mode() {
        GaugeMode::Paper => largest_angle(look).max(RED * bound),
        GaugeMode::Covariant | GaugeMode::Bare => RED * bound,
    };
    match change {
        change if change <= bound => Level::Green,
        change if change <= amber => Level::Amber,
        _ => Level::Red,
    }
}

fn largest_angle(look: &Look) -> f64 {
    let links = look.gauge.links(look.lattice, &crate::gauge::Instant::of(look.clock));
    links.values().iter().fold(0.0, |most, angle| f64::max(most, angle.abs()))
}
