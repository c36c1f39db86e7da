//! The field under the pointer: turning, painting, reading.

use super::aim::Aim;
use super::rig::CameraMove;
use super::stroke::{self, Stroke};
use super::{Desk, Request, Requests, Shown, Tool, flight, lay};
use crate::view::camera::{AxisView, Orbit};
use crate::view::legend::Grip;
use bevy::math::{Rect, Vec2};
use bevy_egui::egui::{self, CursorIcon, Id, PointerButton, Response, Sense, Ui};

/// What the hand can do on the field, for the overview.
pub const GESTURES: &[(&str, &str)] = &[
    ("Drag", "Turn the view"),
    ("Right or Shift drag", "Move the view"),
    ("Wheel", "Nearer or farther, at the pointer"),
    ("Double click", "Look at a site"),
    ("Click", "Pin a site"),
    ("Paint: drag", "Disturb the field"),
    ("Paint: right drag", "Take away"),
    ("Gauge: drag", "Turn the phase"),
    ("Gauge: right drag", "Turn it back"),
    ("Loop: drag", "Draw a closed loop"),
    ("Line, box: drag", "Lay it; or click twice"),
    ("Chart: wheel, drag", "Zoom, move"),
    ("Ctrl drag", "Paint instead of looking, and back"),
    ("Fly: drag", "Look about"),
    ("Fly: W A S D Q E", "Ahead, aside, back, down, up"),
    ("Fly: wheel", "Faster or slower"),
    ("Legend: drag", "Move a value, turn the wheel"),
];

/// Radians of turn for a drag across the height of the picture.
const TURN: f32 = 4.0;
/// How much nearer a notch of the wheel brings the field, per point.
const WHEEL: f32 = 0.0016;

/// What the hand is in the middle of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing.
    #[default]
    None,
    /// Turning the view.
    Turn,
    /// Moving the view.
    Move,
    /// Painting with one of the brushes.
    Paint(Stroke),
    /// Drawing a Wilson loop.
    Loop,
    /// Laying a line or a box.
    Lay,
    /// Holding a legend.
    Legend(Grip),
}

/// The field in the middle of the window: what is under the pointer, and what the hand does.
pub fn stage(
    ui: &mut Ui,
    rect: egui::Rect,
    shown: &Shown,
    desk: &mut Desk,
    requests: &mut Requests,
) {
    let response = ui.interact(rect, Id::new("field"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, "Field"));
    let region = Rect::new(rect.min.x, rect.min.y, rect.max.x, rect.max.y);
    if region != shown.rig.region {
        requests.push(Request::Region(region));
    }
    let aim = Aim::new(&response, shown);
    let axis = response.hover_pos().and_then(|at| aim.axis(at));
    let grip = response.hover_pos().and_then(|at| aim.grip(at));
    let free = axis.is_none() && grip.is_none();
    desk.hover = response.hover_pos().filter(|_| free).and_then(|at| aim.pick(at));
    if let Some(view) = axis {
        return face(ui, response, view, desk, requests);
    }
    let begun = begin(ui, &response, &aim, desk, requests);
    go_on(&response, &aim, desk, requests);
    // Where frames are few, one can see the end of a drag and the beginning of the next.
    let seen_down = desk.gesture == Gesture::Lay;
    let ended = response.drag_stopped() || !response.is_pointer_button_down_on();
    if ended && !begun {
        if desk.gesture == Gesture::Loop {
            stroke::close_loop(&aim, desk, requests);
        }
        if desk.gesture == Gesture::Lay {
            lay::finish(&aim, desk, requests);
        }
        desk.gesture = Gesture::None;
    }
    if response.clicked() && !seen_down {
        lay::click(&aim, desk, requests);
    }
    click(&response, desk, requests);
    wheel(ui, &response, &aim, requests);
    cursor(ui, &response, desk, grip.is_some());
}

/// The pointer is on an end of the triad: a click looks from there.
fn face(ui: &Ui, response: Response, view: AxisView, desk: &mut Desk, requests: &mut Requests) {
    desk.gesture = Gesture::None;
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    if response.clicked() {
        requests.push(Request::Camera(CameraMove::Axis(view)));
    }
    response.on_hover_text(format!("Look from the {}", view.name()));
}

/// What a button begins, if one was pressed: Ctrl lends the other tool, Shift moves the view.
fn begin(
    ui: &Ui,
    response: &Response,
    aim: &Aim,
    desk: &mut Desk,
    requests: &mut Requests,
) -> bool {
    let pressed = |button| {
        response.is_pointer_button_down_on()
            && ui.input(|input| input.pointer.button_pressed(button))
    };
    let held = ui.input(|input| input.modifiers);
    let primary = pressed(PointerButton::Primary);
    let secondary = pressed(PointerButton::Secondary);
    if !(primary || secondary || pressed(PointerButton::Middle)) {
        return false;
    }
    let tool = desk.tool.with_control(held.command);
    let grip = response.interact_pointer_pos().and_then(|at| aim.grip(at));
    desk.gesture = match (primary, secondary) {
        (true, _) if grip.is_some() => grip.map_or(Gesture::None, Gesture::Legend),
        (true, _) if held.shift => Gesture::Move,
        (true, _) => stroke::begin(response, aim, tool, desk, requests, 1.0),
        (_, true) if tool.paints() => stroke::begin(response, aim, tool, desk, requests, -1.0),
        (_, true) => Gesture::Move,
        // The middle button turns while the others paint.
        _ if desk.tool != Tool::Look && !held.shift => Gesture::Turn,
        _ => Gesture::Move,
    };
    true
}

/// What the hand goes on with while it moves.
fn go_on(response: &Response, aim: &Aim, desk: &mut Desk, requests: &mut Requests) {
    let by = response.drag_delta();
    if by == egui::Vec2::ZERO {
        return;
    }
    let orbit = aim.orbit();
    match desk.gesture {
        Gesture::None => {}
        Gesture::Turn => {
            let scale = TURN / aim.rect.height().max(1.0);
            let turn = if aim.shown.rig.flight.is_some() { Orbit::looked } else { Orbit::orbited };
            let turned = turn(orbit, by.x * scale, by.y * scale);
            requests.push(Request::Camera(CameraMove::To(turned)));
        }
        Gesture::Move => {
            let size = aim.rect.size();
            let by = Vec2::new(2.0 * by.x / size.x, -2.0 * by.y / size.y);
            requests.push(Request::Camera(CameraMove::To(orbit.panned(by, aim.aspect()))));
        }
        Gesture::Paint(stroke) => stroke.go_on(response, aim, desk, requests),
        Gesture::Loop => stroke::draw_loop(response, aim, desk),
        Gesture::Lay => lay::go_on(response, aim, desk),
        Gesture::Legend(grip) => {
            let way = response.interact_pointer_pos().map(|at| [at - by, at]);
            if let Some(view) = way.and_then(|way| aim.dragged(grip, way)) {
                requests.push(Request::View(Box::new(view)));
            }
        }
    }
}

/// A click pins a site; a second one at once looks at it instead.
fn click(response: &Response, desk: &mut Desk, requests: &mut Requests) {
    if response.clicked() && !response.double_clicked() {
        desk.pinned = false;
    }
    let Some(pick) = desk.hover.filter(|_| response.clicked() && desk.tool == Tool::Look) else {
        return;
    };
    if response.double_clicked() {
        if std::mem::take(&mut desk.pinned) {
            requests.push(Request::Unpin(None));
        }
        requests.push(Request::Camera(CameraMove::Focus(pick.world)));
    } else if !response.triple_clicked() {
        requests.push(Request::Pin(pick));
        desk.pinned = true;
    }
}

fn wheel(ui: &Ui, response: &Response, aim: &Aim, requests: &mut Requests) {
    let Some(at) = response.hover_pos() else { return };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    if aim.shown.rig.flight.is_some() {
        return flight::wheel(scroll, requests);
    }
    let factor = (-WHEEL * scroll).exp() / pinch;
    if factor != 1.0 {
        let orbit = aim.orbit().zoomed(factor, aim.gaze(at).cursor, aim.aspect());
        requests.push(Request::Camera(CameraMove::To(orbit)));
    }
}

fn cursor(ui: &Ui, response: &Response, desk: &Desk, on_legend: bool) {
    if !response.hovered() {
        return;
    }
    ui.ctx().set_cursor_icon(match desk.gesture {
        Gesture::Turn | Gesture::Move | Gesture::Legend(_) => CursorIcon::Grabbing,
        Gesture::None if on_legend => CursorIcon::Grab,
        Gesture::Paint(_) | Gesture::Loop | Gesture::Lay => CursorIcon::Crosshair,
        Gesture::None if desk.tool != Tool::Look => CursorIcon::Crosshair,
        Gesture::None => CursorIcon::Default,
    });
}
