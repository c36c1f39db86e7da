//! The small pictures of the scenes, on the graphics card once they are seen.

use crate::scene::builtin_thumbnail;
use bevy_egui::egui::{ColorImage, Context, TextureHandle, TextureOptions};
use std::collections::HashMap;
use std::io::Cursor;

/// The pictures that have been seen so far.
#[derive(Clone, Default)]
pub struct Thumbnails(HashMap<String, Option<TextureHandle>>);

impl Thumbnails {
    /// The picture of a built-in scene; `None` where there is none.
    pub fn of(&mut self, context: &Context, name: &str) -> Option<&TextureHandle> {
        if !self.0.contains_key(name) {
            let image = builtin_thumbnail(name).and_then(decode);
            let upload = |image| context.load_texture(name, image, TextureOptions::LINEAR);
            self.0.insert(name.to_owned(), image.map(upload));
        }
        self.0.get(name)?.as_ref()
    }
}

impl std::fmt::Debug for Thumbnails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Thumbnails({})", self.0.len())
    }
}

/// The pixels of a PNG file with eight bits in each of three or four channels.
fn decode(bytes: &[u8]) -> Option<ColorImage> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    let size = [info.width as usize, info.height as usize];
    let pixels = &pixels[..info.buffer_size()];
    match (info.color_type, info.bit_depth) {
        (png::ColorType::Rgb, png::BitDepth::Eight) => Some(ColorImage::from_rgb(size, pixels)),
        (png::ColorType::Rgba, png::BitDepth::Eight) => {
            Some(ColorImage::from_rgba_unmultiplied(size, pixels))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::film::THUMBNAIL;
    use crate::record::read_provenance;
    use crate::scene::builtin;

    #[test]
    fn every_scene_has_a_picture_of_itself_as_it_is() {
        let dir = tempfile::tempdir().expect("a directory");
        let mut stale = Vec::new();
        for (name, text) in builtin() {
            let path = dir.path().join(format!("{name}.png"));
            let shown = builtin_thumbnail(name).and_then(|png| {
                std::fs::write(&path, png).ok()?;
                read_provenance(&path).ok()
            });
            if shown.is_none_or(|shown| shown.scene != *text) {
                stale.push(*name);
            }
        }
        let how = "draw them anew: fieldloom scenes --pictures assets/thumbnails";
        assert!(stale.is_empty(), "no picture, or one of another text: {stale:?}; {how}");
    }

    #[test]
    fn pictures_are_read() {
        for (name, _) in builtin() {
            let image = builtin_thumbnail(name).and_then(decode).expect("a picture");
            assert_eq!(image.size, [THUMBNAIL.0 as usize, THUMBNAIL.1 as usize], "{name}");
            let first = image.pixels[0];
            assert!(image.pixels.iter().any(|pixel| *pixel != first), "{name} shows nothing");
        }
        assert!(decode(b"no picture").is_none());
    }
}
