//! What is written on the picture: axis labels, legend, caption.

use super::camera::PictureCamera;
use super::caption::{self, Caption};
use super::colours::Srgb;
use super::frame_box::{self, FrameTicks};
use super::layout::{Layout, LegendKind};
use super::legend;
use super::picture::Picture;
use super::ranges::Ranges;
use super::theme::Theme;
use bevy::asset::AssetEventSystems;
use bevy::ecs::resource::Resource;
use bevy::math::Vec2;
use bevy::prelude::*;
use bevy_egui::egui::text::{LayoutJob, TextWrapping};
use bevy_egui::egui::{self, Align2, Color32, FontId, Galley, LayerId, Painter, Stroke, pos2};
use bevy_egui::{EguiContexts, EguiPostUpdateSet, EguiPrimaryContextPass};
use std::sync::Arc;

/// Sizes of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// The title.
    Title,
    /// Names of axes and legends.
    Name,
    /// Values, ticks, units.
    Label,
}

impl Size {
    fn points(self) -> f32 {
        match self {
            Self::Title => 21.0,
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

    /// A straight line.
    pub fn line(&self, [from, to]: [Vec2; 2], stroke: Stroke) {
        self.painter.line_segment([pos2(from.x, from.y), pos2(to.x, to.y)], stroke);
    }
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Resource)]
pub struct Overlay {
    /// Whether the legend is there.
    pub legend: bool,
    /// Title, when a caption is wanted.
    pub title: Option<String>,
    /// Size of the picture in pixels, before supersampling.
    pub size: UVec2,
}

impl Overlay {
    /// Where everything goes.
    pub fn layout(&self, picture: &Picture) -> Layout {
        let kind = if picture.shows_phase() { LegendKind::Wheel } else { LegendKind::Bar };
        let letters = self.title.as_ref().map(|title| title.chars().count());
        Layout::new(self.size.x, self.size.y, letters, self.legend.then_some(kind))
    }
}

/// Writes on the picture of the primary egui context.
pub struct OverlayPlugin;

impl Plugin for OverlayPlugin {
    fn build(&self, app: &mut App) {
        // Letters drawn for the first time must reach the GPU with the text that has them.
        app.configure_sets(
            PostUpdate,
            EguiPostUpdateSet::PostProcessOutput.before(AssetEventSystems),
        );
        app.add_systems(
            EguiPrimaryContextPass,
            write.run_if(resource_exists::<Overlay>.and_then(resource_exists::<FrameTicks>)),
        );
    }
}

fn write(
    mut contexts: EguiContexts,
    (overlay, picture, ranges, ticks): (Res<Overlay>, Res<Picture>, Res<Ranges>, Res<FrameTicks>),
    cameras: Query<&PictureCamera>,
    caption: Caption,
) -> Result {
    let painter = contexts.ctx_mut()?.layer_painter(LayerId::background());
    let sheet = Sheet { painter, theme: picture.theme };
    let layout = overlay.layout(&picture);
    if let Some(PictureCamera(orbit)) = cameras.iter().next().filter(|_| picture.axes) {
        frame_box::paint(&sheet, &ticks, orbit);
    }
    if let Some(rect) = layout.legend {
        legend::paint(&sheet, rect, &picture, &ranges);
    }
    if let (Some(rect), Some(title)) = (layout.caption, &overlay.title) {
        caption::paint(&sheet, (rect.min, layout.caption_room()), title, &caption);
    }
    Ok(())
}
