//! Arrows of a vector quantity: alone in the colours of the field, or over another shape.

use super::ground::Ground;
use super::{Layer, Reach, RenderMode, Showing, Vectors, height_field};
use crate::quantity::Cut;
use crate::view::colours::Oklab;
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites, direction};
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::shaders;
use crate::view::vectors::{MOST, places};
use crate::view::workshop::{Scenery, Workshop};
use bevy::asset::{Handle, RenderAssetUsages};
use bevy::math::{Vec3, Vec4};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use bevy::render::storage::ShaderBuffer;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "arrows",
    summary: "arrows of a vector quantity, as long as it is large",
    fits: |cut| cut != Cut::Line,
    reach: |cut| if matches!(cut, Cut::Plane { .. }) { Reach::All } else { Reach::Cut },
    vectors: Some(Vectors::Spaced),
    note: |_, _| None,
    layer,
    pick: height_field::pick,
    ..RenderMode::PLAIN
};

/// Sides of a shaft and of a head.
const SIDES: usize = 8;
/// Rings of an arrow, from its tail to its point; `arrows.wgsl` knows where they are.
const RINGS: usize = 7;
/// Numbers of one arrow: its middle and length, its direction, its colour.
const NUMBERS: usize = 12;
/// Length of the longest arrow, in steps from arrow to arrow.
const LONGEST: f32 = 1.1;
/// Length below which an arrow would be a speck, in steps from arrow to arrow.
const LEAST: f32 = 0.06;
/// Height of arrows above what they lie on, in steps from arrow to arrow.
const CLEAR: f32 = 0.09;

struct Arrows {
    buffer: Handle<ShaderBuffer>,
    sites: Sites,
    numbers: Vec<f32>,
    over: bool,
}

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let Scenery { picture, lattice, over, .. } = *scenery;
    let count = places(picture, lattice, MOST).1.len();
    let buffer = workshop.buffer(size_of::<f32>() * NUMBERS * count);
    let text = Oklab::from_srgb(picture.theme.text).to_linear();
    let own = if over { 1.0 } else { 0.0 };
    let numbers = [Vec3::from_array(text).extend(own), Vec4::ZERO];
    let uniform = SurfaceUniform { numbers, ..scenery.uniform };
    let mesh = workshop.mesh(glyphs(count));
    workshop.part(scenery, mesh, uniform, &buffer, Stage::own(shaders::ARROWS, "arrow", "painted"));
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let sites = Sites::new(lattice, picture.cut, &frame);
    Box::new(Arrows { buffer, sites, numbers: Vec::new(), over })
}

/// So many arrows: of each vertex the part of a turn about the shaft, its ring, its arrow.
fn glyphs(count: usize) -> Mesh {
    let vertex = move |i: usize| {
        let (glyph, i) = (i / (RINGS * SIDES), i % (RINGS * SIDES));
        [(i % SIDES) as f32 / SIDES as f32, (i / SIDES) as f32, glyph as f32]
    };
    let quad = |glyph: usize, ring: usize, side: usize| {
        let at = |ring: usize, side: usize| ((glyph * RINGS + ring) * SIDES + side % SIDES) as u32;
        let [a, b] = [at(ring, side), at(ring, side + 1)];
        let [c, d] = [at(ring + 1, side), at(ring + 1, side + 1)];
        [a, b, c, b, d, c]
    };
    let all = (0..count).flat_map(|glyph| {
        (0..RINGS - 1).flat_map(move |ring| (0..SIDES).map(move |side| (glyph, ring, side)))
    });
    let indices = all.flat_map(|(glyph, ring, side)| quad(glyph, ring, side)).collect();
    let vertices: Vec<[f32; 3]> = (0..count * RINGS * SIDES).map(vertex).collect();
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vertices)
        .with_inserted_indices(Indices::U32(indices))
}

impl Layer for Arrows {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let Self { buffer, sites, numbers, over } = self;
        let vectors = &showing.planes.vectors;
        let step = sites.steps[0].length() * vectors.stride as f32;
        let scale = LONGEST * step / showing.ranges.vector();
        let ground = Ground::new(showing, *over);
        numbers.clear();
        for (site, vector) in vectors.sites.iter().zip(&vectors.values) {
            let world = (0..3).map(|axis| vector[axis] * direction(axis)).sum::<Vec3>();
            let (height, colour) = ground.at(site.map(|i| i as f32));
            let place = sites.at(site.map(|i| i as f32)) + height + CLEAR * step * ground.normal;
            let length = world.length();
            let along = if length > 0.0 { world / length } else { Vec3::X };
            let drawn = if scale * length > LEAST * step { scale * length } else { 0.0 };
            numbers.extend(place.extend(drawn.min(2.0 * step)).to_array());
            numbers.extend(along.extend(step).to_array());
            numbers.extend([colour[0], colour[1], 0.0, 0.0]);
        }
        workshop.write(buffer, numbers.iter());
    }
}
