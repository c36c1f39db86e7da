//! What the window marks on the field: the site under the pointer, where the brush would fall, pins.

use super::desk::{Desk, Tool};
use super::panel::PIN_COLOURS;
use super::shown::{Showing, Shown};
use super::stage::Gesture;
use crate::view::camera::PictureCamera;
use crate::view::marks;
use crate::view::overlay::{Overlay, OverlaySystems, Sheet};
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

/// Paints the marks over the picture.
pub(super) struct MarksPlugin;

impl Plugin for MarksPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(EguiPrimaryContextPass, paint.after(OverlaySystems));
    }
}

fn paint(
    mut contexts: EguiContexts,
    showing: Showing,
    (desk, overlay): (Res<Desk>, Res<Overlay>),
    cameras: Query<&PictureCamera>,
) -> Result {
    let shown = showing.shown();
    let sheet = overlay.sheet(contexts.ctx_mut()?, shown.picture);
    if let Some(camera) = cameras.iter().next() {
        paint_pins(&sheet, camera, &shown);
        paint_pointer(&sheet, camera, &shown, &desk);
    }
    Ok(())
}

/// The pins on the sites that are on show.
fn paint_pins(sheet: &Sheet, camera: &PictureCamera, shown: &Shown) {
    let Some(drawn) = shown.drawn() else { return };
    for (number, pin) in shown.pins.0.iter().enumerate() {
        if drawn.shows(pin.cut) {
            let colour = PIN_COLOURS[number % PIN_COLOURS.len()];
            let colour = [colour.r(), colour.g(), colour.b()];
            marks::pin(sheet, &camera.0, (&drawn.on(pin.cut), pin.pick.place), number + 1, colour);
        }
    }
}

/// The ring of the brush, or a cross at the site.
fn paint_pointer(sheet: &Sheet, camera: &PictureCamera, shown: &Shown, desk: &Desk) {
    let (Some(drawn), Some(pick)) = (shown.drawn(), desk.hover) else { return };
    let drawn = drawn.on(pick.cut);
    let paints = match desk.gesture {
        Gesture::Paint { .. } => true,
        Gesture::None => desk.tool == Tool::Paint,
        Gesture::Turn | Gesture::Move => return,
    };
    if paints {
        marks::footprint(sheet, &camera.0, &drawn, pick.place, desk.brush.radius);
    } else if pick.on_surface {
        marks::crosshair(sheet, &camera.0, &drawn, pick.place);
    }
}
