//! All of a 3-D lattice as a luminous medium: hue is phase, opacity is the height.

mod bricks;

use super::{ColourRule, Drawn, HeightRule, Layer, Reach, RenderMode, Showing, march};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::scene::settings::OpacitySettings;
use crate::view::Picture;
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites, short};
use crate::view::material::{SurfaceUniform, VolumeMaterial, VolumeUniform};
use crate::view::pick::{Gaze, Hit};
use crate::view::scale::Norm;
use crate::view::workshop::{Scenery, Workshop};
use bevy::asset::Handle;
use bevy::image::Image;
use bevy::math::{Vec3, Vec4};
use bevy::render::storage::ShaderBuffer;
use bricks::{Bricks, SIDE};
use rayon::prelude::*;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "volume",
    summary: "all of a 3-D lattice as a luminous medium: colour by the field, opacity by the height",
    fits: |cut| matches!(cut, Cut::Plane { .. }),
    reach: |_| Reach::All,
    medium: true,
    note,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// From where to where opacity rises.
fn note(picture: &Picture, norm: &Norm) -> Option<String> {
    let OpacitySettings { low, high, .. } = picture.opacity;
    let [low, high] = [low, high].map(|part| short(f64::from(norm.value(part as f32))));
    Some(format!("opacity: {} from {low} to {high}", picture.height_label))
}

/// Sites from sample to sample where there is something to see.
const STEP: f32 = 0.75;

/// Bytes of a texel: four halves, of which three are used.
const TEXEL: usize = 8;

/// What is kept back along a tenth of the longest side, as a rate per length of the world in powers
/// of two.
fn rate(strength: f64) -> f32 {
    (-10.0 * (1.0 - strength).log2()) as f32
}

struct Volume {
    texture: Handle<Image>,
    bricks: Bricks,
    buffer: Handle<ShaderBuffer>,
    heights: Vec<f32>,
}

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let Scenery { picture, lattice, .. } = *scenery;
    let shape = [0, 1, 2].map(|axis| lattice.shape().get(axis).map_or(1, |sites| *sites));
    let wraps = [0, 1, 2].map(|axis| lattice.boundary().get(axis).is_some_and(|b| b.is_periodic()));
    let bricks = Bricks::new(shape, wraps);
    let buffer = workshop.buffer(size_of::<f32>() * bricks.largest.len());
    let texture = workshop.volume(shape, wraps);
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let sites = Sites::new(lattice, picture.cut, &frame);
    let volume = numbers(&sites, lattice, &bricks, &picture.opacity);
    let uniform = SurfaceUniform { grid: Vec4::ZERO, ..scenery.uniform };
    let material = VolumeMaterial {
        uniform,
        volume,
        colours: scenery.colours.clone(),
        bricks: buffer.clone(),
        texture: texture.clone(),
        // Whoever keeps the depth puts it there.
        solid: Handle::default(),
    };
    workshop.medium(scenery, material);
    Box::new(Volume { texture, bricks, buffer, heights: Vec::new() })
}

fn numbers(
    sites: &Sites,
    lattice: &Lattice,
    bricks: &Bricks,
    opacity: &OpacitySettings,
) -> VolumeUniform {
    let OpacitySettings { low, high, strength } = *opacity;
    let shape = lattice.shape();
    let each = |value: &dyn Fn(usize) -> f32| Vec3::from_array([0, 1, 2].map(value));
    let per_length = |axis: usize| 1.0 / sites.steps[axis].length();
    VolumeUniform {
        origin: sites.origin.extend(0.0),
        steps: sites.steps.map(|step| step.extend(0.0)),
        extent: Vec3::from_array(march::extent(lattice)).extend(STEP),
        shape: each(&|axis| shape[axis] as f32).extend(per_length(0)),
        bricks: each(&|axis| bricks.count[axis] as f32).extend(SIDE as f32),
        opacity: Vec4::new(low as f32, (high - low).recip() as f32, rate(strength), 0.0),
        solid: Vec4::ZERO,
    }
}

impl Layer for Volume {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let Showing { picture, lattice, planes, ranges } = *showing;
        let pair = &planes.all;
        if pair.height.values.len() != lattice.sites() {
            return;
        }
        let Self { texture, bricks, buffer, heights } = self;
        let (rule, colours) = (HeightRule::new(picture, ranges), ColourRule::new(picture, ranges));
        heights.clear();
        heights.par_extend(pair.height.values.par_iter().map(|value| rule.of(*value)[0]));
        bricks.fill(heights);
        workshop.write(buffer, bricks.largest.iter());
        workshop.fill_image(texture, |data| {
            let texels = data.par_chunks_exact_mut(TEXEL).zip(&pair.colour.values);
            texels.zip(heights.par_iter()).for_each(|((texel, colour), height)| {
                let [re, im] = colours.of(*colour);
                let numbers = [re, im, *height, 0.0];
                for (slot, number) in texel.as_chunks_mut::<2>().0.iter_mut().zip(numbers) {
                    *slot = half(number).to_le_bytes();
                }
            });
        });
    }
}

/// A number as a half: rounded to the nearest, too large ones to the largest.
fn half(number: f32) -> u16 {
    let bits = number.to_bits();
    let sign = (bits >> 16 & 0x8000) as u16;
    let size = number.abs();
    if size.is_nan() {
        return sign | 0x7e00;
    }
    if size < 6.103_515_6e-5 {
        // Below the normal halves: in steps of 2^-24.
        return sign | (size * 16_777_216.0).round() as u16;
    }
    let rounded = (bits & 0x7fff_ffff) + 0x1000 - 0x3800_0000;
    sign | (rounded >> 13).min(0x7bff) as u16
}

/// The place on a line of sight by which half of the light is kept back.
fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    let OpacitySettings { low, high, strength } = drawn.picture.opacity;
    let steps = drawn.placement.along.length();
    let mut depth = 0.0;
    march::first(drawn, gaze, |value, step| {
        let opacity = (value.abs() - low as f32) / (high - low) as f32;
        depth += opacity.clamp(0.0, 1.0) * rate(strength) * step.min(steps);
        depth > 1.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_near() {
        for (number, bits) in [
            (0.0, 0),
            (1.0, 0x3c00),
            (-2.0, 0xc000),
            (0.333_333_34, 0x3555),
            (65504.0, 0x7bff),
            (1e9, 0x7bff),
            (5.960_464_5e-8, 1),
            (6.1e-5, 0x03ff),
        ] {
            assert_eq!(half(number), bits, "{number}");
        }
        assert_eq!(half(f32::NAN) & 0x7e00, 0x7e00);
    }
}
