//! What a line says.

use super::super::panel::{PANELS, PanelInfo, WINDOWS};
use super::super::steps::{next_redo, next_undo};
use super::super::{Desk, Message, Pin, Shown, Tool, Weight};
use crate::app::Pace;
use crate::gauge::Twin;
use bevy::window::Window;
use serde_json::{Map, Value, json};

/// All that a line is made from.
pub(super) struct Sight<'a> {
    pub shown: Shown<'a>,
    pub desk: &'a Desk,
    pub step: u64,
    /// A scene that is being opened.
    pub opening: Option<&'a str>,
    pub window: &'a Window,
    /// Whether keys are text now.
    pub typing: bool,
    /// Pixels of the window in a point of the interface.
    pub scale: f32,
}

/// One object out of several.
pub(super) fn merged(parts: impl IntoIterator<Item = Value>) -> Value {
    let mut all = Map::new();
    for part in parts {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    Value::Object(all)
}

impl Sight<'_> {
    /// Whether the field changes by itself.
    pub fn runs(&self) -> bool {
        !self.shown.playback.paused && self.shown.halt.is_none()
    }

    /// What changes only when something is done.
    pub fn standing(&self) -> Value {
        merged([self.field(), self.instrument(), self.camera(), self.place()])
    }

    /// What changes all the time.
    pub fn passing(&self) -> Value {
        let Shown { clock, rates, film, .. } = self.shown;
        json!({
            "tick": clock.tick,
            "time": clock.time(),
            "step": self.step,
            "reach": self.shown.timeline.span(),
            "reversal_error": self.shown.timeline.reversed().map(|ran| ran.error),
            "measured": self.measured(),
            "readout": self.readout(),
            // The surface moves under a pointer that rests.
            "hover": self.desk.hover.map(|pick| pick.position),
            "film_frames": film.frames,
            "film_finishing": film.finishing,
            "rates": {
                "ticks": rates.ticks_per_second(),
                "frames": rates.frames_per_second(),
                "longest_frame_ms": 1e3 * rates.longest_frame().as_secs_f64(),
            },
        })
    }

    fn field(&self) -> Value {
        let Shown { scene, lattice, parameters, playback, history, steps, halt, .. } = self.shown;
        let named = (parameters.theory.parameters)(parameters.potential.as_ref()).iter();
        let mut values: Map<String, Value> = named
            .map(|info| {
                let value = parameters.couplings.get(info.name).unwrap_or(info.default);
                (info.name.to_owned(), json!(value))
            })
            .collect();
        values.insert("dt".to_owned(), json!(parameters.dt));
        let pace = match playback.pace {
            Pace::PerSecond(ticks) => json!({ "ticks_per_second": ticks }),
            Pace::PerFrame(ticks) => json!({ "ticks_per_frame": ticks }),
        };
        json!({
            "scene": { "name": scene.name(), "title": scene.title },
            "opening": self.opening,
            "theory": parameters.theory.name,
            "lattice": lattice.shape(),
            "parameters": values,
            "gauge": self.gauge(),
            "paused": playback.paused,
            "pace": pace,
            "halt": halt.map(ToString::to_string),
            "undo": { "depth": history.undo_depth(), "next": next_undo(&self.shown), "views": steps.depth() },
            "redo": { "depth": history.redo_depth(), "next": next_redo(&self.shown), "views": steps.redo_depth() },
        })
    }

    fn gauge(&self) -> Value {
        let gauge = self.shown.gauge;
        let drive = gauge.drive().iter().map(|source| source.info().name);
        let background = gauge.background().iter().map(|one| one.info().name);
        json!({
            "mode": gauge.mode().name(),
            "twin": gauge.twin().map(Twin::since),
            "drive": drive.collect::<Value>(),
            "background": background.collect::<Value>(),
            "temporal": gauge.is_temporal(),
            "level": self.shown.residuals.level().map(|level| format!("{level:?}").to_lowercase()),
            "loop": gauge.wilson_loop().sites().len(),
        })
    }

    /// How far the field is from its twin.
    fn readout(&self) -> Value {
        let residuals = self.shown.residuals;
        let changes: Map<String, Value> = residuals
            .readings()
            .iter()
            .map(|reading| (reading.info.name.to_owned(), json!(reading.change)))
            .collect();
        json!({
            "covariance": residuals.covariance().map(|(change, _)| change),
            "changes": changes,
            "loop": self.shown.gauge.wilson_loop().angle(self.shown.state),
        })
    }

    fn instrument(&self) -> Value {
        let open = |panel: &&PanelInfo| (panel.open)(&self.shown, self.desk);
        let names = |panels: &[PanelInfo]| -> Vec<&str> {
            panels.iter().filter(open).map(|panel| panel.name).collect()
        };
        let panels = [names(PANELS), names(WINDOWS)].concat();
        let tool = match self.desk.tool {
            Tool::Look => "look",
            Tool::Paint => "paint",
            Tool::Gauge => "gauge",
            Tool::Loop => "loop",
            Tool::Line => "line",
            Tool::Region => "region",
        };
        let film = match (self.shown.film.recording(), self.shown.film.is_busy()) {
            (true, _) => "recording",
            (false, true) => "finishing",
            (false, false) => "none",
        };
        json!({
            "tool": tool,
            "typing": self.typing,
            "hidden": self.desk.hidden,
            "panels": panels,
            "analysis": self.desk.analysis.open.map(|tab| format!("{tab:?}").to_lowercase()),
            "between_stages": self.shown.halves.between().is_some(),
            "view": self.shown.view,
            "pins": self.shown.pins.0.iter().map(pin).collect::<Value>(),
            "viewpoints": self.shown.viewpoints.kept(),
            "instruments": self.instruments(),
            "laying": self.desk.laying.is_some(),
            "chart": self.desk.charts.info().name,
            "messages": self.desk.messages.iter().map(message).collect::<Value>(),
            "film": film,
            "tour": self.desk.tour,
            "presenter": self.desk.presenter,
        })
    }

    /// The line and the box that are laid on the field.
    fn instruments(&self) -> Value {
        let instruments = self.shown.instruments;
        json!({
            "line": instruments.line.map(|line| line.positions(self.shown.lattice)),
            "box": instruments.region.map(|region| [region.first, region.last]),
        })
    }

    fn camera(&self) -> Value {
        let rig = self.shown.rig;
        let orbit = rig.orbit;
        json!({ "camera": {
            "yaw": orbit.yaw,
            "pitch": orbit.pitch,
            "distance": orbit.distance,
            "target": orbit.target.to_array(),
            "orthographic": orbit.orthographic,
            "gliding": rig.is_gliding(),
            "flying": rig.flight.map(|flight| flight.speed),
            "turning": rig.turns(),
        }})
    }

    /// Window and field, in pixels.
    fn place(&self) -> Value {
        let (size, scale) = (self.window.physical_size(), self.scale);
        let (at, extent) = (self.shown.rig.region.min, self.shown.rig.region.size());
        let field = [at.x, at.y, extent.x, extent.y].map(|side| (scale * side).round() as i64);
        json!({
            "window": { "width": size.x, "height": size.y, "scale": self.window.scale_factor() },
            "field": field,
        })
    }

    /// The latest measurement.
    fn measured(&self) -> Value {
        let measurements = self.shown.measurements;
        let Some(row) = measurements.series().latest() else { return Value::Null };
        let mut values = Map::new();
        values.insert("tick".to_owned(), json!(row.tick));
        for (info, value) in measurements.observables().iter().zip(row.values) {
            values.insert(info.name.to_owned(), json!(value));
        }
        Value::Object(values)
    }
}

fn pin(pin: &Pin) -> Value {
    json!({ "row": pin.pick.row, "x": pin.pick.x, "position": pin.pick.position })
}

fn message(message: &Message) -> Value {
    let refused = message.weight == Weight::Refused;
    json!({ "about": message.about, "text": message.text, "refused": refused })
}
