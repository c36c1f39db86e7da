//! The keys of who flies through the field.

use super::command::Keys;
use super::rig::CameraMove;
use super::{Request, Requests, Shown};
use bevy::math::Vec3;
use bevy_egui::egui::{Context, Key};

/// Keys that are held to fly, and where to, along the axes of the eye.
const KEYS: [(Key, Vec3); 6] = [
    (Key::W, Vec3::NEG_Z),
    (Key::S, Vec3::Z),
    (Key::A, Vec3::NEG_X),
    (Key::D, Vec3::X),
    (Key::E, Vec3::Y),
    (Key::Q, Vec3::NEG_Y),
];

/// Longest frame whose time is flown, in seconds: where frames are few, the eye is slow and goes
/// nowhere that was not seen coming.
const LONGEST: f32 = 0.25;

/// How much faster a notch of the wheel flies, per point.
const WHEEL: f32 = 0.004;

/// Whether a command's keys steer instead while somebody flies.
pub(super) fn steers(shown: &Shown, keys: &Keys) -> bool {
    let steers = KEYS.iter().any(|(key, _)| *key == keys.key);
    shown.rig.flight.is_some() && steers && !keys.control
}

/// Flies on by the keys that are held.
pub(super) fn fly(context: &Context, shown: &Shown, requests: &mut Requests) {
    let Some(flight) = shown.rig.flight else { return };
    let typing = context.text_edit_focused();
    let (wish, seconds) = context.input(|input| {
        // Where frames are few, a key may be pressed and let go within one of them.
        let held = |key: &Key| input.key_down(*key) || input.key_pressed(*key);
        let keys = KEYS.iter().filter(|(key, _)| !typing && !input.modifiers.command && held(key));
        (keys.map(|(_, way)| *way).sum::<Vec3>(), input.unstable_dt.clamp(0.0, LONGEST))
    });
    if wish != Vec3::ZERO || flight.is_moving() {
        requests.push(Request::Camera(CameraMove::Flown(wish, seconds)));
    }
}

/// Flies faster or slower by the wheel.
pub(super) fn wheel(scroll: f32, requests: &mut Requests) {
    if scroll != 0.0 {
        requests.push(Request::Camera(CameraMove::FlyFaster((WHEEL * scroll).exp())));
    }
}
