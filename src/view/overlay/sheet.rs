//! A surface to write on.

use super::boxed;
use crate::view::camera::Orbit;
use crate::view::colours::Srgb;
use crate::view::theme::Theme;
use bevy::math::{Rect, Vec2, Vec3};
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{self, Align2, Color32, FontId, Galley, Painter, Pos2, Stroke, pos2};
use std::sync::Arc;

/// Sizes of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The title.
    Title,
    /// What a pane shows.
    Heading,
    /// Names of axes and legends.
    Name,
    /// Values, ticks, units.
    Label,
}

impl Size {
    fn points(self) -> f32 {
        match self {
            Self::Title => 21.0,
            Self::Heading => 17.0,
            Self::Name => 15.0,
            Self::Label => 13.0,
        }
    }
}

/// A surface to write on, with the colours of the picture.
pub struct Sheet {
    /// Where it goes.
    pub painter: Painter,
    /// The colours.
    pub theme: &'static Theme,
    /// In a window, where the eye goes anywhere, the places that are written on: labels that would
    /// meet one of them are left out. None in a film, which is composed so that nothing meets.
    pub reserved: Option<Vec<egui::Rect>>,
}

impl Sheet {
    /// The whole sheet, in points.
    pub fn rect(&self) -> egui::Rect {
        self.painter.clip_rect()
    }

    /// Width over height.
    pub fn aspect(&self) -> f32 {
        self.rect().aspect_ratio()
    }

    /// A colour of the theme.
    pub fn colour(&self, [r, g, b]: Srgb, alpha: f32) -> Color32 {
        Color32::from_rgb(r, g, b).gamma_multiply(alpha)
    }

    /// Text, laid out but not yet painted.
    pub fn layout(&self, text: &str, size: Size, colour: Srgb) -> Arc<Galley> {
        let font = FontId::proportional(size.points());
        self.painter.layout_no_wrap(text.to_owned(), font, self.colour(colour, 1.0))
    }

    /// Text at an anchor.
    pub fn text(
        &self,
        at: Vec2,
        anchor: Align2,
        text: &str,
        size: Size,
        colour: Srgb,
    ) -> egui::Rect {
        let font = FontId::proportional(size.points());
        self.painter.text(pos2(at.x, at.y), anchor, text, font, self.colour(colour, 1.0))
    }

    /// One line of text, its end replaced by an ellipsis where it is wider than `width`.
    pub fn cut_text(
        &self,
        at: Vec2,
        width: f32,
        text: &str,
        size: Size,
        colour: Srgb,
    ) -> egui::Rect {
        let font = FontId::proportional(size.points());
        let colour = self.colour(colour, 1.0);
        let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
        job.wrap = TextWrapping::truncate_at_width(width);
        let galley = self.painter.layout_job(job);
        let rect = egui::Rect::from_min_size(pos2(at.x, at.y), galley.size());
        self.painter.galley(rect.min, galley, colour);
        rect
    }

    /// Text of several lines, none wider than `width`.
    pub fn wrapped_text(
        &self,
        at: Vec2,
        width: f32,
        text: &str,
        size: Size,
        colour: Srgb,
    ) -> egui::Rect {
        let (font, colour) = (FontId::proportional(size.points()), self.colour(colour, 1.0));
        let galley = self.painter.layout(text.to_owned(), font, colour, width);
        let rect = egui::Rect::from_min_size(pos2(at.x, at.y), galley.size());
        self.painter.galley(rect.min, galley, colour);
        rect
    }

    /// Where a point of the world lies, in points; `None` behind the eye.
    pub fn place(&self, orbit: &Orbit, point: Vec3) -> Option<Vec2> {
        let clip = orbit.clip_from_world(self.aspect()) * point.extend(1.0);
        (clip.w > 1e-4).then(|| self.at(clip.truncate().truncate() / clip.w))
    }

    /// A place in normalised coordinates, in points.
    pub fn at(&self, place: Vec2) -> Vec2 {
        let (corner, size) = (self.rect().min, self.rect().size());
        Vec2::new(
            corner.x + (0.5 + 0.5 * place.x) * size.x,
            corner.y + (0.5 - 0.5 * place.y) * size.y,
        )
    }

    /// A line through points of the world, one piece for each run in front of the eye.
    pub fn curve(&self, orbit: &Orbit, points: &[Vec3], stroke: Stroke) {
        let seen: Vec<Option<Pos2>> = points
            .iter()
            .map(|point| self.place(orbit, *point).map(|at| pos2(at.x, at.y)))
            .collect();
        for run in seen.split(Option::is_none).filter(|run| run.len() > 1) {
            self.painter.line(run.iter().flatten().copied().collect(), stroke);
        }
    }

    /// In a window, a card of the background below what is written: it shows only where the field
    /// lies behind, and keeps the writing legible there.
    pub fn card(&self, rect: Rect) {
        if self.reserved.is_some() {
            let card = self.colour(self.theme.background, 1.0);
            // Square: round corners would be outlined where nothing lies behind them.
            self.painter.rect_filled(boxed(rect.inflate(6.0)), 0.0, card);
        }
    }

    /// A colour of the theme on its way to the background: fainter, and yet opaque, since what is
    /// translucent turns grey on a light background.
    pub fn faded(&self, colour: Srgb, strength: f32) -> Color32 {
        let background = self.colour(self.theme.background, 1.0);
        background.lerp_to_gamma(self.colour(colour, 1.0), strength)
    }

    /// A straight line.
    pub fn line(&self, [from, to]: [Vec2; 2], stroke: Stroke) {
        self.painter.line_segment([pos2(from.x, from.y), pos2(to.x, to.y)], stroke);
    }
}
