//! Laying a line or a box over the field: by a drag, or by a click at each end.

use super::aim::Aim;
use super::instruments::Measure;
use super::{Desk, Request, Requests, Tool};
use crate::lattice::Lattice;
use crate::quantity::{Region, Segment};
use crate::view::Pick;
use bevy_egui::egui::Response;

/// A line or a box that is being laid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laying {
    /// With which tool.
    tool: Tool,
    /// Its first end.
    from: Pick,
    /// Its other end, as far as the hand has come.
    to: Pick,
}

impl Laying {
    /// What it would be, laid with its other end at a place.
    pub fn at(&self, lattice: &Lattice, to: &Pick) -> Measure {
        match self.tool {
            Tool::Region => {
                let sites = [(self.from.row, self.from.x), (to.row, to.x)];
                Measure::Region(Region::holding(lattice, sites))
            }
            _ => Measure::Line(Segment::between(lattice, [self.from.position, to.position])),
        }
    }

    /// As far as the hand has come.
    pub fn now(&self) -> &Pick {
        &self.to
    }

    /// Whether both ends are at one site: the hand has only clicked.
    fn is_point(&self) -> bool {
        (self.from.row, self.from.x) == (self.to.row, self.to.x)
    }
}

/// Begins at the site that is pressed, or goes on from the end that was clicked before.
pub(super) fn begin(tool: Tool, pick: Pick, desk: &mut Desk) {
    let pending = desk.laying.filter(|laying| laying.tool == tool);
    let from = pending.map_or(pick, |laying| laying.from);
    desk.laying = Some(Laying { tool, from, to: pick });
}

/// A click so short that no frame saw the button down.
pub(super) fn click(aim: &Aim, desk: &mut Desk, requests: &mut Requests) {
    let lays = matches!(desk.tool, Tool::Line | Tool::Region);
    if let Some(pick) = desk.hover.filter(|_| lays) {
        begin(desk.tool, pick, desk);
        finish(aim, desk, requests);
    }
}

/// Goes on to the site under the pointer.
pub(super) fn go_on(response: &Response, aim: &Aim, desk: &mut Desk) {
    let pick = response.interact_pointer_pos().and_then(|at| aim.pick(at));
    if let (Some(pick), Some(laying)) = (pick, &mut desk.laying) {
        laying.to = pick;
    }
}

/// Lays what has two ends, and shows its chart; a click alone waits for the other end.
pub(super) fn finish(aim: &Aim, desk: &mut Desk, requests: &mut Requests) {
    let Some(laying) = desk.laying.filter(|laying| !laying.is_point()) else { return };
    desk.laying = None;
    requests.push(Request::Measure(laying.at(aim.shown.lattice, &laying.to)));
    let charts: &[&str] = match laying.tool {
        Tool::Region => &["region", "total", "histogram"],
        _ => &["line"],
    };
    if !charts.iter().any(|name| desk.charts.shows(name)) {
        desk.charts.show(charts[0]);
    }
    desk.settings.plots = true;
}
