//! A numbered pin at a site.

use crate::view::camera::Orbit;
use crate::view::colours::Srgb;
use crate::view::overlay::{Sheet, Size};
use crate::view::surface::Drawn;
use bevy::math::Vec2;
use bevy_egui::egui::{Align2, Rect, Stroke, pos2, vec2};

/// From the site to the middle of its number, in points: to the right and up.
const LEADER: Vec2 = Vec2::new(16.0, -30.0);
/// Radius of the disc behind the number.
const RADIUS: f32 = 9.0;

/// Colour of the number: the discs are bright in both themes.
const NUMBER: Srgb = [12, 14, 18];

/// Paints a pin with a number at a place, in the colour of its curves elsewhere; the rectangle of
/// its head, for who clicks on it. None when the place is out of the picture.
pub fn pin(
    sheet: &Sheet,
    orbit: &Orbit,
    (drawn, place): (&Drawn, [f32; 2]),
    number: usize,
    colour: Srgb,
) -> Option<Rect> {
    let foot = sheet.place(orbit, drawn.world(place))?;
    if !sheet.rect().contains(pos2(foot.x, foot.y)) {
        return None;
    }
    let head = head(sheet, foot);
    let (ink, paper) = (sheet.colour(colour, 1.0), sheet.colour(sheet.theme.background, 1.0));
    sheet.line([foot, head], Stroke::new(3.0, paper));
    sheet.line([foot, head], Stroke::new(1.4, ink));
    sheet.painter.circle(pos2(foot.x, foot.y), 3.5, ink, Stroke::new(1.2, paper));
    sheet.painter.circle(pos2(head.x, head.y), RADIUS, ink, Stroke::new(1.2, paper));
    let number = number.to_string();
    sheet.text(head, Align2::CENTER_CENTER, &number, Size::Label, NUMBER);
    Some(Rect::from_center_size(pos2(head.x, head.y), vec2(2.0 * RADIUS, 2.0 * RADIUS)))
}

/// Where the number stands: to the upper right, elsewhere at an edge of the sheet.
fn head(sheet: &Sheet, foot: Vec2) -> Vec2 {
    let room = sheet.rect().shrink(RADIUS + 2.0);
    let mut leader = LEADER;
    if foot.x + leader.x > room.max.x {
        leader.x = -leader.x;
    }
    if foot.y + leader.y < room.min.y {
        leader.y = -leader.y;
    }
    foot + leader
}
