//! What the brushes and the pencil of the Wilson loop do while the hand goes over the field.

use super::aim::Aim;
use super::gauge::Drawing;
use super::stage::Gesture;
use super::{Desk, Request, Requests, Tool, lay};
use crate::app::FieldCommand;
use crate::gauge::{GaugeCommand, GaugeMode};
use bevy_egui::egui::Response;

/// Part of the radius between two dabs of a stroke.
const DAB: f64 = 0.5;
/// Most dabs of one frame: a jump of the pointer is not a stroke.
const MOST_DABS: usize = 48;
/// Sites that the dabs of one frame may go through: each of them is an edit of the whole field.
const MOST_SITES: usize = 1 << 20;
/// The same of the gauge brush, which turns links and their twin besides.
const MOST_TURNED: usize = 1 << 17;
/// The same with additive links, whose fastest wave is looked for after every dab.
const MOST_ADDED: usize = 1 << 14;

/// A stroke that the hand is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its dabs are undone together.
    gesture: u64,
    /// With which brush.
    tool: Tool,
    /// Whether it takes away.
    sign: f64,
    /// Where the last dab was.
    last: [f64; 3],
}

/// Begins what a tool does where a button was pressed; beside the field it turns the view instead.
pub(super) fn begin(
    response: &Response,
    aim: &Aim,
    tool: Tool,
    desk: &mut Desk,
    requests: &mut Requests,
    sign: f64,
) -> Gesture {
    let pick = response.interact_pointer_pos().and_then(|at| aim.pick(at));
    let Some(pick) = pick.filter(|_| tool != Tool::Look) else { return Gesture::Turn };
    if tool == Tool::Loop {
        let site = aim.shown.lattice.site(pick.row, pick.x);
        desk.gauge.drawing = Some(Drawing::from(site));
        return Gesture::Loop;
    }
    if matches!(tool, Tool::Line | Tool::Region) {
        lay::begin(tool, pick, desk);
        return Gesture::Lay;
    }
    let gesture = desk.drafts.new_gesture();
    let stroke = Stroke { gesture, tool, sign, last: pick.position };
    stroke.dab(aim, desk, requests, pick.position);
    Gesture::Paint(stroke)
}

impl Stroke {
    /// With which brush.
    pub fn tool(&self) -> Tool {
        self.tool
    }

    /// More dabs, as far as the pointer has gone.
    pub(super) fn go_on(
        self,
        response: &Response,
        aim: &Aim,
        desk: &mut Desk,
        requests: &mut Requests,
    ) {
        let Some(pick) = response.interact_pointer_pos().and_then(|at| aim.pick(at)) else {
            return;
        };
        let (radius, sites) = match self.tool {
            Tool::Gauge if aim.shown.gauge.mode() == GaugeMode::Paper => {
                (desk.gauge.brush.radius, MOST_ADDED)
            }
            Tool::Gauge => (desk.gauge.brush.radius, MOST_TURNED),
            _ => (desk.brush.radius, MOST_SITES),
        };
        let most = (sites / aim.shown.lattice.sites()).clamp(1, MOST_DABS);
        let places = dabs(self.last, pick.position, DAB * radius, most);
        if let Some(last) = places.last().copied() {
            places.iter().for_each(|place| self.dab(aim, desk, requests, *place));
            desk.gesture = Gesture::Paint(Self { last, ..self });
        }
    }

    fn dab(&self, aim: &Aim, desk: &Desk, requests: &mut Requests, centre: [f64; 3]) {
        let command = match self.tool {
            Tool::Gauge => desk.gauge.brush.at(centre, aim.shown.lattice.dim(), self.sign),
            _ => FieldCommand::Disturb(desk.brush.at(centre, self.sign)),
        };
        requests.push(Request::Edit { gesture: Some(self.gesture), command });
    }
}

/// Draws on to the site under the pointer.
pub(super) fn draw_loop(response: &Response, aim: &Aim, desk: &mut Desk) {
    let pick = response.interact_pointer_pos().and_then(|at| aim.pick(at));
    if let (Some(pick), Some(drawing)) = (pick, &mut desk.gauge.drawing) {
        let lattice = aim.shown.lattice;
        drawing.reach(lattice, &lattice.site(pick.row, pick.x));
    }
}

/// Closes the loop that was drawn. On a line there is only the ring.
pub(super) fn close_loop(aim: &Aim, desk: &mut Desk, requests: &mut Requests) {
    let Some(drawing) = desk.gauge.drawing.take() else { return };
    let (along, across) = aim.shown.picture.cut.axes();
    let sites = match across {
        None => Some(Vec::new()),
        Some(across) => drawing.close(aim.shown.lattice, [along, across]),
    };
    if let Some(sites) = sites {
        desk.gauge.shows_loop = true;
        requests.edit(FieldCommand::Gauge(GaugeCommand::SetLoop(sites)));
    }
}

/// Places of dabs on the way from the last one, evenly apart: farther where there would be more
/// than so many of them.
fn dabs(from: [f64; 3], to: [f64; 3], apart: f64, most: usize) -> Vec<[f64; 3]> {
    let way: Vec<f64> = from.iter().zip(to).map(|(from, to)| to - from).collect();
    let length = way.iter().map(|x| x * x).sum::<f64>().sqrt();
    let count = (length / apart) as usize;
    if count > MOST_DABS {
        // Round the edge of a torus, or over a gap.
        return vec![to];
    }
    let (count, apart) = if count > most { (most, length / most as f64) } else { (count, apart) };
    let at = |i: usize| {
        let part = i as f64 * apart / length;
        [0, 1, 2].map(|mu| from[mu] + part * way[mu])
    };
    (1..=count).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dabs_are_evenly_apart_and_leave_the_rest_of_the_way_for_later() {
        let places = dabs([1.0, 2.0, 0.0], [4.0, 6.0, 0.0], 2.0, 9);
        assert_eq!(places.len(), 2);
        for (place, wanted) in places.iter().zip([[2.2, 3.6, 0.0], [3.4, 5.2, 0.0]]) {
            assert!(place.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{place:?}");
        }
        assert!(dabs([0.0; 3], [0.5, 0.0, 0.0], 1.0, 9).is_empty());
    }

    #[test]
    fn few_dabs_go_all_the_way() {
        assert_eq!(dabs([0.0; 3], [6.0, -8.0, 0.0], 1.0, 2), [[3.0, -4.0, 0.0], [6.0, -8.0, 0.0]]);
    }

    #[test]
    fn a_jump_is_one_dab() {
        assert_eq!(dabs([0.0; 3], [1e6, 0.0, 0.0], 0.5, 9), vec![[1e6, 0.0, 0.0]]);
    }
}
