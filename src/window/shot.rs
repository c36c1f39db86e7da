//! A picture of the whole window, panels and all.

use super::{Desk, film};
use crate::VERSION;
use crate::app::OpenedScene;
use crate::film::new_file;
use crate::record::{Frame, OutputSpec, Provenance, RecordError, Recorder};
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use std::path::PathBuf;

/// Takes it with the next frame.
pub(super) fn take(world: &mut World) {
    world.spawn(Screenshot::primary_window()).observe(keep);
}

/// Writes it to a new file, with the scene that was shown, and tells where that is.
fn keep(captured: On<ScreenshotCaptured>, scene: Res<OpenedScene>, mut desk: ResMut<Desk>) {
    let path = new_file(&format!("{}-window", film::stem(scene.0.name())), "png");
    let written = match frame(&captured.image) {
        Some(frame) => write(frame, &scene, path.clone()).map_err(|why| why.to_string()),
        None => Err("the display gives its pixels in a way that is not known".to_owned()),
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    match written {
        Ok(()) => desk.messages.done("window", format!("The picture is in {}", path.display())),
        Err(why) => desk.messages.refused("window", format!("no picture of the window: {why}")),
    }
}

/// The pixels of an image.
fn frame(image: &Image) -> Option<Frame> {
    let (width, height) = (image.width(), image.height());
    let mut rgba = image.clone().try_into_dynamic().ok()?.into_rgba8().into_raw();
    // A window has nothing behind it, whatever its alpha says.
    rgba.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| pixel[3] = u8::MAX);
    Some(Frame { width, height, rgba })
}

fn write(frame: Frame, scene: &OpenedScene, path: PathBuf) -> Result<(), RecordError> {
    let scene = &scene.0;
    let mut recorder = Recorder::start_still(&OutputSpec {
        path,
        width: frame.width,
        height: frame.height,
        fps: scene.record.fps,
        frames: 1,
        overwrite: false,
        transparent: false,
        provenance: Provenance {
            scene: scene.source.clone(),
            title: scene.title.clone(),
            seed: scene.seed,
            version: VERSION.to_owned(),
        },
        gif_hint: Default::default(),
    })?;
    recorder.push(frame)?;
    recorder.finish().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::asset::RenderAssetUsages;
    use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

    #[test]
    fn the_pixels_of_a_window_are_opaque_and_in_their_order() {
        let size = Extent3d { width: 2, height: 1, depth_or_array_layers: 1 };
        let bgra = vec![10, 20, 30, 0, 40, 50, 60, 128];
        let format = TextureFormat::Bgra8UnormSrgb;
        let usage = RenderAssetUsages::default();
        let image = Image::new(size, TextureDimension::D2, bgra, format, usage);
        let frame = frame(&image).expect("pixels");
        assert_eq!((frame.width, frame.height), (2, 1));
        assert_eq!(frame.rgba, [30, 20, 10, 255, 60, 50, 40, 255]);
    }
}
