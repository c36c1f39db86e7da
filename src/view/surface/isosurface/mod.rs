//! The surface on which the height has a level, in the colours of the field.

mod tetrahedra;

use super::{ColourRule, Drawn, HeightRule, Layer, Reach, RenderMode, Showing, march};
use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::view::Picture;
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites, short};
use crate::view::material::{ATTRIBUTE_NORMAL, ATTRIBUTE_VALUE, Stage, SurfaceUniform};
use crate::view::pick::{Gaze, Hit};
use crate::view::scale::Norm;
use crate::view::shaders;
use crate::view::workshop::{Scenery, Workshop};
use bevy::asset::{Handle, RenderAssetUsages};
use bevy::math::{Vec3, Vec4};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use tetrahedra::{Grid, Triangles, Vertex};

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "isosurface",
    summary: "the surface in a 3-D lattice on which the height has a level, coloured by the field",
    fits: |cut| matches!(cut, Cut::Plane { .. }),
    reach: |_| Reach::All,
    note,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// The level.
fn note(picture: &Picture, norm: &Norm) -> Option<String> {
    let (sign, level) = (picture.height_signed(), short(f64::from(norm.value(picture.level))));
    Some(format!("{} = {}{level}", picture.height_label, if sign { "±" } else { "" }))
}

/// Most vertices: a surface with more is taken from fewer sites.
const MOST_VERTICES: usize = 400_000;

/// Most sites that are looked through each time.
const MOST_SITES: usize = 1 << 22;

struct Isosurface {
    mesh: Handle<Mesh>,
    sites: Sites,
    /// Sites from corner to corner of a cell.
    step: usize,
    values: Vec<f32>,
}

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let Scenery { picture, lattice, .. } = *scenery;
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let sites = Sites::new(lattice, picture.cut, &frame);
    let mesh = workshop.mesh(mesh(&Triangles::default(), &sites, |_| [0.0; 2]));
    let uniform = SurfaceUniform { grid: Vec4::ZERO, ..scenery.uniform };
    let stage = Stage::lit(shaders::ISOSURFACE, "isosurface", "fragment");
    let unused = workshop.buffer(0);
    workshop.part(scenery, mesh.clone(), uniform, &unused, stage);
    let step = (1..).find(|step| lattice.sites() / (step * step * step) <= MOST_SITES);
    Box::new(Isosurface { mesh, sites, step: step.unwrap_or(1), values: Vec::new() })
}

impl Layer for Isosurface {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let Showing { picture, lattice, planes, ranges } = *showing;
        let pair = &planes.all;
        if pair.height.values.len() != lattice.sites() {
            return;
        }
        let rule = HeightRule::new(picture, ranges);
        self.values.clear();
        self.values.extend(pair.height.values.iter().map(|value| rule.of(*value)[0]));
        let triangles = self.triangles(lattice, picture.level, picture.height_signed());
        let rule = ColourRule::new(picture, ranges);
        let colour = |Vertex { sites: [a, b], part, .. }: &Vertex| {
            let [a, b] = [a, b].map(|site| rule.of(pair.colour.values[*site]));
            [0, 1].map(|k| a[k] + part * (b[k] - a[k]))
        };
        workshop.replace(&self.mesh, mesh(&triangles, &self.sites, colour));
    }
}

impl Isosurface {
    /// The surface, taken from so few sites that it is not too large.
    fn triangles(&mut self, lattice: &Lattice, level: f32, signed: bool) -> Triangles {
        loop {
            let triangles = surfaces(lattice, self.step, &mut self.values, level, signed);
            let coarsest = lattice.shape().iter().all(|sites| *sites <= 2 * self.step);
            if triangles.vertices.len() <= MOST_VERTICES || coarsest {
                return triangles;
            }
            self.step += 1;
        }
    }
}

/// The surface at a level; of a field of either sign at minus the level, too.
fn surfaces(
    lattice: &Lattice,
    step: usize,
    values: &mut [f32],
    level: f32,
    signed: bool,
) -> Triangles {
    let [a, b, c] = *lattice.shape() else { return Triangles::default() };
    let wraps = [0, 1, 2].map(|axis| lattice.boundary()[axis].is_periodic());
    let mut all = Grid::new([a, b, c], wraps, step, values).surface(level);
    if signed {
        values.iter_mut().for_each(|value| *value = -*value);
        let Triangles { vertices, indices } =
            Grid::new([a, b, c], wraps, step, values).surface(level);
        values.iter_mut().for_each(|value| *value = -*value);
        let first = all.vertices.len() as u32;
        all.vertices.extend(vertices);
        all.indices.extend(indices.into_iter().map(|index| first + index));
    }
    all
}

/// A mesh in the world; a surface that is nowhere is a point.
fn mesh(triangles: &Triangles, sites: &Sites, colour: impl Fn(&Vertex) -> [f32; 2]) -> Mesh {
    let ways = sites.steps.map(Vec3::normalize_or_zero);
    let normal = |Vertex { slope, .. }: &Vertex| {
        let up: Vec3 = ways.iter().zip(slope).map(|(way, slope)| *slope * *way).sum();
        (-up).normalize_or(Vec3::Y).to_array()
    };
    let vertices = &triangles.vertices;
    let mut places: Vec<[f32; 3]> =
        vertices.iter().map(|vertex| sites.at(vertex.place).to_array()).collect();
    let mut normals: Vec<[f32; 3]> = vertices.iter().map(normal).collect();
    let mut colours: Vec<[f32; 2]> = vertices.iter().map(colour).collect();
    let mut indices = triangles.indices.clone();
    if indices.is_empty() {
        (places, normals, colours) = (vec![[0.0; 3]], vec![[0.0, 1.0, 0.0]], vec![[0.0; 2]]);
        indices = vec![0; 3];
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, places)
        .with_inserted_attribute(ATTRIBUTE_NORMAL, normals)
        .with_inserted_attribute(ATTRIBUTE_VALUE, colours)
        .with_inserted_indices(Indices::U32(indices))
}

/// The first place on a line of sight where the height has the level.
fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    let (level, signed) = (drawn.picture.level, drawn.picture.height_signed());
    let height = |value: f32| if signed { value.abs() } else { value };
    let mut before = None;
    march::first(drawn, gaze, |value, _| {
        let above = height(value) > level;
        let crossed = before.is_some_and(|before| before != above);
        before = Some(above);
        crossed
    })
}
