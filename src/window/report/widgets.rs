//! Where buttons and numbers are: the accessibility tree, in pixels of the window.

use bevy_egui::egui::accesskit::{Node, NodeId, Role, TreeUpdate};
use bevy_egui::egui::{Context, Rect, pos2};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The widgets of a frame that can be seen.
pub(super) struct Widgets(Vec<Widget>);

struct Widget {
    role: Role,
    name: String,
    value: Value,
    enabled: bool,
    at: [i64; 4],
}

/// Everything in the tree that has a name or a value and can be seen.
pub(super) fn widgets(tree: Option<&TreeUpdate>, context: &Context) -> Widgets {
    let nodes = tree.map(|tree| tree.nodes.as_slice()).unwrap_or_default();
    let (seen, scale) = (seen(context), context.pixels_per_point());
    let widget = |(id, node): &(_, Node)| widget(node, seen.get(id).copied(), scale);
    Widgets(nodes.iter().filter_map(widget).collect())
}

/// The parts of widgets that are not scrolled out of sight: the tree tells of the whole.
fn seen(context: &Context) -> HashMap<NodeId, Rect> {
    context.viewport(|viewport| {
        let all = &viewport.prev_pass.widgets;
        let widgets = all.layer_ids().flat_map(|layer| all.get_layer(layer));
        widgets.map(|widget| (NodeId(widget.id.value()), widget.interact_rect)).collect()
    })
}

fn widget(node: &Node, seen: Option<Rect>, scale: f32) -> Option<Widget> {
    let bounds = node.bounds()?;
    let corner = |x: f64, y: f64| pos2(x as f32, y as f32);
    let whole = Rect::from_min_max(corner(bounds.x0, bounds.y0), corner(bounds.x1, bounds.y1));
    let rect = seen.unwrap_or(whole);
    let text = (node.role() == Role::Label).then(|| node.value()).flatten();
    let name = node.label().or(text).unwrap_or_default().to_owned();
    let value = match (node.numeric_value(), node.value()) {
        (Some(number), _) => json!(number),
        (None, Some(text)) if node.role() != Role::Label => json!(text),
        _ => Value::Null,
    };
    if !rect.is_positive() || name.is_empty() && value.is_null() {
        return None;
    }
    let sides = [rect.left(), rect.top(), rect.width(), rect.height()];
    let at = sides.map(|side| (scale * side).round() as i64);
    Some(Widget { role: node.role(), name, value, enabled: !node.is_disabled(), at })
}

impl Widgets {
    /// What there is to click on and where: a change of it is told. Words that only inform change
    /// all the time.
    pub fn places(&self) -> Value {
        let buttons = self.0.iter().filter(|widget| widget.role != Role::Label);
        let place = |widget: &Widget| json!([widget.name, widget.at, widget.enabled]);
        buttons.map(place).collect()
    }

    /// All of them.
    pub fn as_json(&self) -> Value {
        let row = |widget: &Widget| {
            let Widget { role, name, value, enabled, at } = widget;
            let role = format!("{role:?}");
            json!({ "role": role, "name": name, "value": value, "enabled": enabled, "at": at })
        };
        json!({ "widgets": self.0.iter().map(row).collect::<Value>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::accesskit;

    fn node(role: Role, fill: impl FnOnce(&mut Node)) -> Node {
        let mut node = Node::new(role);
        node.set_bounds(accesskit::Rect { x0: 3.0, y0: 5.0, x1: 13.0, y1: 12.0 });
        fill(&mut node);
        node
    }

    #[test]
    fn a_widget_has_a_name_a_value_and_a_place_in_pixels() {
        let number = node(Role::SpinButton, |node| node.set_numeric_value(0.25));
        let found = widget(&number, None, 2.0).expect("a number");
        assert_eq!((found.at, found.value), ([6, 10, 20, 14], json!(0.25)));
        let words = node(Role::Label, |node| node.set_value("Mass"));
        let found = widget(&words, None, 1.0).expect("words");
        assert_eq!((found.name.as_str(), found.value), ("Mass", Value::Null));
        assert!(widget(&node(Role::Button, |_| ()), None, 1.0).is_none(), "nothing to know it by");
    }

    #[test]
    fn what_is_scrolled_out_of_sight_is_not_told_of() {
        let button = node(Role::Button, |node| node.set_label("Undo"));
        let half = Rect::from_min_max(pos2(3.0, 8.0), pos2(13.0, 12.0));
        assert_eq!(widget(&button, Some(half), 1.0).map(|found| found.at), Some([3, 8, 10, 4]));
        let none = Rect::from_min_max(pos2(3.0, 14.0), pos2(13.0, 12.0));
        assert!(widget(&button, Some(none), 1.0).is_none());
    }

    #[test]
    fn words_alone_are_no_news() {
        let words = node(Role::Label, |node| node.set_value("64 ticks/s"));
        let button = node(Role::Button, |node| node.set_label("Undo"));
        let found = [words, button].iter().filter_map(|node| widget(node, None, 1.0)).collect();
        let widgets = Widgets(found);
        assert_eq!(widgets.places(), json!([["Undo", [3, 5, 10, 7], true]]));
        assert_eq!(widgets.as_json()["widgets"].as_array().map(Vec::len), Some(2));
    }
}
