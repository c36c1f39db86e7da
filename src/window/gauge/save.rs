//! A scene that begins with the numbers, in the gauge and with the viewpoints there are.

use crate::app::{CommandLog, CurrentScene, gauge_of_session};
use crate::film::new_file;
use crate::gauge::{Gauge, has_phase};
use crate::scene::Scene;
use crate::simulation::Parameters;
use crate::window::{Desk, Viewpoints, film};
use bevy::prelude::World;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes it to a new file, and tells where that is or why there is none.
pub(in crate::window) fn save(world: &mut World) {
    let saved = scene_as_it_is(world).and_then(|scene| {
        let path = new_file(&film::stem(scene.name()), "ron");
        write(&path, &scene.source).map_err(|why| cannot(&path, &why)).map(|()| path)
    });
    let messages = &mut world.resource_mut::<Desk>().messages;
    match saved {
        Ok(path) => messages.done("save", format!("The scene is in {}", shown(&path))),
        Err(why) => messages.refused("save", why),
    }
}

/// The scene of the session with the numbers and the gauge of the field, and the kept views.
pub(in crate::window) fn scene_as_it_is(world: &World) -> Result<Scene, String> {
    let scene = &world.resource::<CurrentScene>().0;
    let (log, gauge) = (world.resource::<CommandLog>(), world.resource::<Gauge>());
    let parameters = world.resource::<Parameters>();
    let sets = changed(&scene.parameters, parameters);
    let mut saved = scene.with_sets(&sets).map_err(|why| why.to_string())?;
    if has_phase(parameters) {
        let gauge = gauge_of_session(&scene.gauge, log.entries(), gauge);
        let gauge = gauge.map_err(|why| why.to_string())?;
        saved = saved.with_gauge(&gauge).map_err(|why| why.to_string())?;
    }
    let viewpoints = world.resource::<Viewpoints>().kept();
    saved.with_viewpoints(viewpoints).map_err(|why| why.to_string())
}

/// What was changed since the scene began, as `path=value`.
fn changed(scene: &Parameters, now: &Parameters) -> Vec<String> {
    let named = (now.theory.parameters)(now.potential.as_ref()).iter();
    let coupling = |name: &str| {
        let [was, is] = [scene, now].map(|parameters| parameters.couplings.get(name));
        is.filter(|_| was != is).map(|value| format!("theory.{name}={value}"))
    };
    let couplings = named.filter_map(|info| coupling(info.name));
    let dt = (scene.dt != now.dt).then(|| format!("schedule.dt={}", now.dt));
    couplings.chain(dt).collect()
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

fn cannot(path: &Path, why: &io::Error) -> String {
    format!("cannot write the scene to {}: {why}", shown(path))
}

fn shown(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path)).display().to_string()
}
