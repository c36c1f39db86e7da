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
/// Width set aside for a letter of the title of a pane.
const HEADING_LETTER: f32 = 8.2;
/// Height of the title of a pane, and its distance from the top.
const TITLE_HEIGHT: f32 = 24.0;
const TITLE_TOP: f32 = 20.0;
/// Least width of a caption: that of the time and the tick.
const LEAST_CAPTION: f32 = 200.0;
/// Width and height of the triad of axes.
const TRIAD: f32 = 96.0;
/// From the corner of a region to its triad.
const TRIAD_MARGIN: f32 = 8.0;
/// Size of what arrows mean.
const KEY: Vec2 = Vec2::new(156.0, 44.0);
/// From the legend to it.
const KEY_GAP: f32 = 12.0;
/// The largest part of a region that a legend, or the triad, may take, so that the field keeps the
/// rest.
const LARGEST_SHARE: f32 = 0.15;

/// What is written on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendKind {
    /// A colour wheel.
    Wheel,
    /// A colour bar.
    Bar,
    /// So many names of curves.
    Names(usize),
}

/// The places of what is written, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Pixels of the finished picture to a point.
    pub scale: f32,
    /// Upper left corner of the picture; not zero where it is a region of a window.
    pub origin: Vec2,
    /// Size of the picture in points.
    pub size: Vec2,
    /// Title and time.
    pub caption: Option<Rect>,
    /// Legend.
    pub legend: Option<Rect>,
    /// What arrows mean, below the legend.
    pub key: Option<Rect>,
    /// Triad of axes.
    pub triad: Option<Rect>,
    /// Title of a pane.
    pub title: Option<Rect>,
    /// Where other panes are written on: left free, so that panes can be compared.
    pub mirrored: [Option<Rect>; 3],
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
        Self { scale, ..Self::of(Rect { min: Vec2::ZERO, max: size }, caption, legend) }
    }

    /// Lays out a region of a picture with all that it is to have.
    pub fn of(region: Rect, caption: Option<usize>, legend: Option<LegendKind>) -> Self {
        let (origin, size) = (region.min, region.size());
        let caption = caption.map(|letters| caption_place(origin, size, letters));
        let legend = legend.map(|kind| legend_place(origin, size, caption, extent(kind)));
        let (key, triad, title, mirrored) = (None, None, None, [None; 3]);
        Self { scale: 1.0, origin, size, caption, legend, key, triad, title, mirrored }
    }

    /// Lays out a region of a window, which has its own size of type. What the region is too small
    /// for is left out.
    pub fn within(
        region: Rect,
        caption: Option<usize>,
        legend: Option<LegendKind>,
        triad: bool,
    ) -> Self {
        let (origin, size) = (region.min, region.size());
        let fits = |extent: Vec2| extent.element_product() < LARGEST_SHARE * size.element_product();
        let wide = size.x > LEAST_CAPTION + 2.0 * MARGIN && size.y > 3.0 * CAPTION_HEIGHT;
        let caption = caption.filter(|_| wide).map(|letters| caption_place(origin, size, letters));
        let legend = legend
            .map(extent)
            .filter(|extent| fits(*extent))
            .map(|extent| legend_place(origin, size, caption, extent))
            .filter(|legend| region.contains(legend.min) && region.contains(legend.max));
        let corner = Vec2::new(origin.x + TRIAD_MARGIN, region.max.y - TRIAD_MARGIN);
        let triad = (triad && fits(Vec2::splat(TRIAD)))
            .then(|| Rect::from_corners(corner, corner + Vec2::new(TRIAD, -TRIAD)));
        let (key, title, mirrored) = (None, None, [None; 3]);
        Self { scale: 1.0, origin, size, caption, legend, key, triad, title, mirrored }
    }

    /// With room for what arrows mean, where there is some below the legend.
    pub fn with_key(self) -> Self {
        let all = Rect::from_corners(self.origin, self.origin + self.size);
        let place = |legend: Rect| {
            let corner = Vec2::new(legend.max.x - KEY.x, legend.max.y + KEY_GAP);
            Rect::from_corners(corner, corner + KEY)
        };
        let fits = |key: &Rect| all.contains(key.min) && all.contains(key.max);
        Self { key: self.legend.map(place).filter(fits), ..self }
    }

    /// Makes room in two panes for what is written on the other one, and for titles of so many
    /// letters at the same place of both.
    pub fn pair(panes: &mut [Self], letters: Option<usize>) {
        let [first, second] = panes else { return };
        let apart = second.origin - first.origin;
        let moved = |rect: Rect, by: Vec2| Rect { min: rect.min + by, max: rect.max + by };
        let written = |pane: &Self, by: Vec2| {
            [pane.caption, pane.legend, pane.key].map(|rect| rect.map(|rect| moved(rect, by)))
        };
        (first.mirrored, second.mirrored) = (written(second, -apart), written(first, apart));
        first.title = letters.and_then(|letters| first.title_place(letters));
        second.title = first.title.map(|rect| moved(rect, apart));
    }

    /// In the middle at the top, or below the caption, or at the bottom; none where there is no room.
    fn title_place(&self, letters: usize) -> Option<Rect> {
        let size = Vec2::new(letters as f32 * HEADING_LETTER, TITLE_HEIGHT);
        let middle = self.origin.x + 0.5 * self.size.x;
        let below = self.caption.map(|caption| caption.max.y + 4.0);
        let last = self.origin.y + self.size.y - 8.0 - size.y;
        let tops = [self.origin.y + TITLE_TOP].into_iter().chain(below).chain([last]);
        let places = tops.map(|top| {
            let corner = Vec2::new(middle - 0.5 * size.x, top);
            Rect { min: corner, max: corner + size }
        });
        let mut free = places.filter(|place| {
            let inside = place.min.x > self.origin.x && 4.0 * size.y < self.size.y;
            inside && !self.taken().any(|taken| !taken.intersect(*place).is_empty())
        });
        free.next()
    }

    /// The places that are written on, here or in another pane.
    pub fn taken(&self) -> impl Iterator<Item = Rect> {
        let own = [self.caption, self.legend, self.key, self.triad, self.title];
        own.into_iter().chain(self.mirrored).flatten()
    }

    /// How wide a title can be before it meets the legend or the edge.
    pub fn caption_room(&self) -> f32 {
        let Some(caption) = self.caption else { return 0.0 };
        let end = match self.legend {
            Some(legend) if legend.min.y < caption.max.y => legend.min.x - 16.0,
            _ => self.origin.x + self.size.x - MARGIN,
        };
        end - caption.min.x
    }

    /// A rectangle in normalised coordinates, with some air around it.
    pub fn normalised(&self, rect: Rect) -> Rect {
        let flip = |p: Vec2| (2.0 * (p - self.origin) / self.size - 1.0) * Vec2::new(1.0, -1.0);
        Rect::from_corners(flip(rect.min - 8.0), flip(rect.max + 8.0))
    }
}

/// Size of a legend.
fn extent(kind: LegendKind) -> Vec2 {
    match kind {
        LegendKind::Wheel => Vec2::new(156.0, 166.0),
        LegendKind::Bar => Vec2::new(96.0, 208.0),
        LegendKind::Names(count) => Vec2::new(72.0, 24.0 * count as f32 + 4.0),
    }
}

/// In the upper left corner, as wide as the title.
fn caption_place(origin: Vec2, size: Vec2, letters: usize) -> Rect {
    let most = size.x - 2.0 * MARGIN;
    let wide = (letters as f32 * TITLE_LETTER).clamp(LEAST_CAPTION, most.max(LEAST_CAPTION));
    let corner = origin + MARGIN;
    Rect::from_corners(corner, corner + Vec2::new(wide, CAPTION_HEIGHT))
}

/// At the right edge, beside the caption where there is room, else below it.
fn legend_place(origin: Vec2, size: Vec2, caption: Option<Rect>, extent: Vec2) -> Rect {
    let left = origin.x + size.x - MARGIN - extent.x;
    let top = match caption {
        Some(caption) if caption.max.x + 16.0 > left => caption.max.y + 10.0,
        _ => origin.y + MARGIN,
    };
    Rect::from_corners(Vec2::new(left, top), Vec2::new(left, top) + extent)
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
    fn what_is_written_stays_in_its_region_and_leaves_the_field_most_of_it() {
        let corner = Vec2::new(230.0, 40.0);
        for (width, height) in [(900.0, 640.0), (500.0, 460.0), (400.0, 300.0), (60.0, 40.0)] {
            let size = Vec2::new(width, height);
            let region = Rect::from_corners(corner, corner + size);
            for kind in [LegendKind::Wheel, LegendKind::Bar] {
                let layout = Layout::within(region, Some(28), Some(kind), true);
                let taken: Vec<Rect> = layout.taken().collect();
                for (i, rect) in taken.iter().enumerate() {
                    assert!(region.contains(rect.min) && region.contains(rect.max), "{rect:?}");
                    for other in &taken[i + 1..] {
                        assert!(rect.intersect(*other).is_empty(), "{width}x{height}");
                    }
                }
                let area: f32 = taken.iter().map(|rect| rect.size().element_product()).sum();
                assert!(area < 0.4 * size.element_product(), "{width}x{height}");
                assert_eq!(taken.len() == 3, width > 450.0);
                assert_eq!(taken.is_empty(), width < 100.0);
            }
        }
    }

    #[test]
    fn panes_are_written_on_at_the_same_places() {
        for size in [Vec2::new(640.0, 720.0), Vec2::new(1280.0, 360.0), Vec2::new(420.0, 500.0)] {
            let apart = Vec2::new(size.x + 1.0, 3.0);
            let regions = [Vec2::ZERO, apart].map(|min| Rect { min, max: min + size });
            let mut panes = [
                Layout::of(regions[0], Some(32), None),
                Layout::of(regions[1], None, Some(LegendKind::Wheel)),
            ];
            Layout::pair(&mut panes, Some(24));
            for pane in &panes {
                // What is written on the other pane alone may lie where this one is written on, but
                // the title, which is on both, keeps clear of all.
                let taken: Vec<Rect> = pane.taken().collect();
                assert_eq!(taken.len(), 3, "{size}");
                let title = pane.title.expect("room");
                let others = taken.iter().filter(|rect| **rect != title);
                let meets = |other: &&Rect| !title.intersect(**other).is_empty();
                assert_eq!(others.filter(meets).count(), 0, "{size} {taken:?}");
                let [caption, legend] = [pane.caption, pane.legend];
                assert!(caption.is_some() != legend.is_some(), "{size}");
            }
            let [first, second] = panes.map(|pane| pane.title.expect("room"));
            assert!((second.min - first.min).distance(apart) < 1e-4);
        }
    }

    #[test]
    fn a_region_is_laid_out_as_it_would_be_at_the_corner() {
        let (corner, size) = (Vec2::new(230.0, 40.0), Vec2::new(1000.0, 700.0));
        let kind = Some(LegendKind::Wheel);
        let there = Layout::within(Rect::from_corners(corner, corner + size), Some(9), kind, true);
        let here = Layout::within(Rect::from_corners(Vec2::ZERO, size), Some(9), kind, true);
        assert_eq!(there.caption_room(), here.caption_room());
        for (a, b) in there.taken().zip(here.taken()) {
            let (a, b) = (there.normalised(a), here.normalised(b));
            assert!(a.min.distance(b.min) + a.max.distance(b.max) < 1e-5);
        }
    }

    #[test]
    fn type_stays_legible_in_small_pictures() {
        assert_eq!(type_scale(1280, 720), 1.0);
        assert_eq!(type_scale(3840, 2160), 3.0);
        assert!(13.0 * type_scale(640, 360) > 9.0);
    }
}
