//! The box around the lattice: what its sides measure, and where in it a cut lies.

use crate::lattice::Lattice;
use crate::quantity::Cut;
use crate::view::history::ROWS;
use crate::view::scale::Norm;
use bevy::math::Vec3;

/// One pair of opposite sides of the box and what is measured between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Name at the edge: x, y, z or a quantity; empty for none, and no ticks then.
    pub name: String,
    /// Value at the negative and at the positive end of the world axis.
    pub ends: [f64; 2],
    /// Half the extent in the world.
    pub half: f32,
    /// Where along the world axis a displacement begins: in the middle, or at the negative end.
    pub zero: f32,
    /// Of a scale of decades: the power of ten at value 0.
    pub decades: Option<f64>,
}

impl Side {
    /// One without a name, which has no ticks.
    const BARE: Self =
        Self { name: String::new(), ends: [-1.0, 1.0], half: 0.0, zero: 0.0, decades: None };

    /// Where a value lies along the world axis.
    pub fn place(&self, value: f64) -> f32 {
        let [low, high] = self.ends;
        ((value - low) / (high - low) * 2.0 - 1.0) as f32 * self.half
    }
}

/// The box, whose middle is the origin of the world.
///
/// # Conventions
/// World axes of a lattice: D = 1: x right, real part up, imaginary part towards the viewer (so
/// `e^{ikx}` winds right-handed about the axis). D = 2: x right, y away from the viewer, height up.
/// D = 3: x right, y away, z up.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxFrame {
    /// Sides along world x, y and z.
    pub sides: [Side; 3],
}

/// Where the values of a cut are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Place of the first value at height zero.
    pub origin: Vec3,
    /// From one value to the next in a line.
    pub along: Vec3,
    /// From one line to the next.
    pub across: Vec3,
    /// Displacement at the top of the height's range.
    pub up: Vec3,
    /// Displacement at the top of the range of the imaginary part.
    pub aside: Vec3,
    /// Whether a line, and whether the set of lines, closes on itself.
    pub wraps: [bool; 2],
}

/// What is drawn as height.
#[derive(Clone, Debug, PartialEq)]
pub struct HeightScale {
    /// Name at the edge of the box.
    pub name: String,
    /// Its values; about zero the box reaches as far below as above.
    pub norm: Norm,
    /// Whether there is an imaginary part to draw aside.
    pub complex: bool,
    /// Extent in the world of a value at the top; 0 for a flat picture.
    pub relief: f32,
    /// When the axis of time of a map begins and how long it is, where there is one.
    pub time: Option<[f64; 2]>,
}

/// Name of the axis of time.
const TIME: &str = "t";

/// Positions of the two ends of an axis: a periodic one reaches to where it meets itself.
fn ends(lattice: &Lattice, axis: usize) -> [f64; 2] {
    let last = lattice.shape()[axis] - usize::from(!lattice.boundary()[axis].is_periodic());
    let low = lattice.position(axis, 0);
    [low, low + last as f64 * lattice.spacing()]
}

/// Lengths of the world per length of the lattice.
pub(super) fn scale(lattice: &Lattice) -> f64 {
    let length = |axis| ends(lattice, axis)[1] - ends(lattice, axis)[0];
    1.0 / (0..lattice.dim()).map(length).fold(f64::MIN_POSITIVE, f64::max)
}

/// A side that measures a lattice axis; `away` when the world axis points against it.
fn lattice_side(lattice: &Lattice, axis: usize, away: bool) -> Side {
    let [low, high] = ends(lattice, axis);
    let half = (0.5 * (high - low) * scale(lattice)) as f32;
    let ends = if away { [high, low] } else { [low, high] };
    Side { name: ["x", "y", "z"][axis].to_owned(), ends, half, ..Side::BARE }
}

/// A side that measures the height; a flat picture has nothing to measure.
fn height_side(height: &HeightScale) -> Side {
    let (relief, (ends, decades)) = (height.relief, height.norm.measured());
    let (half, zero) = match height.norm.is_about_zero() {
        _ if relief == 0.0 => return Side { ends: [0.0, 1.0], ..Side::BARE },
        true => (relief, 0.0),
        false => (0.5 * relief, -0.5 * relief),
    };
    Side { name: height.name.clone(), ends, half, zero, decades }
}

impl BoxFrame {
    /// The box of a lattice on which `height` is drawn.
    pub fn new(lattice: &Lattice, height: &HeightScale) -> Self {
        let sides = match lattice.dim() {
            1 => [lattice_side(lattice, 0, false), real_side(height), third_side(lattice, height)],
            2 => [
                lattice_side(lattice, 0, false),
                height_side(height),
                lattice_side(lattice, 1, true),
            ],
            _ => [
                lattice_side(lattice, 0, false),
                lattice_side(lattice, 2, false),
                lattice_side(lattice, 1, true),
            ],
        };
        Self { sides }
    }

    /// The side that measures an axis of the lattice.
    pub fn lattice_side(&self, axis: usize) -> &Side {
        &self.sides[[0, 2, 1][axis]]
    }

    /// Whether time runs into the depth.
    pub fn shows_time(&self) -> bool {
        self.sides[2].name == TIME
    }

    /// Half extents in the world.
    pub fn half(&self) -> Vec3 {
        Vec3::from_array([0, 1, 2].map(|axis| self.sides[axis].half))
    }

    /// The eight corners.
    pub fn corners(&self) -> Vec<Vec3> {
        let signs = [-1.0, 1.0];
        let corner = |x, y, z| self.half() * Vec3::new(x, y, z);
        signs
            .iter()
            .flat_map(|&x| signs.iter().flat_map(move |&y| signs.map(|z| corner(x, y, z))))
            .collect()
    }
}

/// The side along which a ribbon's real part lies.
fn real_side(height: &HeightScale) -> Side {
    let side = height_side(height);
    if height.complex { Side { name: format!("Re {}", side.name), ..side } } else { side }
}

/// The side into the depth of a 1-D picture: time or the imaginary part.
fn third_side(lattice: &Lattice, height: &HeightScale) -> Side {
    let Some([begins, length]) = height.time else { return imaginary_side(height) };
    // Light runs at half a right angle, in all but very long and very short maps.
    let half = (0.5 * length * scale(lattice)).clamp(0.1, 1.0) as f32;
    Side { name: TIME.to_owned(), ends: [begins + length, begins], half, ..Side::BARE }
}

/// The side along which a ribbon's imaginary part lies; a narrow one for real quantities.
fn imaginary_side(height: &HeightScale) -> Side {
    if height.complex {
        Side { name: format!("Im {}", height.name), ..height_side(height) }
    } else {
        Side { half: 0.08, ..Side::BARE }
    }
}

impl Placement {
    /// Where a cut of a lattice lies in its box.
    pub fn new(lattice: &Lattice, cut: Cut, frame: &BoxFrame, height: &HeightScale) -> Self {
        let unit = (scale(lattice) * lattice.spacing()) as f32;
        let (along, across) = cut.axes();
        let wraps = |axis: usize| lattice.boundary()[axis].is_periodic();
        let (up, aside) = displacements(lattice.dim(), cut);
        let depth = 2.0 * frame.sides[2].half / (ROWS - 1) as f32;
        let across_line = if frame.shows_time() { depth * Vec3::NEG_Z } else { Vec3::ZERO };
        Self {
            origin: origin(lattice, cut, frame),
            along: unit * direction(along),
            across: across.map_or(across_line, |axis| unit * direction(axis)),
            up: height.relief * up,
            aside: height.relief * aside,
            wraps: [wraps(along), across.is_some_and(wraps)],
        }
    }
}

/// World direction of a lattice axis.
pub fn direction(axis: usize) -> Vec3 {
    [Vec3::X, Vec3::NEG_Z, Vec3::Y][axis]
}

/// Directions of the real and the imaginary part of the height.
fn displacements(dim: usize, cut: Cut) -> (Vec3, Vec3) {
    match cut {
        Cut::Plane { axis, .. } => (direction(axis), Vec3::ZERO),
        _ if dim == 1 => (Vec3::Y, Vec3::Z),
        _ => (Vec3::Y, Vec3::ZERO),
    }
}

/// World position of the first value of a cut at height zero.
pub(super) fn origin(lattice: &Lattice, cut: Cut, frame: &BoxFrame) -> Vec3 {
    let at = |axis: usize, index: usize| lattice.position(axis, index);
    let place = |side: usize, value: f64| frame.sides[side].place(value);
    match cut {
        Cut::Line => {
            let near = if frame.shows_time() { frame.sides[2].half } else { 0.0 };
            Vec3::new(place(0, at(0, 0)), frame.sides[1].zero, near)
        }
        Cut::Whole2D => Vec3::new(place(0, at(0, 0)), frame.sides[1].zero, place(2, at(1, 0))),
        Cut::Plane { axis, index } => {
            let start = |mu: usize| at(mu, if mu == axis { index } else { 0 });
            Vec3::new(place(0, start(0)), place(1, start(2)), place(2, start(1)))
        }
    }
}

#[cfg(test)]
mod tests;
