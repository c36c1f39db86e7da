//! A ball at each site: large where the height is, in the colour of the field.

use super::{
    ColourRule, Drawn, HeightRule, Layer, Reach, RenderMode, Showing, height_field, march,
    reach_of, ribbon,
};
use crate::lattice::Lattice;
use crate::quantity::{Cut, Plane};
use crate::view::Picture;
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites};
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::pick::{Gaze, Hit};
use crate::view::scale::Norm;
use crate::view::shaders;
use crate::view::vectors::{places, row_of};
use crate::view::workshop::{Scenery, Workshop};
use bevy::asset::{Handle, RenderAssetUsages};
use bevy::math::{Vec3, Vec4};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use bevy::render::storage::ShaderBuffer;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "points",
    summary: "a ball at each site; in space as large as the height there, else raised by it",
    fits: |_| true,
    reach: |cut| if matches!(cut, Cut::Plane { .. }) { Reach::All } else { Reach::Cut },
    stands: true,
    complex_height: true,
    note,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// The height of the largest ball.
fn note(picture: &Picture, norm: &Norm) -> Option<String> {
    let in_space = matches!(picture.cut, Cut::Plane { .. });
    in_space.then(|| format!("size: {} {}", picture.height_label, reach_of(norm)))
}

/// Most points of a picture: beyond, sites are left out.
const MOST: usize = 20_000;
/// Numbers of one point: its place and radius, its colour.
const NUMBERS: usize = 8;
/// Radius of the largest ball in steps from one to the next.
const LARGEST: f32 = 0.46;

struct Points {
    buffer: Handle<ShaderBuffer>,
    sites: Vec<[usize; 3]>,
    rows: Vec<usize>,
    frame: Sites,
    stride: usize,
    numbers: Vec<f32>,
}

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let Scenery { picture, lattice, .. } = *scenery;
    let (stride, sites) = places(picture, lattice, MOST);
    let buffer = workshop.buffer(size_of::<f32>() * NUMBERS * sites.len());
    let mesh = workshop.mesh(balls(sites.len()));
    let uniform = SurfaceUniform { grid: Vec4::ZERO, ..scenery.uniform };
    workshop.part(scenery, mesh, uniform, &buffer, Stage::own(shaders::POINTS, "ball", "shaded"));
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let frame = Sites::new(lattice, picture.cut, &frame);
    let rows = sites.iter().map(|site| number_of(lattice, *site)).collect();
    Box::new(Points { buffer, sites, rows, frame, stride, numbers: Vec::new() })
}

/// The number of a site among all.
fn number_of(lattice: &Lattice, site: [usize; 3]) -> usize {
    let (row, x) = row_of(lattice, site);
    row * lattice.row_len() + x
}

/// So many squares: of each corner its place from -1 to 1, and the number of the point.
fn balls(count: usize) -> Mesh {
    let corners = [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]];
    let vertices: Vec<[f32; 3]> =
        (0..count).flat_map(|i| corners.map(|[x, y]| [x, y, i as f32])).collect();
    let indices = (0..count as u32).flat_map(|i| [0, 1, 2, 2, 1, 3].map(|k| 4 * i + k)).collect();
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vertices)
        .with_inserted_indices(Indices::U32(indices))
}

impl Layer for Points {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let Showing { picture, lattice, planes, ranges } = *showing;
        let in_space = lattice.dim() == 3;
        let pair = if in_space { &planes.all } else { &planes.cut };
        let rule = HeightRule::new(picture, ranges);
        let colours = ColourRule::new(picture, ranges);
        let step = self.frame.steps[0].length() * self.stride as f32;
        let (up, aside) = (picture.relief * Vec3::Y, picture.relief * Vec3::Z);
        let value = |plane: &Plane, number: usize| plane.values.get(number).copied();
        self.numbers.clear();
        for (site, number) in self.sites.iter().zip(&self.rows) {
            let height = value(&pair.height, *number).unwrap_or_default();
            let [re, im] = colours.of(value(&pair.colour, *number).unwrap_or_default());
            let [a, b] = rule.of(height);
            let place = self.frame.at(site.map(|i| i as f32));
            let (place, size) = match in_space {
                // As much of a ball as there is of the field.
                true => (place, a.hypot(b).min(1.0).cbrt()),
                false => (place + a * up + b * aside, 0.8),
            };
            let faint = in_space && a.hypot(b) < 0.02;
            let radius = if faint { 0.0 } else { LARGEST * step * size };
            self.numbers.extend(place.extend(radius).to_array());
            self.numbers.extend([re, im, 0.0, 0.0]);
        }
        workshop.write(&self.buffer, self.numbers.iter());
    }
}

/// The first place where there is some of the field; on a line or a sheet as those are met.
fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    match drawn.cut {
        Cut::Line => ribbon::pick(drawn, gaze),
        Cut::Whole2D => height_field::pick(drawn, gaze),
        Cut::Plane { .. } => march::first(drawn, gaze, |value, _| value.abs() > 0.2),
    }
}
