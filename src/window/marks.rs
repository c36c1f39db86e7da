//! What the window marks on the field: the site under the pointer, where the brush would fall, pins.

use super::desk::{Desk, Tool};
use super::gauge::radians;
use super::instruments::Measure;
use super::panel::PIN_COLOURS;
use super::shown::{Showing, Shown};
use super::stage::Gesture;
use crate::gauge::has_phase;
use crate::view::camera::PictureCamera;
use crate::view::marks;
use crate::view::overlay::{Overlay, OverlaySystems, Sheet};
use crate::view::surface::Drawn;
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
    let sheets = overlay.sheets(contexts.ctx_mut()?, shown.picture);
    for (pane, (sheet, _)) in sheets.iter().enumerate() {
        if let (Some(camera), Some(drawn)) = (cameras.iter().next(), shown.drawn_in(pane)) {
            paint_loop(sheet, camera, &drawn, (&shown, &desk));
            paint_measures(sheet, camera, &drawn, (&shown, &desk));
            paint_pins(sheet, camera, &drawn, &shown);
            paint_pointer(sheet, camera, &drawn, &desk);
        }
    }
    Ok(())
}

/// The pins on the sites that are on show.
fn paint_pins(sheet: &Sheet, camera: &PictureCamera, drawn: &Drawn, shown: &Shown) {
    for (number, pin) in shown.pins.0.iter().enumerate() {
        if drawn.shows(pin.cut) {
            let colour = PIN_COLOURS[number % PIN_COLOURS.len()];
            let colour = [colour.r(), colour.g(), colour.b()];
            let place = (&drawn.on(pin.cut), pin.pick.place);
            marks::pin(sheet, &camera.0, place, number + 1, colour);
        }
    }
}

/// The line and the box that are measured, and the one that is being laid.
fn paint_measures(
    sheet: &Sheet,
    camera: &PictureCamera,
    drawn: &Drawn,
    (shown, desk): (&Shown, &Desk),
) {
    let laying = desk.laying.map(|laying| {
        let to = desk.hover.unwrap_or(*laying.now());
        laying.at(shown.lattice, &to)
    });
    let instruments = shown.instruments;
    let laid = instruments.line.map(Measure::Line).into_iter();
    let laid = laid.chain(instruments.region.map(Measure::Region));
    for measure in laid.chain(laying) {
        match measure {
            Measure::Line(line) => marks::line(sheet, &camera.0, drawn, &line),
            Measure::Region(region) => {
                marks::region(sheet, &camera.0, drawn, &region.within(shown.lattice));
            }
            Measure::Clear => {}
        }
    }
}

/// The Wilson loop with its angle; while another is drawn, that one.
fn paint_loop(
    sheet: &Sheet,
    camera: &PictureCamera,
    drawn: &Drawn,
    (shown, desk): (&Shown, &Desk),
) {
    let colour = sheet.theme.text;
    match desk.gauge.drawing.as_ref().filter(|_| desk.gesture == Gesture::Loop) {
        Some(drawing) => {
            marks::route(sheet, &camera.0, drawn, (drawing.sites(), false), ("", colour));
        }
        None if desk.gauge.shows_loop && has_phase(shown.parameters) => {
            let path = shown.gauge.wilson_loop();
            let words = format!("loop {} rad", radians(path.angle(shown.state)));
            marks::route(sheet, &camera.0, drawn, (path.sites(), true), (&words, colour));
        }
        None => {}
    }
}

/// The rings of a brush, or a cross at the site.
fn paint_pointer(sheet: &Sheet, camera: &PictureCamera, drawn: &Drawn, desk: &Desk) {
    let Some(pick) = desk.hover else { return };
    let drawn = &drawn.on(pick.cut);
    let tool = match desk.gesture {
        Gesture::Paint(stroke) => stroke.tool(),
        Gesture::None => desk.tool,
        Gesture::Turn | Gesture::Move | Gesture::Loop | Gesture::Lay | Gesture::Legend(_) => return,
    };
    let ring = |radius: f64| marks::footprint(sheet, &camera.0, drawn, pick.place, radius);
    match tool {
        Tool::Paint => ring(desk.brush.radius),
        Tool::Gauge => {
            let brush = &desk.gauge.brush;
            brush.rings().iter().for_each(|radii| ring(radii * brush.radius));
        }
        Tool::Look | Tool::Loop | Tool::Line | Tool::Region if pick.on_surface => {
            marks::crosshair(sheet, &camera.0, drawn, pick.place);
        }
        Tool::Look | Tool::Loop | Tool::Line | Tool::Region => {}
    }
}
