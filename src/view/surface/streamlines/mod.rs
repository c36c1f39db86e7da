//! Lines along a vector quantity, from seeds evenly apart.

mod trace;

use super::ground::Ground;
use super::{Layer, Reach, RenderMode, Showing, Vectors, height_field};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::view::Picture;
use crate::view::colours::Oklab;
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites};
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::shaders;
use crate::view::vectors::places;
use crate::view::workshop::{Scenery, Workshop};
use bevy::asset::{Handle, RenderAssetUsages};
use bevy::math::{Vec3, Vec4};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use bevy::render::storage::ShaderBuffer;
use rayon::prelude::*;
use trace::VectorField;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "streamlines",
    summary: "lines along a vector quantity, thick where it is large, pointed where they lead",
    fits: |cut| cut != Cut::Line,
    reach: |cut| if matches!(cut, Cut::Plane { .. }) { Reach::All } else { Reach::Cut },
    vectors: Some(Vectors::Everywhere),
    note: |_, _| None,
    layer,
    pick: height_field::pick,
    ..RenderMode::PLAIN
};

/// Most lines of a picture: beyond, seeds are left out.
const MOST: usize = 420;
/// Steps each way from a seed.
const STEPS: usize = 20;
/// Points of a line.
const POINTS: usize = 2 * STEPS + 1;
/// Length of a line each way, in steps from seed to seed.
const LENGTH: f32 = 1.6;
/// Radius of the thickest line, in steps from seed to seed.
const THICK: f32 = 0.075;
/// Height of lines above what they lie on, in steps from seed to seed.
const CLEAR: f32 = 0.05;
/// Part of a line, from its end, that is its point, and how much wider that is.
const POINT: (f32, f32) = (0.16, 2.6);
/// Numbers of a point: its place and radius, its direction, its colour.
const NUMBERS: usize = 12;

struct Streamlines {
    buffer: Handle<ShaderBuffer>,
    sites: Sites,
    seeds: Vec<[f32; 3]>,
    stride: usize,
    numbers: Vec<f32>,
    over: bool,
}

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let Scenery { picture, lattice, over, .. } = *scenery;
    let (stride, seeds) = places(picture, lattice, MOST);
    let seeds: Vec<[f32; 3]> =
        seeds.into_iter().map(|site| seed(site, stride, picture, lattice)).collect();
    let buffer = workshop.buffer(size_of::<f32>() * NUMBERS * POINTS * seeds.len());
    let text = Oklab::from_srgb(picture.theme.text).to_linear();
    let own = if over { 1.0 } else { 0.0 };
    let numbers = [Vec3::from_array(text).extend(own), Vec4::ZERO];
    let uniform = SurfaceUniform { numbers, ..scenery.uniform };
    let mesh = workshop.mesh(strips(seeds.len()));
    let stage = Stage::own(shaders::STREAMLINES, "streamline", "painted");
    workshop.part(scenery, mesh, uniform, &buffer, stage);
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let sites = Sites::new(lattice, picture.cut, &frame);
    Box::new(Streamlines { buffer, sites, seeds, stride, numbers: Vec::new(), over })
}

/// Seeds of neighbouring rows are moved against each other, so that lines along an axis do not
/// cover one another.
fn seed(site: [usize; 3], stride: usize, picture: &Picture, lattice: &Lattice) -> [f32; 3] {
    let number = site.iter().map(|i| i / stride).sum::<usize>();
    let shift = [0.0, 0.381_966, 0.763_932][number % 3] * stride as f32;
    let frozen = frozen(picture, lattice);
    let longest = (0..3).find(|axis| !frozen[*axis]).unwrap_or(0);
    [0, 1, 2].map(|axis| {
        let (sites, moved) = (lattice.shape().get(axis), if axis == longest { shift } else { 0.0 });
        let place = site[axis] as f32 + moved;
        sites.map_or(0.0, |sites| place.min((sites - 1) as f32))
    })
}

/// Axes along which lines do not go.
fn frozen(picture: &Picture, lattice: &Lattice) -> [bool; 3] {
    let across = match picture.cut {
        Cut::Plane { axis, .. } if !picture.fills_space() => Some(axis),
        _ => None,
    };
    [0, 1, 2].map(|axis| axis >= lattice.dim() || across == Some(axis))
}

/// So many strips of three vertices across: of each the number of its point, and the way across
/// from -1 to 1.
fn strips(count: usize) -> Mesh {
    let points = count * POINTS;
    let vertex = |i: usize| [(i / 3) as f32, (i % 3) as f32 - 1.0, 0.0];
    let vertices: Vec<[f32; 3]> = (0..3 * points).map(vertex).collect();
    let links = (0..points.saturating_sub(1)).filter(|point| (point + 1) % POINTS != 0);
    let quads = links.flat_map(|point| {
        [0, 1].map(|side| {
            let a = (3 * point + side) as u32;
            [a, a + 1, a + 3, a + 1, a + 4, a + 3]
        })
    });
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vertices)
        .with_inserted_indices(Indices::U32(quads.flatten().collect()))
}

impl Layer for Streamlines {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let Showing { picture, lattice, planes, .. } = *showing;
        let values = &planes.flow.values;
        if values.len() != lattice.sites() {
            return;
        }
        let field = VectorField {
            shape: [0, 1, 2].map(|axis| lattice.shape().get(axis).map_or(1, |sites| *sites)),
            wraps: [0, 1, 2]
                .map(|axis| lattice.boundary().get(axis).is_some_and(|edge| edge.is_periodic())),
            values,
            frozen: frozen(picture, lattice),
            largest: planes.flow.largest(),
        };
        let ground = Ground::new(showing, self.over);
        let Self { buffer, sites, seeds, stride, numbers, .. } = self;
        numbers.resize(NUMBERS * POINTS * seeds.len(), 0.0);
        let lines = numbers.par_chunks_exact_mut(NUMBERS * POINTS).zip(&*seeds);
        lines.for_each(|(out, seed)| {
            let pen = Pen { field: &field, ground: &ground, sites, stride: *stride as f32 };
            pen.draw(*seed, showing.ranges.vector(), out);
        });
        workshop.write(buffer, numbers.iter());
    }
}

/// What a line is drawn with.
struct Pen<'a> {
    field: &'a VectorField<'a>,
    ground: &'a Ground<'a>,
    sites: &'a Sites,
    /// Sites from seed to seed.
    stride: f32,
}

impl Pen<'_> {
    /// Writes the points of the line through a seed; those that are left over lie on the last.
    fn draw(&self, seed: [f32; 3], top: f32, out: &mut [f32]) {
        let Self { field, sites, stride, .. } = *self;
        let line = field.line(seed, STEPS, LENGTH * stride / STEPS as f32);
        let step = sites.steps[0].length() * stride;
        let mut rounds = line.first().map(|place| self.inside(*place).1);
        for (i, out) in out.chunks_exact_mut(NUMBERS).enumerate() {
            let at = i.min(line.len() - 1);
            let (place, round) = self.inside(line[at]);
            let vector = field.at(line[at]);
            let size = vector.iter().map(|part| part * part).sum::<f32>().sqrt();
            let (height, colour) = self.ground.at(place);
            let world = sites.at(place) + height + CLEAR * step * self.ground.normal;
            let part = at as f32 / (line.len() - 1).max(1) as f32;
            // Nothing leads from one side of the box to the other.
            let jumps = rounds != Some(round)
                || line.get(at + 1).is_some_and(|next| self.inside(*next).1 != round);
            let alone = jumps || line.len() < 3;
            let radius = if alone { 0.0 } else { thickness(part, size / top) * step };
            rounds = Some(round);
            let along = self.along(&line, at, height);
            out[..4].copy_from_slice(&world.extend(radius).to_array());
            out[4..8].copy_from_slice(&along.extend(0.0).to_array());
            out[8..].copy_from_slice(&[colour[0], colour[1], 0.0, 0.0]);
        }
    }

    /// A place brought back into the lattice, and how often it went round.
    fn inside(&self, place: [f32; 3]) -> ([f32; 3], [i32; 3]) {
        let field = self.field;
        let round = [0, 1, 2].map(|axis| match field.wraps[axis] {
            true => (place[axis] / field.shape[axis] as f32).floor(),
            false => 0.0,
        });
        let back = [0, 1, 2].map(|axis| place[axis] - round[axis] * field.shape[axis] as f32);
        (back, round.map(|round| round as i32))
    }

    /// The direction of a line in the world at one of its points.
    fn along(&self, line: &[[f32; 3]], at: usize, height: Vec3) -> Vec3 {
        let next = (at + 1).min(line.len() - 1);
        let before = at.saturating_sub(usize::from(next == at));
        let way = [0, 1, 2].map(|axis| line[next][axis] - line[before][axis]);
        let flat = self.sites.at(way) - self.sites.origin;
        let (ahead, _) = self.ground.at(self.inside(line[next]).0);
        let rise = if next == at { Vec3::ZERO } else { ahead - height };
        (flat + rise).normalize_or(Vec3::X)
    }
}

/// Radius of a line at a part of its way, in steps from seed to seed: it swells towards its end,
/// which is its point, and is thicker where the vector is larger.
fn thickness(part: f32, size: f32) -> f32 {
    let (point, wider) = POINT;
    let to_end = 1.0 - part;
    let shape = match to_end < point {
        true => wider * to_end / point,
        false => 0.25 + 0.75 * part / (1.0 - point),
    };
    THICK * shape * size.clamp(0.0, 1.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_pointed_where_it_leads_and_has_an_end_of_its_own() {
        assert_eq!(thickness(1.0, 1.0), 0.0);
        assert!(thickness(0.85, 1.0) > 2.0 * thickness(0.8, 1.0));
        assert!(thickness(0.2, 1.0) < thickness(0.7, 1.0));
        assert_eq!(thickness(0.5, 4.0), thickness(0.5, 1.0));
    }

    #[test]
    fn strips_do_not_run_into_each_other() {
        let mesh = strips(3);
        let indices: Vec<usize> = mesh.indices().expect("indices").iter().collect();
        assert_eq!(indices.len(), 3 * (POINTS - 1) * 12);
        for triangle in indices.chunks(3) {
            let line = |vertex: usize| vertex / (3 * POINTS);
            assert!(triangle.iter().all(|vertex| line(*vertex) == line(triangle[0])));
        }
    }
}
