//! The transfer function of a volume, over a histogram of the values it is applied to.

use super::super::Shown;
use super::super::style::Palette;
use super::widget::{Bar, named};
use crate::scene::settings::{OpacitySettings, ViewSettings};
use crate::view::surface::HeightRule;
use bevy_egui::egui::{
    self, Color32, CursorIcon, Id, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, WidgetType,
    pos2, vec2,
};

/// Bars of the histogram.
const BARS: usize = 56;
/// Most values that are counted: of more, every so many.
const COUNTED: usize = 1 << 15;
/// Height of the histogram in points.
const HEIGHT: f32 = 72.0;
/// Least part of the scale between the ends of the ramp.
const LEAST_APART: f64 = 0.02;

/// How often each part of the scale of the height occurs, by the logarithm of its count: 1 for the
/// most frequent.
pub fn histogram(parts: impl Iterator<Item = f32>) -> [f32; BARS] {
    let mut counts = [0u32; BARS];
    for part in parts.filter(|part| part.is_finite()) {
        let bar = (part.abs() * BARS as f32) as usize;
        counts[bar.min(BARS - 1)] += 1;
    }
    let most = (1.0 + *counts.iter().max().unwrap_or(&0) as f32).ln();
    counts.map(|count| (1.0 + count as f32).ln() / most.max(f32::MIN_POSITIVE))
}

/// The histogram with the ramp over it, and the numbers of the ramp.
pub fn opacity(ui: &mut Ui, shown: &Shown, palette: &Palette, view: &mut ViewSettings) {
    let size = vec2(ui.available_width(), HEIGHT);
    let response = ui.allocate_response(size, Sense::drag());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, "Transfer function"));
    let rect = response.rect.shrink2(vec2(4.0, 3.0));
    drag(ui, &response, rect, &mut view.opacity);
    paint(ui, rect, shown, palette, &view.opacity);
    response.on_hover_text(
        "How often values of the height occur, and how opaque they are: drag either end of the ramp",
    );
    numbers(ui, palette, &mut view.opacity);
}

/// Moves the nearer end of the ramp to the hand.
fn drag(ui: &Ui, response: &Response, rect: Rect, opacity: &mut OpacitySettings) {
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let held = Id::new("transfer function");
    let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) else { return };
    let part = f64::from((at.x - rect.left()) / rect.width());
    let nearer_low = (part - opacity.low).abs() < (part - opacity.high).abs();
    // The end that was taken stays in the hand, though the other may come nearer.
    let low = match response.drag_started() {
        true => nearer_low,
        false => ui.data(|data| data.get_temp(held)).unwrap_or(nearer_low),
    };
    ui.data_mut(|data| data.insert_temp(held, low));
    match low {
        true => opacity.low = part.clamp(0.0, (opacity.high - LEAST_APART).min(0.95)),
        false => opacity.high = part.clamp(opacity.low + LEAST_APART, 2.0),
    }
}

fn paint(ui: &Ui, rect: Rect, shown: &Shown, palette: &Palette, opacity: &OpacitySettings) {
    let painter = ui.painter_at(rect.expand(4.0));
    painter.rect_filled(rect.expand2(vec2(4.0, 3.0)), 4.0, palette.muted.gamma_multiply(0.12));
    let rule = HeightRule::new(shown.picture, shown.ranges);
    let values = &shown.planes.all.height.values;
    let step = values.len().div_ceil(COUNTED).max(1);
    let bars = histogram(values.iter().step_by(step).map(|value| rule.of(*value)[0]));
    let width = rect.width() / BARS as f32;
    for (i, height) in bars.into_iter().enumerate().filter(|(_, height)| *height > 0.0) {
        let left = rect.left() + width * i as f32;
        let top = rect.bottom() - height * rect.height();
        let bar =
            Rect::from_min_max(pos2(left + 0.5, top), pos2(left + width - 0.5, rect.bottom()));
        painter.rect_filled(bar, 0.0, palette.muted.gamma_multiply(0.55));
    }
    ramp(&painter, rect, palette.accent, opacity);
}

/// Opacity over the parts of the scale: nothing, then rising, then as much as there can be.
fn ramp(painter: &egui::Painter, rect: Rect, colour: Color32, opacity: &OpacitySettings) {
    let OpacitySettings { low, high, strength } = *opacity;
    let at = |part: f64, opaque: f64| -> Pos2 {
        let x = rect.left() + part as f32 * rect.width();
        pos2(x, rect.bottom() - (strength * opaque) as f32 * rect.height())
    };
    let end = if high < 1.0 { [at(high, 1.0), at(1.0, 1.0)] } else { [at(high, 1.0); 2] };
    let line = vec![at(0.0, 0.0), at(low, 0.0), end[0], end[1]];
    painter.line(line, Stroke::new(2.0, colour));
    for handle in [at(low, 0.0), at(high, 1.0)] {
        painter.circle_filled(handle, 4.0, colour);
    }
}

fn numbers(ui: &mut Ui, palette: &Palette, opacity: &mut OpacitySettings) {
    let OpacitySettings { low, high, strength } = opacity;
    let tip = "Nothing is seen below this part of the height range";
    named(ui, palette, "Seen from", tip, |ui| {
        let range = 0.0..=0.95;
        Bar { name: "Seen from", range, decimals: 2, logarithmic: false }.show(ui, low)
    });
    *high = high.max(*low + LEAST_APART);
    named(ui, palette, "Opaque at", "As opaque as can be from this part on", |ui| {
        let range = *low + LEAST_APART..=2.0;
        Bar { name: "Opaque at", range, decimals: 2, logarithmic: false }.show(ui, high)
    });
    named(ui, palette, "Opacity", "Light kept back along a tenth of the longest side", |ui| {
        let range = 0.02..=0.99;
        Bar { name: "Opacity", range, decimals: 2, logarithmic: false }.show(ui, strength)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_where_values_are_and_by_how_often() {
        let values = [0.0f32; 999].into_iter().chain([0.5; 9]).chain([-0.5, 7.0, f32::NAN]);
        let bars = histogram(values);
        let [first, middle, last] = [0, BARS / 2, BARS - 1].map(|bar| bars[bar]);
        assert_eq!(first, 1.0);
        assert!((middle - 11f32.ln() / 1000f32.ln()).abs() < 1e-6, "{middle}");
        assert!((last - 2f32.ln() / 1000f32.ln()).abs() < 1e-6, "{last}");
        assert_eq!(bars.iter().filter(|bar| **bar > 0.0).count(), 3);
        assert_eq!(histogram(std::iter::empty()), [0.0; BARS]);
    }
}
