//! What is laid on the field to be read besides pins: a line, and a box of sites.

use super::Desk;
use super::trace::Trace;
use crate::quantity::{Given, InGauge, Region, Segment, Sight, Statistics, statistics};
use crate::view::{Looking, Picture};
use bevy::prelude::*;
use std::time::{Duration, Instant};

/// The line and the box, and what was noted of the box.
#[derive(Debug, Default, Resource)]
pub struct Instruments {
    /// The line.
    pub line: Option<Segment>,
    /// The box.
    pub region: Option<Region>,
    /// What the box holds now.
    pub statistics: Option<Statistics>,
    /// Mean, smallest and largest value, and total, over time.
    pub trace: Trace,
    /// What was noted: of which box, and of which quantity.
    of: Option<(Region, &'static str)>,
    /// Until when nothing more is noted, so that the field has most of the time.
    rests: Option<Instant>,
    /// Whether the field has changed since.
    stale: bool,
}

/// A wish about the instruments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Lay a line.
    Line(Segment),
    /// Choose a box.
    Region(Region),
    /// Take both away.
    Clear,
}

impl Instruments {
    /// Does what is wished.
    pub fn lay(&mut self, wish: Measure) {
        match wish {
            Measure::Line(line) => self.line = Some(line),
            Measure::Region(region) => self.region = Some(region),
            Measure::Clear => *self = Self::default(),
        }
    }

    /// Whether there is anything.
    pub fn is_empty(&self) -> bool {
        self.line.is_none() && self.region.is_none()
    }
}

/// The system that notes what the box holds.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct InstrumentSystems;

/// Notes what the box holds, frame by frame.
pub(super) struct InstrumentsPlugin;

impl Plugin for InstrumentsPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Instruments>().add_systems(Update, note.in_set(InstrumentSystems));
    }
}

/// How much longer than it takes to look at a box one waits before the next look.
const PAUSE: u32 = 9;

fn note(
    (mut instruments, desk): (ResMut<Instruments>, Res<Desk>),
    (looking, picture): (Looking, Option<Res<Picture>>),
) {
    let (Some(picture), Some(region)) = (picture, instruments.region) else { return };
    let look = looking.look();
    let given = Given::of(look.parameters, look.gauge, look.state);
    let theory = (look.parameters.theory.name, look.lattice.dim());
    let quantity = desk.charts.charted(&picture, theory, given);
    let region = region.within(look.lattice);
    let of = Some((region, quantity.name));
    let another = instruments.of != of;
    let rests = instruments.rests.is_some_and(|until| Instant::now() < until);
    let changed = looking.is_changed() || instruments.stale;
    if !another && (!changed || rests) {
        instruments.bypass_change_detection().stale = changed;
        return;
    }
    let begun = Instant::now();
    let gauge = InGauge::new(look);
    let found = statistics(quantity, &Sight::in_gauge(&gauge), &region);
    let volume = look.lattice.spacing().powi(look.lattice.dim() as i32);
    let instruments = &mut *instruments;
    if another {
        (instruments.of, instruments.trace) = (of, Trace::default());
    }
    let Statistics { mean, min, max, sum, .. } = found;
    let values = [("mean", mean), ("min", min), ("max", max), ("total", volume * sum)];
    instruments.trace.note(&values, look.clock);
    instruments.statistics = Some(found);
    let took = begun.elapsed().min(Duration::from_secs(1));
    (instruments.rests, instruments.stale) = (Some(Instant::now() + PAUSE * took), false);
}
