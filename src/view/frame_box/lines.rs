//! The lines of the box as a mesh.

use super::edges::{Sight, edge, others};
use super::{BoxFrame, Tick};
use crate::quantity::Cut;
use crate::view::colours::{Oklab, Srgb};
use crate::view::material::{ATTRIBUTE_CORNER, ATTRIBUTE_OTHER_END, ATTRIBUTE_WIDTH};
use bevy::asset::RenderAssetUsages;
use bevy::math::Vec3;
use bevy::mesh::{Indices, Mesh, PrimitiveTopology};

/// How strongly the lines are drawn: alpha and width in points.
struct Pen(f32, f32);

const BEHIND: Pen = Pen(0.55, 1.3);
const IN_FRONT: Pen = Pen(0.08, 1.0);
const GRID: Pen = Pen(0.13, 1.0);
const ZERO: Pen = Pen(0.34, 1.2);
const AXIS: Pen = Pen(0.75, 1.3);

/// Lines of one colour, as quads that the shader widens on the screen.
#[derive(Default)]
struct Lines {
    ends: Vec<[f32; 3]>,
    other_ends: Vec<[f32; 3]>,
    corners: Vec<[f32; 2]>,
    colours: Vec<[f32; 4]>,
    widths: Vec<[f32; 2]>,
}

impl Lines {
    fn push(&mut self, [from, to]: [Vec3; 2], [r, g, b]: [f32; 3], Pen(alpha, width): &Pen) {
        for corner in [[0.0, -1.0], [0.0, 1.0], [1.0, -1.0], [1.0, 1.0]] {
            self.ends.push(from.to_array());
            self.other_ends.push(to.to_array());
            self.corners.push(corner);
            self.colours.push([r, g, b, *alpha]);
            self.widths.push([*width, 0.0]);
        }
    }

    fn mesh(self) -> Mesh {
        let quads = self.ends.len() as u32 / 4;
        let indices = (0..quads).flat_map(|i| [0, 1, 2, 2, 1, 3].map(|k| 4 * i + k)).collect();
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.ends)
            .with_inserted_attribute(ATTRIBUTE_OTHER_END, self.other_ends)
            .with_inserted_attribute(ATTRIBUTE_CORNER, self.corners)
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colours)
            .with_inserted_attribute(ATTRIBUTE_WIDTH, self.widths)
            .with_inserted_indices(Indices::U32(indices))
    }
}

/// The lines of a box: edges, a grid on the faces behind, and where the field lies in it.
pub fn mesh(
    frame: &BoxFrame,
    ticks: &[Vec<Tick>; 3],
    sight: Sight,
    cut: Cut,
    colour: Srgb,
) -> Mesh {
    let colour = Oklab::from_srgb(colour).to_linear();
    let mut lines = Lines::default();
    for (axis, ticks) in ticks.iter().enumerate() {
        grid(&mut lines, (frame, cut), axis, ticks, sight, colour);
        for signs in [[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]] {
            let [p, q] = others(axis);
            let in_front = signs[0] != sight.behind[p] && signs[1] != sight.behind[q];
            // Across a surface that fills its box, edges in front would only be in the way.
            if !in_front {
                lines.push(edge(frame.half(), axis, signs), colour, &BEHIND);
            } else if matches!(cut, Cut::Plane { .. }) {
                lines.push(edge(frame.half(), axis, signs), colour, &IN_FRONT);
            }
        }
    }
    home(&mut lines, frame, cut, colour);
    lines.mesh()
}

/// The grid lines at the ticks of one axis, on the two faces behind along which it runs.
fn grid(
    lines: &mut Lines,
    (frame, cut): (&BoxFrame, Cut),
    axis: usize,
    ticks: &[Tick],
    sight: Sight,
    colour: [f32; 3],
) {
    let half = frame.half();
    for tick in ticks {
        let place = frame.sides[axis].place(tick.value);
        if place.abs() > 0.995 * half[axis] {
            continue;
        }
        let pen = if tick.value == 0.0 && axis == 1 { &ZERO } else { &GRID };
        for wall in others(axis) {
            // Where the field itself is the floor, it has the lines already.
            if wall == 1
                && cut == Cut::Whole2D
                && frame.sides[1].ends[0] == 0.0
                && sight.behind[1] < 0.0
            {
                continue;
            }
            let along = 3 - axis - wall;
            let ends = [-1.0, 1.0].map(|end| {
                let mut point = [0.0; 3];
                (point[axis], point[wall], point[along]) =
                    (place, sight.behind[wall] * half[wall], end * half[along]);
                Vec3::from_array(point)
            });
            lines.push(ends, colour, pen);
        }
    }
}

/// The axis of a ribbon, where its field is zero.
fn home(lines: &mut Lines, frame: &BoxFrame, cut: Cut, colour: [f32; 3]) {
    if cut == Cut::Line && !frame.shows_time() {
        let (half, y) = (frame.half(), frame.sides[1].zero);
        lines.push([-1.0, 1.0].map(|end| Vec3::new(end * half.x, y, 0.0)), colour, &AXIS);
    }
}
