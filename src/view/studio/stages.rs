//! How long the stages of a frame take.

use super::Studio;
use bevy::app::{First, Last};
use bevy::ecs::prelude::*;
use bevy::render::{Render, RenderApp, RenderSystems};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The stages of a frame, in the order in which they happen.
pub const STAGES: [&str; 4] = ["read", "extract", "upload", "draw"];

/// When a frame began, and when each of its stages ended.
type Marks = [Option<Instant>; STAGES.len() + 1];

/// Notes when stages end.
///
/// *read*: values are read off the lattice, and the picture is laid out. *extract*: what has changed
/// goes over to the renderer. *upload*: to the adapter. *draw*: it is drawn, and read back.
#[derive(Clone, Default, Resource)]
pub struct Stopwatch(Arc<Mutex<Marks>>);

impl Stopwatch {
    /// The stages of the last frame; nothing before there was one.
    pub fn stages(&self) -> Option<[Duration; STAGES.len()]> {
        // A panic elsewhere leaves the marks whole: each is only ever replaced.
        let marks = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut stages = [Duration::ZERO; STAGES.len()];
        for (stage, ends) in stages.iter_mut().zip(marks.windows(2)) {
            *stage = ends[1]?.saturating_duration_since(ends[0]?);
        }
        Some(stages)
    }

    fn mark(&self, at: usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(Instant::now());
    }
}

fn mark<const AT: usize>(watch: Res<Stopwatch>) {
    watch.mark(AT);
}

impl Studio {
    /// Has the stages of every frame from now on timed.
    pub fn watched(&mut self) -> Stopwatch {
        let watch = Stopwatch::default();
        self.app
            .insert_resource(watch.clone())
            .add_systems(First, mark::<0>)
            .add_systems(Last, mark::<1>);
        if let Some(render) = self.app.get_sub_app_mut(RenderApp) {
            render.insert_resource(watch.clone()).add_systems(
                Render,
                (
                    mark::<2>.before(RenderSystems::ExtractCommands),
                    mark::<3>.after(RenderSystems::Prepare).before(RenderSystems::Render),
                    mark::<4>.in_set(RenderSystems::Cleanup),
                ),
            );
        }
        watch
    }
}
