//! Frames of the picture: copied right after they are drawn, so that a frame shows the state of
//! this tick and not of the one before.

mod alpha;
mod whole;

use super::coarse::MediumCamera;
use super::depth::keep_depth;
use super::panes::PaneCamera;
use crate::record::{Frame, downsample};
use alpha::straighten;
use bevy::core_pipeline::core_3d::{
    Opaque3d, Transparent3d, main_opaque_pass_3d, main_transparent_pass_3d,
};
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::{ScheduleBuildSettings, ScheduleLabel};
use bevy::prelude::*;
use bevy::render::extract_component::{ExtractComponent, ExtractComponentPlugin};
use bevy::render::render_phase::{ViewBinnedRenderPhases, ViewSortedRenderPhases};
use bevy::render::render_resource::{
    Buffer, BufferDescriptor, BufferUsages, CommandEncoderDescriptor, MapMode, PipelineCache,
    PollType, TexelCopyBufferInfo, TexelCopyBufferLayout,
};
use bevy::render::renderer::{
    PendingCommandBuffers, RenderDevice, RenderGraph, RenderGraphSystems,
};
use bevy::render::view::{ExtractedView, ViewTarget};
use bevy::render::{Render, RenderApp, RenderSystems};
use bevy_egui::render::{egui_pass, prepare_egui_pass};
use std::sync::{Arc, Mutex, PoisonError};
use whole::{Due, WholePlugin, is_whole};

/// Marks the camera whose picture is captured.
#[derive(Clone, Component, ExtractComponent)]
pub struct CapturedCamera;

/// What came of a wish for a frame.
#[derive(Debug, Default)]
pub enum Shot {
    /// No wish.
    #[default]
    Idle,
    /// A frame is wished for, averaged over squares of `supersample` pixels.
    Wanted {
        /// Side of the squares.
        supersample: u32,
        /// Whether the background is left out.
        transparent: bool,
    },
    /// The frame.
    Taken(Frame),
    /// What is to be drawn was not all there yet: update once more.
    Early,
    /// The driver failed.
    Failed(String),
}

/// The wish and its fulfilment, and a frame to use again, shared with the render world.
#[derive(Clone, Default, Resource)]
pub struct Shutter {
    shot: Arc<Mutex<Shot>>,
    spare: Arc<Mutex<Frame>>,
}

impl Shutter {
    /// Sets what is wished for or came of it, and returns what was there.
    pub fn swap(&self, shot: Shot) -> Shot {
        // A panic elsewhere leaves the slot whole: it is only ever swapped.
        std::mem::replace(&mut *self.shot.lock().unwrap_or_else(PoisonError::into_inner), shot)
    }

    /// Has the next frame taken into the memory of this one; returns what was to be used.
    pub fn reuse(&self, frame: Frame) -> Frame {
        std::mem::replace(&mut *self.spare.lock().unwrap_or_else(PoisonError::into_inner), frame)
    }

    /// The wish, if there is one.
    fn wish(&self) -> Option<(u32, bool)> {
        match *self.shot.lock().unwrap_or_else(PoisonError::into_inner) {
            Shot::Wanted { supersample, transparent } => Some((supersample, transparent)),
            _ => None,
        }
    }
}

/// The passes a captured picture needs, and no other: surfaces, lines, what is written.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub struct PicturePasses;

impl PicturePasses {
    fn schedule() -> Schedule {
        let mut schedule = Schedule::new(Self);
        // Passes hand in their commands in this order when the schedule ends.
        schedule.set_build_settings(ScheduleBuildSettings {
            auto_insert_apply_deferred: false,
            ..default()
        });
        schedule.add_systems(
            (
                main_opaque_pass_3d,
                keep_depth,
                main_transparent_pass_3d,
                prepare_egui_pass,
                egui_pass,
            )
                .chain(),
        );
        schedule
    }
}

/// Captures the picture of the [`CapturedCamera`] when [`Shutter`] asks for it.
pub struct CapturePlugin;

impl Plugin for CapturePlugin {
    fn build(&self, app: &mut App) {
        let shutter = Shutter::default();
        app.insert_resource(shutter.clone())
            .add_plugins((ExtractComponentPlugin::<CapturedCamera>::default(), WholePlugin));
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            render_app
                .insert_resource(shutter)
                .init_resource::<Copied>()
                .add_schedule(PicturePasses::schedule())
                .add_systems(
                    RenderGraph,
                    copy.after(RenderGraphSystems::Render).before(RenderGraphSystems::Submit),
                )
                .add_systems(
                    Render,
                    fetch.after(RenderSystems::Render).before(RenderSystems::Cleanup),
                );
        }
    }
}

/// The buffer the picture is copied to; kept, so that no frame allocates.
#[derive(Default, Resource)]
struct Copied {
    buffer: Option<Buffer>,
    width: u32,
    height: u32,
    fresh: bool,
}

impl Copied {
    /// Bytes from one row to the next, as copies want it.
    fn stride(&self) -> usize {
        RenderDevice::align_copy_bytes_per_row(self.width as usize * 4)
    }
}

/// The picture that is captured.
type Captured<'w, 's> =
    Query<'w, 's, (&'static ViewTarget, &'static ExtractedView), With<CapturedCamera>>;

/// The views of the panes and of their media, where they have some of their own.
type Panes<'w, 's> =
    Query<'w, 's, &'static ExtractedView, Or<(With<PaneCamera>, With<MediumCamera>)>>;

/// Adds the copy to what is about to be submitted.
fn copy(
    shutter: Res<Shutter>,
    (views, panes): (Captured, Panes),
    (due, solid, blended): (
        Res<Due>,
        Res<ViewBinnedRenderPhases<Opaque3d>>,
        Res<ViewSortedRenderPhases<Transparent3d>>,
    ),
    pipelines: Res<PipelineCache>,
    device: Res<RenderDevice>,
    mut pending: ResMut<PendingCommandBuffers>,
    mut copied: ResMut<Copied>,
) {
    copied.fresh = false;
    let Some((target, view)) = views.iter().next().filter(|_| shutter.wish().is_some()) else {
        return;
    };
    let views = || std::iter::once(view).chain(&panes);
    if !is_whole(views, *due, &solid, &blended) || pipelines.waiting_pipelines().next().is_some() {
        return;
    }
    let texture = target.main_texture();
    fit(&mut copied, &device, texture.width(), texture.height());
    let Some(buffer) = &copied.buffer else { return };
    let mut encoder =
        device.create_command_encoder(&CommandEncoderDescriptor { label: Some("capture") });
    let layout = TexelCopyBufferLayout {
        offset: 0,
        bytes_per_row: Some(copied.stride() as u32),
        rows_per_image: None,
    };
    encoder.copy_texture_to_buffer(
        texture.as_image_copy(),
        TexelCopyBufferInfo { buffer, layout },
        texture.size(),
    );
    pending.push([encoder.finish()]);
    copied.fresh = true;
}

/// Makes the buffer the size of the picture.
fn fit(copied: &mut Copied, device: &RenderDevice, width: u32, height: u32) {
    if copied.buffer.is_some() && (copied.width, copied.height) == (width, height) {
        return;
    }
    (copied.width, copied.height) = (width, height);
    copied.buffer = Some(device.create_buffer(&BufferDescriptor {
        label: Some("captured picture"),
        size: (copied.stride() * height as usize) as u64,
        usage: BufferUsages::MAP_READ | BufferUsages::COPY_DST,
        mapped_at_creation: false,
    }));
}

/// Waits for the copy and hands it over.
fn fetch(
    shutter: Res<Shutter>,
    device: Res<RenderDevice>,
    copied: Res<Copied>,
    mut rows: Local<Vec<u8>>,
) {
    let Some((supersample, transparent)) = shutter.wish() else { return };
    let Some(buffer) = copied.buffer.as_ref().filter(|_| copied.fresh) else {
        shutter.swap(Shot::Early);
        return;
    };
    let (sender, receiver) = std::sync::mpsc::channel();
    let slice = buffer.slice(..);
    slice.map_async(MapMode::Read, move |result| {
        // The receiver lives until the result is there.
        let _ = sender.send(result);
    });
    let waited = device.poll(PollType::wait_indefinitely()).map_err(|error| error.to_string());
    let mapped = waited.and_then(|_| match receiver.try_recv() {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    });
    if let Err(why) = mapped {
        shutter.swap(Shot::Failed(why));
        return;
    }
    let mut frame = shutter.reuse(Frame::default());
    let averaged = (supersample, transparent);
    develop(&slice.get_mapped_range(), &copied, averaged, &mut rows, &mut frame);
    buffer.unmap();
    shutter.swap(Shot::Taken(frame));
}

/// Takes the padding out of the rows and averages.
fn develop(
    data: &[u8],
    copied: &Copied,
    (supersample, transparent): (u32, bool),
    rows: &mut Vec<u8>,
    frame: &mut Frame,
) {
    let row = copied.width as usize * 4;
    let (width, height) = (copied.width / supersample, copied.height / supersample);
    if copied.stride() == row && !transparent {
        return downsample(data, width, height, supersample, frame);
    }
    rows.clear();
    data.chunks_exact(copied.stride()).for_each(|padded| rows.extend_from_slice(&padded[..row]));
    if transparent {
        straighten(rows);
    }
    downsample(rows, width, height, supersample, frame);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_taken_out() {
        let copied = Copied { width: 3, height: 2, ..Default::default() };
        assert_eq!(copied.stride(), 256);
        let data: Vec<u8> = (0..512).map(|i| (i % 251) as u8).collect();
        let mut frame = Frame::default();
        develop(&data, &copied, (1, false), &mut Vec::new(), &mut frame);
        assert_eq!(frame.rgba, [&data[..12], &data[256..268]].concat());
    }
}
