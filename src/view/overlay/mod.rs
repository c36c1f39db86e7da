//! What is written on the picture: axis labels, legend, caption.

mod arrange;
mod sheet;

pub use sheet::{Sheet, Size};

use super::camera::{Orbit, PictureCamera};
use super::caption::{self, Caption};
use super::frame_box::{self, FrameTicks};
use super::layout::Layout;
use super::legend;
use super::panes::{FIRST_TITLE, SecondPane};
use super::picture::Picture;
use super::ranges::Ranges;
use super::readout::{self, Readout};
use super::triad;
use crate::lattice::Lattice;
use bevy::asset::AssetEventSystems;
use bevy::ecs::resource::Resource;
use bevy::math::Rect;
use bevy::prelude::*;
use bevy_egui::egui::{self, Align2, pos2};
use bevy_egui::{EguiContexts, EguiPostUpdateSet, EguiPrimaryContextPass};

/// What is to be written.
#[derive(Clone, Debug, PartialEq, Resource)]
pub struct Overlay {
    /// Whether the legend is there.
    pub legend: bool,
    /// Title, when a caption is wanted.
    pub title: Option<String>,
    /// Size of the picture in pixels, before supersampling.
    pub size: UVec2,
    /// The part of a window that the picture fills; the whole of what is drawn on when absent.
    pub region: Option<Region>,
}

/// The part of a window that the picture fills: the viewport of its camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// In points of the window.
    pub rect: egui::Rect,
    /// Whether the triad of axes is there.
    pub triad: bool,
}

/// A rectangle as egui has it.
pub(super) fn boxed(rect: Rect) -> egui::Rect {
    egui::Rect::from_min_max(pos2(rect.min.x, rect.min.y), pos2(rect.max.x, rect.max.y))
}

/// The systems that write on the picture.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct OverlaySystems;

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
            write
                .in_set(OverlaySystems)
                .run_if(resource_exists::<Overlay>.and_then(resource_exists::<Picture>)),
        );
    }
}

fn write(
    mut contexts: EguiContexts,
    (overlay, lattice): (Res<Overlay>, Res<Lattice>),
    (picture, ranges, second): (Res<Picture>, Res<Ranges>, Res<SecondPane>),
    cameras: Query<&PictureCamera>,
    (caption, readout): (Caption, Res<Readout>),
) -> Result {
    let sheets = overlay.sheets(contexts.ctx_mut()?, &picture);
    let ranges = [&*ranges, &second.ranges];
    for ((picture, ranges), (sheet, layout)) in picture.panes().zip(ranges).zip(&sheets) {
        if let Some(PictureCamera(orbit)) = cameras.iter().next() {
            let ticks = FrameTicks::of(picture, &lattice, ranges);
            label_axes(sheet, layout, picture, &ticks, orbit);
        }
        if let Some(rect) = layout.legend {
            sheet.card(rect);
            legend::paint(sheet, rect, picture, ranges);
        }
        if let Some(rect) = layout.key {
            sheet.card(rect);
            legend::arrow(sheet, rect, picture, ranges);
        }
        if let (Some(rect), Some(title)) = (layout.caption, &overlay.title) {
            sheet.card(rect);
            caption::paint(sheet, (rect.min, layout.caption_room()), title, &caption);
        }
    }
    name_panes(&sheets, &picture);
    if let Some((sheet, rect)) = overlay.below(contexts.ctx_mut()?, &picture) {
        readout::paint(&sheet, rect, &readout);
    }
    Ok(())
}

/// Says what each of several panes shows.
fn name_panes(sheets: &[(Sheet, Layout)], picture: &Picture) {
    let titles = [FIRST_TITLE, picture.comparison.title];
    for ((sheet, layout), title) in sheets.iter().zip(titles) {
        if let Some(rect) = layout.title {
            sheet.card(rect);
            let middle = rect.center();
            sheet.text(middle, Align2::CENTER_CENTER, title, Size::Heading, sheet.theme.text);
        }
    }
}

/// Writes at the axes of the box, and at those of the triad.
fn label_axes(
    sheet: &Sheet,
    layout: &Layout,
    picture: &Picture,
    ticks: &FrameTicks,
    orbit: &Orbit,
) {
    if picture.axes {
        frame_box::paint(sheet, ticks, orbit);
    }
    if let Some(rect) = layout.triad {
        triad::paint(sheet, &triad::ends(&ticks.frame, orbit, rect));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::camera::AXIS_VIEWS;
    use crate::view::field_surface::height_scale;
    use crate::view::frame_box::BoxFrame;
    use crate::view::testing::Subject;
    use crate::view::{frame_all, marks};
    use bevy::math::Vec2;
    use bevy_egui::egui::epaint::ClippedShape;
    use bevy_egui::egui::{FullOutput, RawInput, Shape};

    fn overlay(rect: egui::Rect) -> Overlay {
        let region = Some(Region { rect, triad: true });
        Overlay { legend: true, title: Some("A title".to_owned()), size: UVec2::ONE, region }
    }

    /// What is written and marked on a region, all but the caption.
    fn shapes(subject: &Subject, overlay: &Overlay, orbit: &Orbit) -> Vec<ClippedShape> {
        let Subject { picture, lattice, ranges, .. } = subject;
        let scale = height_scale(picture);
        let ticks = FrameTicks::new(BoxFrame::new(lattice, &scale));
        let ctx = egui::Context::default();
        let FullOutput { shapes, .. } = ctx.run_ui(RawInput::default(), |ui| {
            let (sheet, layout) = overlay.sheets(ui.ctx(), picture).swap_remove(0);
            label_axes(&sheet, &layout, picture, &ticks, orbit);
            if let Some(rect) = layout.legend {
                legend::paint(&sheet, rect, picture, ranges);
            }
            let drawn = subject.drawn();
            marks::footprint(&sheet, orbit, &drawn, [6.0, 5.0], 1.5);
            marks::crosshair(&sheet, orbit, &drawn, [3.0, 2.0]);
        });
        shapes
    }

    /// Rectangles of all that is text.
    fn texts(shapes: &[ClippedShape]) -> Vec<egui::Rect> {
        let texts = shapes.iter().filter(|shape| matches!(shape.shape, Shape::Text(_)));
        texts.map(|shape| shape.shape.visual_bounding_rect()).collect()
    }

    #[test]
    fn nothing_leaves_the_region_and_no_text_covers_another() {
        let field = |[x, y, z]: [f64; 3]| 0.8 * (0.5 * x).sin() + 0.4 * (0.7 * y + z).cos();
        let corner = pos2(220.0, 36.0);
        for shape in [&[48][..], &[14, 10], &[14, 10, 12]] {
            let subject = Subject::new(shape, "", field);
            for size in [[1000.0, 700.0], [400.0, 300.0], [180.0, 420.0], [30.0, 30.0]] {
                let rect = egui::Rect::from_min_size(corner, size.into());
                let overlay = overlay(rect);
                let layout = overlay.layout(&subject.picture);
                let start = subject.orbit();
                let near = Orbit { distance: 0.5, ..start };
                let all = frame_all(start, &subject.picture, &subject.lattice, &layout);
                let turned = AXIS_VIEWS.map(|view| all.facing(view));
                for orbit in turned.iter().chain([&start, &near, &all]) {
                    let shapes = shapes(&subject, &overlay, orbit);
                    assert!(shapes.iter().all(|shape| rect.contains_rect(shape.clip_rect)));
                    let texts = texts(&shapes);
                    for (i, text) in texts.iter().enumerate() {
                        // A little of the room around letters may be shared.
                        let letters = text.shrink(2.0);
                        assert!(rect.contains_rect(letters), "{shape:?} {size:?} {orbit:?}");
                        let meets = texts[i + 1..].iter().any(|other| other.intersects(letters));
                        assert!(!meets, "{shape:?} {size:?} {orbit:?} {text:?}");
                    }
                    assert!(orbit != &all || size[0] < 300.0 || texts.len() > 6, "{size:?}");
                }
            }
        }
    }

    #[test]
    fn labels_keep_clear_of_the_caption() {
        let subject = Subject::new(&[14, 10], "", |_| 0.4);
        let rect = egui::Rect::from_min_size(pos2(10.0, 20.0), [640.0, 480.0].into());
        let overlay = overlay(rect);
        let caption = overlay.layout(&subject.picture).caption.map(boxed).expect("asked for");
        // The box under the caption.
        let orbit = Orbit { shift: Vec2::new(-0.5, 0.5), ..subject.orbit() };
        let texts = texts(&shapes(&subject, &overlay, &orbit));
        assert!(texts.len() > 8 && !texts.iter().any(|text| text.shrink(2.0).intersects(caption)));
    }
}
