//! Phase portrait: single neurons on their way through phi and beta.

use super::super::super::style::Palette;
use super::super::super::{Desk, Requests, Shown};
use super::super::pins::PIN_COLOURS;
use super::super::widget::{called, remark};
use super::text;
use crate::theory::{Couplings, Potential};
use bevy_egui::egui::{RichText, Ui};
use egui_plot::{Line, MarkerShape, Plot, PlotPoints, PlotUi, Points};

/// Points along a contour.
const POINTS: usize = 241;
/// Contours besides those of the neurons that are followed.
const LEVELS: usize = 9;
/// Neurons that are drawn as dots at most.
const DOTS: usize = 512;

pub(super) fn show(ui: &mut Ui, shown: &Shown, desk: &mut Desk, _: &mut Requests) {
    let palette = Palette::of(shown.picture.theme);
    let name = shown.parameters.theory.name;
    if name != "neuron" {
        let words = format!(
            "A phase portrait shows neurons that do not know each other, one at each site: the \
             theory neuron. This field is of the theory {name}."
        );
        return drop(remark(ui, &palette, words));
    }
    let well = Well::of(shown);
    let here = desk.analysis.site_on(shown.lattice);
    let (phi, beta) = shown.state.at(here.0, here.1, 0);
    let words = format!(
        "neuron {}: φ = {}, β = {}, H = {}",
        text::site(shown.lattice, here),
        text::number(phi, 4),
        text::number(beta, 4),
        text::number(well.energy(phi, beta), 4)
    );
    ui.label(RichText::new(words).monospace().size(11.5));
    plot(ui, shown, &well, here, &palette);
    let words = "Each neuron stays on its contour of H = β²/2 + V(φ), with β = π. The lines are \
                 the ways of some of them; point at the field, or click, to follow another.";
    remark(ui, &palette, words);
}

/// The potential the neurons are in, and how far they are in it.
struct Well<'a> {
    potential: &'a Potential,
    couplings: &'a Couplings,
    /// Ends of phi and of beta.
    phi: [f64; 2],
    beta: f64,
}

impl<'a> Well<'a> {
    fn of(shown: &Shown<'a>) -> Self {
        let parameters = shown.parameters;
        let potential = parameters.potential.as_ref().unwrap_or(&Potential::Mass);
        let (mut phi, mut beta) = ([f64::INFINITY, f64::NEG_INFINITY], 0.0f64);
        for row in 0..shown.lattice.rows() {
            for x in 0..shown.lattice.row_len() {
                let (here, rate) = shown.state.at(row, x, 0);
                phi = [phi[0].min(here), phi[1].max(here)];
                beta = beta.max(rate.abs());
            }
        }
        let orbits = shown.orbits.all().iter().flat_map(|orbit| &orbit.points);
        for [here, rate] in orbits {
            phi = [phi[0].min(*here), phi[1].max(*here)];
            beta = beta.max(rate.abs());
        }
        let room = 0.15 * (phi[1] - phi[0]).max(0.2);
        let phi = [phi[0] - room, phi[1] + room];
        Self { potential, couplings: &parameters.couplings, phi, beta: 1.2 * beta.max(0.2) }
    }

    fn value(&self, phi: f64) -> f64 {
        self.potential.value(phi, self.couplings)
    }

    fn energy(&self, phi: f64, beta: f64) -> f64 {
        beta * beta / 2.0 + self.value(phi)
    }

    /// Energies evenly apart in beta, over the lowest place there is.
    fn levels(&self) -> Vec<f64> {
        let lowest = self.places().map(|phi| self.value(phi)).fold(f64::INFINITY, f64::min);
        let level = |n: usize| {
            let beta = self.beta * n as f64 / LEVELS as f64;
            lowest + beta * beta / 2.0
        };
        (1..=LEVELS).map(level).filter(|level| level.is_finite()).collect()
    }

    fn places(&self) -> impl Iterator<Item = f64> {
        let [from, to] = self.phi;
        (0..POINTS).map(move |n| from + (to - from) * n as f64 / (POINTS - 1) as f64)
    }

    /// `beta = ±sqrt(2 (E - V))`, in as many pieces as there are valleys; each piece goes round
    /// where it is closed.
    fn contour(&self, energy: f64) -> Vec<Vec<[f64; 2]>> {
        let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
        let mut above: Vec<[f64; 2]> = Vec::new();
        let mut before: Option<(f64, f64)> = None;
        for phi in self.places() {
            let left = 2.0 * (energy - self.value(phi));
            // The turning point lies between this place and the one before.
            let crossing = before.filter(|(_, was)| (*was >= 0.0) != (left >= 0.0));
            let turns = crossing.map(|(at, was)| [at + (phi - at) * was / (was - left), 0.0]);
            above.extend(turns);
            if left >= 0.0 {
                above.push([phi, left.sqrt()]);
            } else if turns.is_some() {
                pieces.push(closed(std::mem::take(&mut above)));
            }
            before = Some((phi, left));
        }
        if !above.is_empty() {
            pieces.push(closed(above));
        }
        pieces
    }
}

/// The upper half of a contour and its mirror image; joined at ends where it turns.
fn closed(above: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    let below = above.iter().rev().map(|[phi, beta]| [*phi, -beta]);
    let mut all: Vec<[f64; 2]> = above.iter().copied().chain(below).collect();
    if above.first().is_some_and(|first| first[1] == 0.0) {
        all.extend(above.first());
    }
    all
}

fn plot(ui: &mut Ui, shown: &Shown, well: &Well, here: (usize, usize), palette: &Palette) {
    let height = (ui.ctx().viewport_rect().height() - 320.0).max(220.0);
    let plot = Plot::new("portrait").height(height).show_background(false);
    let plot = plot.x_axis_label("φ").y_axis_label("β").allow_double_click_reset(true);
    let plot = plot.include_x(well.phi[0]).include_x(well.phi[1]);
    let plot = plot.include_y(-well.beta).include_y(well.beta);
    let answer = plot.label_formatter(|_, _| String::new()).show(ui, |plot| {
        for level in well.levels() {
            for piece in well.contour(level) {
                let line = Line::new("contour", PlotPoints::from(piece));
                plot.line(line.color(palette.muted.gamma_multiply(0.45)).width(1.0));
            }
        }
        dots(plot, shown, palette);
        orbits(plot, shown, here, palette);
    });
    called(answer.response, "Phase portrait");
}

/// Every neuron, or some evenly apart.
fn dots(plot: &mut PlotUi, shown: &Shown, palette: &Palette) {
    let (sites, length) = (shown.lattice.sites(), shown.lattice.row_len());
    let every = sites.div_ceil(DOTS).max(1);
    let point = |site: usize| {
        let (phi, beta) = shown.state.at(site / length, site % length, 0);
        [phi, beta]
    };
    let points = (0..sites).step_by(every).map(point).collect::<PlotPoints>();
    plot.points(Points::new("neurons", points).color(palette.muted).radius(1.6));
}

/// The ways of those that are followed, the one that is looked at in bold.
fn orbits(plot: &mut PlotUi, shown: &Shown, here: (usize, usize), palette: &Palette) {
    for (number, orbit) in shown.orbits.all().iter().enumerate() {
        let looked_at = orbit.site == here;
        let colour = match looked_at {
            true => palette.accent,
            false => PIN_COLOURS[number % PIN_COLOURS.len()].gamma_multiply(0.8),
        };
        let points: Vec<[f64; 2]> = orbit.points.iter().copied().collect();
        let latest = points.last().copied();
        let width = if looked_at { 2.4 } else { 1.2 };
        plot.line(Line::new("way", PlotPoints::from(points)).color(colour).width(width));
        let latest = PlotPoints::from(latest.into_iter().collect::<Vec<_>>());
        let head = Points::new("now", latest).color(colour).shape(MarkerShape::Circle);
        plot.points(head.radius(if looked_at { 5.0 } else { 3.0 }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn well(potential: &Potential) -> Well<'_> {
        const COUPLINGS: Couplings = Couplings { m: 1.0, lam: 1.0, v: 1.0, r: 0.0 };
        Well { potential, couplings: &COUPLINGS, phi: [-2.0, 2.0], beta: 1.5 }
    }

    #[test]
    fn a_contour_has_one_energy_and_as_many_pieces_as_valleys() {
        let well = well(&Potential::Phi4);
        for (energy, count) in [(0.1, 2), (0.24, 2), (0.26, 1), (0.9, 1)] {
            let pieces = well.contour(energy);
            assert_eq!(pieces.len(), count, "{energy}");
            for piece in &pieces {
                assert_eq!(piece.first(), piece.last(), "it is closed");
                let inner = piece.iter().filter(|point| point[1] != 0.0);
                for [phi, beta] in inner {
                    assert!((well.energy(*phi, *beta) - energy).abs() < 1e-12);
                }
            }
        }
        assert!(well.contour(-0.1).is_empty());
    }

    #[test]
    fn a_contour_that_leaves_the_plot_is_open_there() {
        let well = Well { phi: [-0.5, 0.5], ..well(&Potential::Mass) };
        let [piece] = &well.contour(2.0)[..] else { panic!() };
        assert_eq!(piece.len(), 2 * POINTS);
        assert!(piece[0][1] > 0.0 && well.levels().len() == LEVELS);
    }
}
