//! Icons, drawn as lines and shapes so that they are sharp at every scale.

use super::style::ICON;
use bevy_egui::egui::{
    Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, WidgetType,
    pos2,
};
use std::f32::consts::TAU;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A triangle to the right.
    Play,
    /// Two bars.
    Pause,
    /// A triangle and a bar.
    Step,
    /// A bar and two triangles to the left.
    Restart,
    /// A triangle to the left.
    Backwards,
    /// A triangle to the left and a bar.
    StepBack,
    /// An arrow that turns left.
    Undo,
    /// An arrow that turns right.
    Redo,
    /// A disc.
    Record,
    /// A camera.
    Camera,
    /// A hand lens.
    Look,
    /// A brush.
    Brush,
    /// A circle with a hand that is turned.
    Phase,
    /// A closed path from site to site.
    Loop,
    /// Four corners.
    Frame,
    /// A cross.
    Close,
}

/// A button with an icon; `name` is what it is called, for those who cannot see it.
pub fn button(ui: &mut Ui, icon: Icon, name: &str, enabled: bool, chosen: bool) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(ICON, sense);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, enabled, chosen, name));
    let style = ui.style();
    let widget = if chosen { &style.visuals.widgets.active } else { style.interact(&response) };
    let fill = if chosen || response.hovered() && enabled {
        widget.weak_bg_fill
    } else {
        Color32::TRANSPARENT
    };
    let colour = match (enabled, chosen) {
        (false, _) => style.visuals.weak_text_color().gamma_multiply(0.45),
        (_, true) => style.visuals.selection.stroke.color,
        _ => widget.fg_stroke.color,
    };
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, widget.corner_radius, fill);
    paint(&painter, icon, rect, colour);
    response
}

/// Paints an icon in the middle of a rectangle.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let middle = rect.center();
    let at = |x: f32, y: f32| middle + Vec2::new(x, y);
    let line = Stroke::new(1.7, colour);
    let fill = |points: Vec<Pos2>| {
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    };
    let stroke = |points: Vec<Pos2>| {
        painter.add(Shape::line(points, line));
    };
    let bar = |x: f32, width: f32| {
        painter.rect_filled(
            Rect::from_center_size(at(x, 0.0), Vec2::new(width, 13.0)),
            1.0,
            colour,
        );
    };
    match icon {
        Icon::Play => fill(vec![at(-4.5, -7.0), at(7.5, 0.0), at(-4.5, 7.0)]),
        Icon::Pause => [-3.6, 3.6].into_iter().for_each(|x| bar(x, 3.6)),
        Icon::Step => {
            fill(vec![at(-6.5, -6.5), at(3.5, 0.0), at(-6.5, 6.5)]);
            bar(5.5, 2.4);
        }
        Icon::Restart => {
            bar(-6.5, 2.4);
            fill(vec![at(1.0, -5.5), at(-5.0, 0.0), at(1.0, 5.5)]);
            fill(vec![at(7.0, -5.5), at(1.0, 0.0), at(7.0, 5.5)]);
        }
        Icon::Backwards => fill(vec![at(4.5, -7.0), at(-7.5, 0.0), at(4.5, 7.0)]),
        Icon::StepBack => {
            fill(vec![at(6.5, -6.5), at(-3.5, 0.0), at(6.5, 6.5)]);
            bar(-5.5, 2.4);
        }
        Icon::Undo => turn(painter, middle, 1.0, line),
        Icon::Redo => turn(painter, middle, -1.0, line),
        Icon::Record => {
            painter.circle_filled(middle, 6.0, colour);
        }
        Icon::Camera => {
            let body = Rect::from_center_size(at(0.0, 1.0), Vec2::new(17.0, 11.5));
            painter.rect_stroke(body, 2.5, line, bevy_egui::egui::StrokeKind::Middle);
            painter.circle_stroke(at(0.0, 1.0), 3.1, line);
            stroke(vec![at(-3.0, -4.8), at(-1.8, -7.0), at(1.8, -7.0), at(3.0, -4.8)]);
        }
        Icon::Look => {
            painter.circle_stroke(at(-1.6, -1.6), 5.0, line);
            stroke(vec![at(2.1, 2.1), at(7.0, 7.0)]);
        }
        Icon::Brush => {
            stroke(vec![at(7.0, -7.0), at(-0.5, 0.5)]);
            fill(vec![at(-1.6, -1.2), at(1.2, 1.6), at(-2.4, 6.2), at(-7.0, 7.0), at(-6.2, 2.4)]);
        }
        Icon::Phase => {
            painter.circle_stroke(middle, 7.0, line);
            stroke(vec![middle, at(4.6, -3.4)]);
            painter.circle_filled(middle, 1.8, colour);
        }
        Icon::Loop => {
            let corners =
                [(-6.0, 6.0), (-6.0, -2.0), (1.0, -2.0), (1.0, -6.5), (6.5, -6.5), (6.5, 6.0)];
            let corners: Vec<Pos2> = corners.iter().map(|(x, y)| at(*x, *y)).collect();
            painter.add(Shape::closed_line(corners, line));
        }
        Icon::Frame => {
            for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                stroke(vec![at(7.0 * x, 2.5 * y), at(7.0 * x, 7.0 * y), at(2.5 * x, 7.0 * y)]);
            }
        }
        Icon::Close => {
            stroke(vec![at(-4.5, -4.5), at(4.5, 4.5)]);
            stroke(vec![at(-4.5, 4.5), at(4.5, -4.5)]);
        }
    }
}

/// An arrow along most of a circle, turning left for a positive `side`, right for a negative one.
fn turn(painter: &Painter, middle: Pos2, side: f32, line: Stroke) {
    let radius = 5.6;
    let at = |part: f32| {
        let angle = TAU * (0.5 + 0.62 * part);
        pos2(middle.x + side * radius * angle.cos(), middle.y + 1.0 + radius * angle.sin())
    };
    painter.add(Shape::line((0..=24).map(|i| at(i as f32 / 24.0)).collect(), line));
    let tip = at(0.0);
    let wing = |x: f32, y: f32| pos2(tip.x + side * x, tip.y + y);
    painter.add(Shape::convex_polygon(
        vec![wing(-4.2, -0.6), wing(4.2, -0.6), wing(0.0, 5.0)],
        line.color,
        Stroke::NONE,
    ));
}
