//! What somebody has changed of a scene, value by value, and how to change it back.

use super::{CameraMove, Desk, Request, Requests, Shown};
use crate::app::FieldCommand;
use crate::scene::settings::ViewSettings;
use serde_json::{Map, Value};

/// A value that is not what the scene says.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// What it is called.
    pub name: String,
    /// As it is.
    pub now: String,
    /// As the scene has it.
    pub before: String,
    back: Back,
}

/// How it is changed back.
#[derive(Clone, Debug, PartialEq)]
enum Back {
    Edit(FieldCommand),
    View,
}

/// Every value that is not what the scene says: parameters of the field, then those of the view.
pub fn changed(shown: &Shown, desk: &Desk) -> Vec<Changed> {
    let mut all = parameters(shown);
    let (now, before) = (fields(shown.view), fields(&scene_view(shown, desk)));
    for (name, value) in &now {
        let Some(first) = before.get(name).filter(|first| *first != value) else { continue };
        let (now, before) = (written(value), written(first));
        all.push(Changed { name: name.clone(), now, before, back: Back::View });
    }
    all
}

fn parameters(shown: &Shown) -> Vec<Changed> {
    let (now, first) = (shown.parameters, &shown.scene.parameters);
    let mut all = Vec::new();
    let mut compare = |name: &str, now: f64, before: f64, edit: FieldCommand| {
        if now != before {
            let (name, back) = (name.to_owned(), Back::Edit(edit));
            all.push(Changed { name, now: now.to_string(), before: before.to_string(), back });
        }
    };
    for info in (now.theory.parameters)(now.potential.as_ref()) {
        let value = |of: &crate::simulation::Parameters| {
            of.couplings.get(info.name).unwrap_or(info.default)
        };
        let edit = FieldCommand::SetParameter { name: info.name.to_owned(), value: value(first) };
        compare(info.name, value(now), value(first), edit);
    }
    compare("dt", now.dt, first.dt, FieldCommand::SetDt(first.dt));
    all
}

/// The view of the scene, in the surroundings that were chosen by hand.
fn scene_view(shown: &Shown, desk: &Desk) -> ViewSettings {
    desk.settings.dressed(&shown.scene.view)
}

/// The settings of a view by their names.
fn fields(view: &ViewSettings) -> Map<String, Value> {
    match serde_json::to_value(view) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// A value as somebody reads it.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string().replace('"', ""),
    }
}

/// Changes one value back.
pub fn reset(changed: &Changed, shown: &Shown, desk: &Desk, requests: &mut Requests) {
    match &changed.back {
        Back::Edit(command) => requests.edit(command.clone()),
        Back::View => {
            let mut view = fields(shown.view);
            let first = fields(&scene_view(shown, desk)).remove(&changed.name);
            first.into_iter().for_each(|first| drop(view.insert(changed.name.clone(), first)));
            if let Ok(view) = serde_json::from_value(Value::Object(view)) {
                requests.push(Request::View(Box::new(view)));
            }
        }
    }
}

/// Changes the view back, the camera with it.
pub fn reset_view(shown: &Shown, desk: &Desk, requests: &mut Requests) {
    requests.push(Request::View(Box::new(scene_view(shown, desk))));
    requests.push(Request::Camera(CameraMove::Home));
}

/// Changes everything back: the parameters as one step, the view as another. The field goes on from
/// where it is.
pub fn reset_all(shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
    let gesture = Some(desk.drafts.new_gesture());
    for Changed { back, .. } in parameters(shown) {
        if let Back::Edit(command) = back {
            requests.push(Request::Edit { gesture, command });
        }
    }
    reset_view(shown, desk, requests);
}
