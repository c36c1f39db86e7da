//! Widgets drawn without a graphics card: a page of an interface as a picture.

use super::super::style::{self, Palette};
use crate::record::Frame;
use bevy_egui::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use bevy_egui::egui::{
    Color32, ColorImage, Context, Frame as Sheet, ImageData, Margin, Pos2, RawInput, Rect,
    TextureId, TexturesDelta, Ui, Vec2, ViewportId, pos2, vec2,
};
use std::collections::HashMap;

/// The size of a page in points, and how many pixels a point has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub size: [u32; 2],
    pub scale: u32,
}

/// Layouts that are made until one is drawn: what is as large as what is on it needs to know that.
const LAYOUTS: usize = 3;

/// Room at the edges of a page, in points.
const MARGIN: i8 = 16;

/// Draws a page of an interface.
pub(super) fn page(page: Page, palette: &Palette, mut show: impl FnMut(&mut Ui)) -> Frame {
    let context = Context::default();
    context.set_fonts(style::fonts());
    context.set_global_style(style::style(palette));
    let scale = page.scale as f32;
    let [width, height] = page.size;
    let mut canvas = Canvas::new(width * page.scale, height * page.scale, palette.panel);
    let mut primitives = Vec::new();
    for _ in 0..LAYOUTS {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(width as f32, height as f32))),
            max_texture_side: Some(8192),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
        viewport.native_pixels_per_point = Some(scale);
        let output = context.run_ui(input, |ui| {
            Sheet::new().inner_margin(Margin::same(MARGIN)).show(ui, &mut show);
        });
        canvas.take(&output.textures_delta);
        primitives = context.tessellate(output.shapes, output.pixels_per_point);
    }
    primitives.iter().for_each(|primitive| canvas.paint(primitive, scale));
    canvas.finished()
}

/// Pixels that are painted on, and the textures they are painted with.
///
/// # Conventions
/// Colours are sRGB times alpha, and are mixed as they are stored, as the interface mixes them.
struct Canvas {
    size: [usize; 2],
    pixels: Vec<Color32>,
    textures: HashMap<TextureId, ColorImage>,
}

impl Canvas {
    fn new(width: u32, height: u32, background: Color32) -> Self {
        let size = [width as usize, height as usize];
        let pixels = vec![background; size[0] * size[1]];
        Self { size, pixels, textures: HashMap::new() }
    }

    /// Takes over textures that are new or have changed.
    fn take(&mut self, delta: &TexturesDelta) {
        for (id, delta) in &delta.set {
            let ImageData::Color(image) = &delta.image;
            match (delta.pos, self.textures.get_mut(id)) {
                (Some([left, top]), Some(whole)) => {
                    for (row, line) in image.pixels.chunks(image.size[0].max(1)).enumerate() {
                        let start = (top + row) * whole.size[0] + left;
                        if let Some(there) = whole.pixels.get_mut(start..start + line.len()) {
                            there.copy_from_slice(line);
                        }
                    }
                }
                _ => drop(self.textures.insert(*id, (**image).clone())),
            }
        }
    }

    fn paint(&mut self, clipped: &ClippedPrimitive, scale: f32) {
        let Primitive::Mesh(mesh) = &clipped.primitive else { return };
        let Some(texture) = self.textures.remove(&mesh.texture_id) else { return };
        let clip = clipped.clip_rect * scale;
        triangles(mesh).for_each(|corners| self.triangle(corners, scale, clip, &texture));
        self.textures.insert(mesh.texture_id, texture);
    }

    /// Paints the pixels whose middle lies within a triangle; one on a common edge of two belongs
    /// to one of them.
    fn triangle(&mut self, mut v: [Vertex; 3], scale: f32, clip: Rect, texture: &ColorImage) {
        v.iter_mut().for_each(|vertex| vertex.pos = (scale * vertex.pos.to_vec2()).to_pos2());
        let area = edge(v[0].pos, v[1].pos, v[2].pos);
        if area < 0.0 {
            v.swap(1, 2);
        }
        let area = area.abs();
        if area <= 0.0 || !area.is_finite() {
            return;
        }
        let around = Rect::from_points(&v.map(|vertex| vertex.pos)).intersect(clip);
        let [columns, rows] = [0, 1].map(|axis| {
            let (low, high) = (around.min[axis], around.max[axis]);
            let last = self.size[axis] as f32;
            (low - 0.5).ceil().clamp(0.0, last) as usize
                ..(high + 0.5).floor().clamp(0.0, last) as usize
        });
        for (row, column) in rows.flat_map(|row| columns.clone().map(move |column| (row, column))) {
            let at = pos2(column as f32 + 0.5, row as f32 + 0.5);
            let weight = [(1, 2), (2, 0), (0, 1)].map(|(a, b)| inside(v[a].pos, v[b].pos, at));
            let [Some(a), Some(b), Some(c)] = weight else { continue };
            let mix = |each: &dyn Fn(&Vertex) -> f32| {
                ((f64::from(each(&v[0])) * a
                    + f64::from(each(&v[1])) * b
                    + f64::from(each(&v[2])) * c)
                    / area) as f32
            };
            let texel = sample(texture, vec2(mix(&|v| v.uv.x), mix(&|v| v.uv.y)));
            let channel = |k: usize| mix(&|v| f32::from(v.color.to_array()[k])) * texel[k] / 255.0;
            let pixel = &mut self.pixels[row * self.size[0] + column];
            *pixel = over([0, 1, 2, 3].map(channel), *pixel);
        }
    }

    fn finished(self) -> Frame {
        let [width, height] = self.size.map(|side| side as u32);
        let rgba = self.pixels.iter().flat_map(|pixel| pixel.to_srgba_unmultiplied()).collect();
        Frame { width, height, rgba }
    }
}

fn triangles(mesh: &Mesh) -> impl Iterator<Item = [Vertex; 3]> + '_ {
    let corner = |index: &u32| mesh.vertices.get(*index as usize).copied();
    mesh.indices.chunks_exact(3).filter_map(move |corners| {
        let [a, b, c] = corners else { return None };
        Some([corner(a)?, corner(b)?, corner(c)?])
    })
}

/// Twice the area of the triangle of two points and a third, positive on one side.
fn edge(a: Pos2, b: Pos2, at: Pos2) -> f64 {
    let [ax, ay, bx, by] = [a.x, a.y, b.x, b.y].map(f64::from);
    (bx - ax) * (f64::from(at.y) - ay) - (by - ay) * (f64::from(at.x) - ax)
}

/// As [`edge`], where a point is on the inner side; on the edge itself on one side alone.
fn inside(a: Pos2, b: Pos2, at: Pos2) -> Option<f64> {
    let weight = edge(a, b, at);
    let owns = b.y < a.y || (b.y == a.y && b.x > a.x);
    (weight > 0.0 || weight == 0.0 && owns).then_some(weight)
}

/// A texture at a place from 0 to 1, linear between its pixels.
fn sample(texture: &ColorImage, uv: Vec2) -> [f32; 4] {
    let [width, height] = texture.size;
    if width == 0 || height == 0 {
        return [0.0; 4];
    }
    let place = uv * vec2(width as f32, height as f32) - vec2(0.5, 0.5);
    let base = place.floor();
    let part = place - base;
    let at = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(width - 1);
        let y = (y.max(0.0) as usize).min(height - 1);
        texture.pixels[y * width + x].to_array().map(f32::from)
    };
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
    corners.iter().fold([0.0; 4], |sum, (dx, dy)| {
        let weight = (1.0 - (part.x - dx).abs()) * (1.0 - (part.y - dy).abs());
        let pixel = at(base.x + dx, base.y + dy);
        [0, 1, 2, 3].map(|k| sum[k] + weight * pixel[k])
    })
}

/// A colour over another, both times their alpha.
fn over([r, g, b, a]: [f32; 4], below: Color32) -> Color32 {
    let left = 1.0 - a / 255.0;
    let mix =
        |above: f32, below: u8| (above + left * f32::from(below)).round().clamp(0.0, 255.0) as u8;
    let [br, bg, bb, ba] = below.to_array();
    Color32::from_rgba_premultiplied(mix(r, br), mix(g, bg), mix(b, bb), mix(a, ba))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::theme::theme;
    use bevy_egui::egui::{Align2, FontId, Stroke};

    const SMALL: Page = Page { size: [60, 40], scale: 2 };

    fn palette() -> Palette {
        Palette::of(theme("dark").expect("there"))
    }

    fn pixel(frame: &Frame, x: u32, y: u32) -> [u8; 3] {
        let at = 4 * (y * frame.width + x) as usize;
        [frame.rgba[at], frame.rgba[at + 1], frame.rgba[at + 2]]
    }

    #[test]
    fn a_rectangle_is_painted_to_the_pixel_and_once() {
        let half = Color32::from_rgba_unmultiplied(200, 100, 50, 128);
        let frame = page(SMALL, &palette(), |ui| {
            let rect = Rect::from_min_max(pos2(20.0, 10.0), pos2(40.0, 30.0));
            ui.painter().rect_filled(rect, 0.0, half);
        });
        assert_eq!((frame.width, frame.height), (120, 80));
        let [r, g, b, _] = palette().panel.to_array();
        let mixed = over(half.to_array().map(f32::from), palette().panel);
        // The seam of both triangles of the rectangle included.
        for i in 0..16 {
            assert_eq!(pixel(&frame, 44 + 2 * i, 24 + 2 * i), [mixed.r(), mixed.g(), mixed.b()]);
        }
        for (x, y) in [(36, 40), (84, 40), (60, 16), (60, 64)] {
            assert_eq!(pixel(&frame, x, y), [r, g, b], "{x} {y}");
        }
    }

    #[test]
    fn text_is_painted_in_its_colour_and_what_is_clipped_is_not() {
        let frame = page(SMALL, &palette(), |ui| {
            let painter = ui.painter();
            let font = FontId::proportional(24.0);
            painter.text(pos2(30.0, 20.0), Align2::CENTER_CENTER, "HI", font, Color32::WHITE);
            let clip = Rect::from_min_max(pos2(0.0, 0.0), pos2(10.0, 40.0));
            let line = Stroke::new(4.0, Color32::RED);
            painter.with_clip_rect(clip).line_segment([pos2(0.0, 35.0), pos2(60.0, 35.0)], line);
        });
        let all = || (0..frame.height).flat_map(|y| (0..frame.width).map(move |x| (x, y)));
        let white = all().filter(|(x, y)| pixel(&frame, *x, *y) == [255; 3]).count();
        assert!((60..1500).contains(&white), "{white}");
        let red: Vec<u32> =
            all().filter(|(x, y)| pixel(&frame, *x, *y) == [255, 0, 0]).map(|(x, _)| x).collect();
        assert!(!red.is_empty() && red.iter().all(|x| *x < 20), "{red:?}");
    }
}
