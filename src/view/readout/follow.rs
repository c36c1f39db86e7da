//! Reading what is compared, whenever the field is another.

use super::{Head, Moment, Readout, Row};
use crate::gauge::GaugeMode;
use crate::gauge::readout::{Reading, read};
use crate::observable::Look;
use crate::view::{Looking, Picture};
use bevy::prelude::*;

/// Keeps the readout of a picture that has one.
pub(in crate::view) struct ReadoutPlugin;

impl Plugin for ReadoutPlugin {
    fn build(&self, app: &mut App) {
        let wanted = |picture: Option<Res<Picture>>| picture.is_some_and(|picture| picture.readout);
        app.init_resource::<Readout>().add_systems(Update, follow.run_if(wanted));
    }
}

fn follow(looking: Looking, picture: Res<Picture>, mut readout: ResMut<Readout>) {
    if !(looking.is_changed() || picture.is_changed()) {
        return;
    }
    let look = looking.look();
    if look.gauge.twin().is_none() {
        *readout = Readout::default();
        return;
    }
    readout.head = Some(head(&look));
    readout.rows = read(&look).iter().filter_map(row).collect();
    let residuals = [false, true].map(|invariant| readout.largest(invariant));
    let (tick, time) = (look.clock.tick, look.clock.time());
    readout.trace.note(Moment { tick, time, residuals });
}

fn head(look: &Look) -> Head {
    let mode = look.gauge.mode();
    let theta = look.gauge.theta(look.lattice, &crate::gauge::Instant::of(look.clock));
    Head {
        mode: match mode {
            GaugeMode::Covariant => "Covariant",
            GaugeMode::Bare => "Bare",
            GaugeMode::Paper => "Paper (5.5)",
        },
        summary: mode.summary(),
        turned: theta.values().iter().fold(0.0, |most, angle| f64::max(most, angle.abs())),
    }
}

fn row(reading: &Reading) -> Option<Row> {
    let Reading { info, change, level, .. } = *reading;
    let (name, label, invariant) = (info.name, info.label, info.invariant);
    Some(Row { name, label, invariant, residual: change?, level })
}
