//! Sites that are watched: their values tick by tick.

use super::Desk;
use crate::app::{LatticeTick, Stage};
use crate::quantity::{Cut, Given, InGauge, Sight, at_each};
use crate::simulation::Clock;
use crate::view::{Looking, Pick, Picture};
use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use std::collections::VecDeque;

/// Ticks a pin remembers.
const REMEMBERED: usize = 2048;
/// Most pins.
pub const MOST: usize = 6;

/// A watched site.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// Where it is.
    pub pick: Pick,
    /// The cut it was set on.
    pub cut: Cut,
    /// The quantity whose values are remembered.
    pub quantity: &'static str,
    /// Tick, time and value: `[re, im]`, or `[value, 0]`.
    pub values: VecDeque<(u64, f64, [f64; 2])>,
}

/// The watched sites, in the order they were set, and the one that went for the latest.
#[derive(Clone, Debug, Default, PartialEq, Resource)]
pub struct Pins(pub Vec<Pin>, Option<Pin>);

/// The system that notes the values of the pins after a tick.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PinSystems;

/// Notes the values after every tick.
pub(super) struct PinsPlugin;

impl Plugin for PinsPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Pins>()
            .add_systems(LatticeTick, note.in_set(PinSystems).after(Stage::Advance));
    }
}

fn note(
    mut pins: ResMut<Pins>,
    looking: Looking,
    (picture, desk): (Option<Res<Picture>>, Res<Desk>),
) {
    let Some(picture) = picture.filter(|_| !pins.0.is_empty()) else { return };
    let look = looking.look();
    let given = Given::of(look.parameters, look.gauge, look.state);
    let theory = (look.parameters.theory.name, look.lattice.dim());
    let quantity = desk.charts.charted(&picture, theory, given);
    let gauge = InGauge::new(look);
    let sites: Vec<_> = pins.0.iter().map(|pin| (pin.pick.row, pin.pick.x)).collect();
    let values = at_each(quantity, &Sight::in_gauge(&gauge), &sites);
    for (pin, value) in pins.0.iter_mut().zip(values) {
        pin.note(quantity.name, look.clock, value);
    }
}

impl Pin {
    /// A pin that knows nothing yet.
    pub fn new(pick: Pick, cut: Cut) -> Self {
        Self { pick, cut, quantity: "", values: VecDeque::new() }
    }

    /// Notes a value. What lies in the future, the field having gone back, is forgotten; so is
    /// everything when another quantity is drawn.
    fn note(&mut self, quantity: &'static str, clock: &Clock, value: [f64; 2]) {
        if self.quantity != quantity {
            self.quantity = quantity;
            self.values.clear();
        }
        while self.values.back().is_some_and(|(tick, ..)| *tick >= clock.tick) {
            self.values.pop_back();
        }
        if self.values.len() == REMEMBERED {
            self.values.pop_front();
        }
        self.values.push_back((clock.tick, clock.time(), value));
    }
}

impl Pins {
    /// Watches one more site; the oldest pin goes when there are too many.
    pub fn add(&mut self, pick: Pick, cut: Cut) {
        // On a map of time it stands where it is now.
        let now = if cut == Cut::Line { 0.0 } else { pick.place[1] };
        let pick = Pick { place: [pick.place[0], now], ..pick };
        self.1 = (self.0.len() == MOST).then(|| self.0.remove(0));
        self.0.push(Pin::new(pick, cut));
    }

    /// Removes the pin of this number; without one, takes the latest back: a pin that went for it
    /// is there again.
    pub fn remove(&mut self, number: Option<usize>) {
        match number {
            Some(number) if number < self.0.len() => drop(self.0.remove(number)),
            Some(_) => {}
            None if self.0.pop().is_some() => self.0.splice(0..0, self.1.take()).for_each(drop),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::math::Vec3;

    fn pick(x: usize) -> Pick {
        let place = [x as f32, 2.0];
        let (cut, position, world) = (Cut::Whole2D, [0.5, 1.5, 0.0], Vec3::ONE);
        Pick { cut, place, row: 2, x, position, world, on_surface: true }
    }

    #[test]
    fn the_oldest_pin_goes_and_comes_back() {
        let mut pins = Pins::default();
        (0..=MOST).for_each(|x| pins.add(pick(x), Cut::Line));
        let sites = |pins: &Pins| pins.0.iter().map(|pin| pin.pick.x).collect::<Vec<_>>();
        assert_eq!(sites(&pins), (1..=MOST).collect::<Vec<_>>());
        pins.remove(None);
        assert_eq!(sites(&pins), (0..MOST).collect::<Vec<_>>());
        pins.remove(None);
        pins.remove(Some(1));
        pins.remove(Some(MOST));
        assert_eq!(sites(&pins), [0, 2, 3, 4]);
    }
}
