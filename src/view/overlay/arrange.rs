//! Where everything goes on the panes of a picture.

use super::{Overlay, Region, Sheet, boxed};
use crate::view::Picture;
use crate::view::layout::{Layout, type_scale};
use crate::view::legend;
use crate::view::panes::{Comparison, Division, FIRST_TITLE, divide};
use bevy::math::{Rect, Vec2};
use bevy_egui::egui::{self, LayerId};

impl Overlay {
    /// Where everything goes on the first pane.
    pub fn layout(&self, picture: &Picture) -> Layout {
        self.layouts(picture).swap_remove(0)
    }

    /// Where everything goes on each pane: the caption on the first, one legend for all whose
    /// colours mean the same.
    pub fn layouts(&self, picture: &Picture) -> Vec<Layout> {
        let panes = self.division(picture).panes;
        let last = panes.len() - 1;
        let one_for_all = picture.comparison.kind != Comparison::Difference;
        let layout = |(pane, (region, picture)): (usize, (&Rect, &Picture))| {
            let legend = self.legend && (pane == last || !one_for_all);
            self.on_region(*region, picture, pane == 0, legend)
        };
        let mut layouts: Vec<Layout> =
            panes.iter().zip(picture.panes()).enumerate().map(layout).collect();
        // A film without captions has no titles either.
        let titles = self.title.as_ref().map(|_| [FIRST_TITLE, picture.comparison.title]);
        let letters = titles.map(|titles| titles.map(|title| title.chars().count()));
        Layout::pair(&mut layouts, letters.map(|[first, second]| first.max(second)));
        layouts
    }

    fn on_region(&self, region: Rect, picture: &Picture, first: bool, legend: bool) -> Layout {
        let kind = legend.then(|| legend::kind(picture));
        let title = self.title.as_ref().filter(|_| first);
        let letters = title.map(|title| title.chars().count());
        let layout = match self.region {
            Some(Region { triad, .. }) => Layout::within(region, letters, kind, triad && first),
            None => Layout { scale: self.scale(), ..Layout::of(region, letters, kind) },
        };
        if picture.modes().any(|mode| mode.draws_vectors()) { layout.with_key() } else { layout }
    }

    /// Pixels to a point: of a film; a window has its own.
    fn scale(&self) -> f32 {
        if self.region.is_some() { 1.0 } else { type_scale(self.size.x, self.size.y) }
    }

    /// All that the picture fills, in points.
    fn whole(&self) -> Rect {
        match self.region {
            Some(Region { rect, .. }) => {
                let [min, max] = [rect.min, rect.max].map(|at| Vec2::new(at.x, at.y));
                Rect { min, max }
            }
            None => Rect { min: Vec2::ZERO, max: self.size.as_vec2() / self.scale() },
        }
    }

    /// The panes and what else there is, in points.
    pub fn division(&self, picture: &Picture) -> Division {
        divide(self.whole(), picture.panes().count(), picture.readout, self.scale())
    }

    /// The panes as parts of the picture, in its normalised coordinates.
    pub fn parts(&self, picture: &Picture) -> Vec<Rect> {
        let whole = self.whole();
        let place = |p: Vec2| {
            let size = whole.size().max(Vec2::splat(f32::MIN_POSITIVE));
            (2.0 * (p - whole.min) / size - 1.0) * Vec2::new(1.0, -1.0)
        };
        let part = |pane: &Rect| Rect::from_corners(place(pane.min), place(pane.max));
        self.division(picture).panes.iter().map(part).collect()
    }

    /// What the panes are written on: nothing leaves its pane.
    pub fn sheets(&self, ctx: &egui::Context, picture: &Picture) -> Vec<(Sheet, Layout)> {
        let divided = picture.beside.is_some() || picture.readout;
        let sheet = |layout: Layout| {
            let painter = ctx.layer_painter(LayerId::background());
            let pane = boxed(Rect { min: layout.origin, max: layout.origin + layout.size });
            let inside = self.region.is_some() || divided;
            let painter = if inside { painter.with_clip_rect(pane) } else { painter };
            let reserved = self.region.map(|_| layout.taken().map(boxed).collect());
            (Sheet { painter, theme: picture.theme, reserved }, layout)
        };
        self.layouts(picture).into_iter().map(sheet).collect()
    }

    /// What is written below the panes, and where.
    pub fn below(&self, ctx: &egui::Context, picture: &Picture) -> Option<(Sheet, Rect)> {
        let rect = self.division(picture).readout?;
        let painter = ctx.layer_painter(LayerId::background()).with_clip_rect(boxed(rect));
        Some((Sheet { painter, theme: picture.theme, reserved: None }, rect))
    }

    /// The pane under a point, with what it fills.
    pub fn pane_at(&self, picture: &Picture, at: egui::Pos2) -> (usize, egui::Rect) {
        let panes: Vec<egui::Rect> = self.division(picture).panes.into_iter().map(boxed).collect();
        let pane = panes.iter().position(|pane| pane.contains(at)).unwrap_or(0);
        (pane, panes[pane])
    }
}
