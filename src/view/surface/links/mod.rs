//! The gauge field itself: links in the colours of their angles, plaquettes as large as their flux.

mod coarse;

use super::{Layer, Reach, RenderMode, Showing, Vectors, height_field, march, ribbon};
use crate::quantity::Cut;
use crate::view::Picture;
use crate::view::colours::{Circle, MapKind, Oklab, Table, default_map, table};
use crate::view::field_surface::height_scale;
use crate::view::frame_box::{BoxFrame, Sites};
use crate::view::material::{Stage, SurfaceUniform};
use crate::view::pick::{Gaze, Hit};
use crate::view::scale::Norm;
use crate::view::shaders;
use crate::view::surface::Drawn;
use crate::view::workshop::{Scenery, Workshop};
use bevy::asset::{Handle, RenderAssetUsages};
use bevy::math::{Vec3, Vec4};
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};
use bevy::render::storage::ShaderBuffer;
use coarse::{Coarse, Link, Plaquette};

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "links",
    summary: "the gauge field: links in the colours of their angles, plaquettes as large as their \
              flux, in the colours of its sign",
    fits: |_| true,
    reach: |cut| if matches!(cut, Cut::Plane { .. }) { Reach::All } else { Reach::Cut },
    vectors: Some(Vectors::Links),
    colour: Some(("link1", "a")),
    note,
    layer,
    pick,
    ..RenderMode::PLAIN
};

/// What squares are.
fn note(picture: &Picture, _: &Norm) -> Option<String> {
    (picture.cut != Cut::Line).then(|| "squares: flux f of the plaquettes".to_owned())
}

/// Most sites whose links are shown; of a larger lattice every so many sites.
const MOST: usize = 1500;
/// Radius of a link, and the largest side of a square, in parts of the shortest link.
const RADIUS: f32 = 0.055;
const SQUARE: f32 = 0.62;
/// Part of a link at each end where a site would be.
const GAP: f32 = 0.1;
/// Fluxes that are nothing: what rounding leaves of angles in single precision.
const ROUNDING: f32 = 1e-4;
/// Where on the map of fluxes those that are nearly nothing lie.
const PALEST: f32 = 0.55;
/// Numbers of a link: its ends with its radius, its colour.
const LINK: usize = 12;
/// Numbers of a plaquette: its middle, half of two sides, its colour.
const PLAQUETTE: usize = 16;

struct Links {
    coarse: Coarse,
    sites: Sites,
    buffers: [Handle<ShaderBuffer>; 2],
    numbers: Vec<f32>,
    /// The colours of phases and of values of either sign.
    colours: (Circle, Table),
    /// The largest flux so far.
    top: f32,
}

fn layer(scenery: &Scenery, workshop: &mut Workshop) -> Box<dyn Layer> {
    let Scenery { picture, lattice, .. } = *scenery;
    let shape = [0, 1, 2].map(|axis| lattice.shape().get(axis).map_or(1, |sites| *sites));
    let wraps = [0, 1, 2].map(|axis| lattice.boundary().get(axis).is_some_and(|b| b.is_periodic()));
    let coarse = Coarse::new(shape, wraps, MOST);
    let nothing = vec![[0.0; 3]; lattice.sites()];
    let counts = [coarse.links(&nothing).len(), coarse.plaquettes(&nothing).len()];
    let stages = [("link", "painted", 2, LINK), ("plaquette", "painted", 4, PLAQUETTE)];
    let mut index = 0;
    let buffers = counts.map(|count| {
        let (vertex, fragment, corners, numbers) = stages[index];
        index += 1;
        let buffer = workshop.buffer(size_of::<f32>() * numbers * count);
        let mesh = workshop.mesh(if corners == 2 { rods(count) } else { squares(count) });
        let stage = Stage::own(shaders::LINKS, vertex, fragment);
        let uniform = SurfaceUniform { grid: Vec4::ZERO, ..scenery.uniform };
        workshop.part(scenery, mesh, uniform, &buffer, stage);
        buffer
    });
    let frame = BoxFrame::new(lattice, &height_scale(picture));
    let sites = Sites::new(lattice, picture.cut, &frame);
    Box::new(Links {
        coarse,
        sites,
        buffers,
        numbers: Vec::new(),
        colours: colours(picture),
        top: 0.0,
    })
}

/// The circle of the picture where its colours are phases, else the default one; and the map of
/// fluxes.
fn colours(picture: &Picture) -> (Circle, Table) {
    let neutral = picture.theme.neutral;
    let cyclic = if picture.shows_phase() { picture.map } else { default_map(MapKind::Cyclic) };
    let fluxes = table(default_map(MapKind::Diverging), neutral);
    (Circle::new(cyclic, neutral, picture.phase_zero), fluxes)
}

/// Strips of three vertices across at both ends: the number of the link, the end, the way across.
fn rods(count: usize) -> Mesh {
    let vertex = |i: usize| [(i / 6) as f32, (i / 3 % 2) as f32, (i % 3) as f32 - 1.0];
    let quads = |link: usize| {
        [0, 1].map(|side| {
            let a = (6 * link + side) as u32;
            [a, a + 1, a + 3, a + 1, a + 4, a + 3]
        })
    };
    mesh((0..6 * count).map(vertex).collect(), (0..count).flat_map(quads).flatten().collect())
}

/// Squares: the number of the plaquette, the corner along both axes.
fn squares(count: usize) -> Mesh {
    let corners = [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]];
    let vertices = (0..count).flat_map(|i| corners.map(|[x, y]| [i as f32, x, y])).collect();
    let indices = (0..count as u32).flat_map(|i| [0, 1, 2, 2, 1, 3].map(|k| 4 * i + k)).collect();
    mesh(vertices, indices)
}

/// A mesh; one without vertices is a point.
fn mesh(mut vertices: Vec<[f32; 3]>, mut indices: Vec<u32>) -> Mesh {
    if indices.is_empty() {
        (vertices, indices) = (vec![[0.0; 3]], vec![0; 3]);
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vertices)
        .with_inserted_indices(Indices::U32(indices))
}

impl Layer for Links {
    fn update(&mut self, showing: &Showing, workshop: &mut Workshop) {
        let angles = &showing.planes.links.values;
        if angles.len() != showing.lattice.sites() {
            return;
        }
        let links = self.coarse.links(angles);
        self.numbers.clear();
        links.iter().for_each(|link| self.write_link(link));
        workshop.write(&self.buffers[0], self.numbers.iter());
        let plaquettes = self.coarse.plaquettes(angles);
        let largest = plaquettes.iter().map(|plaquette| plaquette.flux.abs()).fold(0.0, f32::max);
        self.top = self.top.max(largest);
        self.numbers.clear();
        plaquettes.iter().for_each(|plaquette| self.write_plaquette(plaquette));
        workshop.write(&self.buffers[1], self.numbers.iter());
    }
}

impl Links {
    fn at(&self, site: [usize; 3]) -> Vec3 {
        self.sites.at(site.map(|i| i as f32))
    }

    fn write_link(&mut self, link: &Link) {
        let [from, to] = link.ends.map(|site| self.at(site));
        let (way, radius) = (to - from, RADIUS * (to - from).length());
        let [r, g, b] = linear(self.colours.0.at(link.angle));
        self.numbers.extend((from + GAP * way).extend(radius).to_array());
        self.numbers.extend((to - GAP * way).extend(radius).to_array());
        self.numbers.extend([r, g, b, 1.0]);
    }

    fn write_plaquette(&mut self, plaquette: &Plaquette) {
        let [from, to] = plaquette.corners.map(|site| self.at(site));
        let part = plaquette.flux / self.top.max(ROUNDING);
        let size =
            if plaquette.flux.abs() > ROUNDING { 0.5 * SQUARE * part.abs().sqrt() } else { 0.0 };
        let [first, second] = plaquette.axes.map(|axis| {
            let sides = plaquette.corners[1][axis] - plaquette.corners[0][axis];
            size * sides as f32 * self.sites.steps[axis]
        });
        // Size tells how strong it is: the colour of a weak one keeps its hue.
        let shade = part.signum() * (PALEST + (1.0 - PALEST) * part.abs());
        let [r, g, b] = linear(self.colours.1.at(0.5 + 0.5 * shade));
        for side in [0.5 * (from + to), first, second] {
            self.numbers.extend(side.extend(0.0).to_array());
        }
        self.numbers.extend([r, g, b, 1.0]);
    }
}

fn linear(colour: Oklab) -> [f32; 3] {
    colour.to_linear()
}

/// On a line or a sheet as those are met; in space the nearest site on the near side of the box.
fn pick(drawn: &Drawn, gaze: &Gaze) -> Option<Hit> {
    match drawn.cut {
        Cut::Line => ribbon::pick(drawn, gaze),
        Cut::Whole2D => height_field::pick(drawn, gaze),
        Cut::Plane { .. } => march::first(drawn, gaze, |_, _| true),
    }
}
