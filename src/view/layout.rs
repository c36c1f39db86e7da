//! Where captions and legends lie in a picture, and how large type is.

use bevy::math::{Rect, Vec2};

/// Width and height below which type shrinks slower than the picture, to stay legible.
const REFERENCE: f32 = 720.0;
/// How slowly.
const SLOWNESS: f32 = 0.42;
/// From the edge of the picture to what is written on it.
pub const MARGIN: f32 = 26.0;
/// Height of the caption: a title and two lines below.
const CAPTION_HEIGHT: f32 = 72.0;
/// Width set aside for a letter of the title.
const TITLE_LETTER: f32 = 10.0;

/// What is written on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendKind {
    /// A colour wheel.
    Wheel,
    /// A colour bar.
    Bar,
}

/// The places of what is written, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Pixels of the finished picture to a point.
    pub scale: f32,
    /// Size of the picture in points.
    pub size: Vec2,
    /// Title and time.
    pub caption: Option<Rect>,
    /// Legend.
    pub legend: Option<Rect>,
}

/// Pixels to a point in a picture of that size.
pub fn type_scale(width: u32, height: u32) -> f32 {
    let ratio = width.min(height) as f32 / REFERENCE;
    if ratio < 1.0 { ratio.powf(SLOWNESS) } else { ratio }
}

impl Layout {
    /// Lays out a picture with the caption (of so many letters) and the legend it is to have.
    pub fn new(
        width: u32,
        height: u32,
        caption: Option<usize>,
        legend: Option<LegendKind>,
    ) -> Self {
        let scale = type_scale(width, height);
        let size = Vec2::new(width as f32, height as f32) / scale;
        let caption = caption.map(|letters| {
            let most = size.x - 2.0 * MARGIN;
            let wide = (letters as f32 * TITLE_LETTER).clamp(200.0, most.max(200.0));
            Rect::from_corners(
                Vec2::splat(MARGIN),
                Vec2::new(MARGIN + wide, MARGIN + CAPTION_HEIGHT),
            )
        });
        let legend = legend.map(|kind| {
            let extent = match kind {
                LegendKind::Wheel => Vec2::new(156.0, 166.0),
                LegendKind::Bar => Vec2::new(96.0, 208.0),
            };
            let corner = Vec2::new(size.x - MARGIN - extent.x, legend_top(size, caption, extent));
            Rect::from_corners(corner, corner + extent)
        });
        Self { scale, size, caption, legend }
    }

    /// How wide a title can be before it meets the legend or the edge.
    pub fn caption_room(&self) -> f32 {
        let Some(caption) = self.caption else { return 0.0 };
        let end = match self.legend {
            Some(legend) if legend.min.y < caption.max.y => legend.min.x - 16.0,
            _ => self.size.x - MARGIN,
        };
        end - caption.min.x
    }

    /// A rectangle in normalised coordinates, with some air around it.
    pub fn normalised(&self, rect: Rect) -> Rect {
        let flip = |p: Vec2| (2.0 * p / self.size - 1.0) * Vec2::new(1.0, -1.0);
        Rect::from_corners(flip(rect.min - 8.0), flip(rect.max + 8.0))
    }
}

/// Beside the caption where there is room, else below it.
fn legend_top(size: Vec2, caption: Option<Rect>, extent: Vec2) -> f32 {
    match caption {
        Some(caption) if caption.max.x + 16.0 > size.x - MARGIN - extent.x => caption.max.y + 10.0,
        _ => MARGIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_picture_or_covers_another() {
        for (width, height) in [(640, 360), (1280, 720), (3840, 2160), (720, 1280), (500, 500)] {
            for kind in [LegendKind::Wheel, LegendKind::Bar] {
                let layout = Layout::new(width, height, Some(28), Some(kind));
                let all = Rect::from_corners(Vec2::ZERO, layout.size);
                let (caption, legend) =
                    (layout.caption.expect("asked for"), layout.legend.expect("asked for"));
                for rect in [caption, legend] {
                    assert!(
                        all.contains(rect.min) && all.contains(rect.max),
                        "{width}x{height} {rect:?}"
                    );
                }
                assert!(caption.intersect(legend).is_empty(), "{width}x{height}");
            }
        }
    }

    #[test]
    fn type_stays_legible_in_small_pictures() {
        assert_eq!(type_scale(1280, 720), 1.0);
        assert_eq!(type_scale(3840, 2160), 3.0);
        assert!(13.0 * type_scale(640, 360) > 9.0);
    }
}
