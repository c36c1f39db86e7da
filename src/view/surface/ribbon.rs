//! A band from the axis to the curve (x, Re, Im), with a thread along the curve: the phase winds
//! about the axis. A real quantity is a curve with its area.

use super::grid::{Places, quads};
use super::{GridSize, Part, RenderMode};
use crate::quantity::Cut;
use crate::view::material::Stage;
use crate::view::shaders;
use std::f32::consts::TAU;

/// The row of the registry.
pub(super) const MODE: RenderMode = RenderMode {
    name: "ribbon",
    summary: "a band along a 1-D lattice whose edge is the curve (x, Re, Im)",
    fits: |cut| cut == Cut::Line,
    complex_height: true,
    places,
    parts,
};

/// Intervals along the axis: a line is cheap, and a winding curve shows its corners.
const FINE: usize = 1536;

/// Intervals from the axis to the curve: colour is linear in between, so few are enough.
const RUNGS: usize = 8;

/// Sides of the thread.
const SIDES: usize = 10;

fn places(size: &GridSize) -> [Places; 2] {
    [Places::new(size.width, size.wraps[0], FINE), Places::new(1, false, 0)]
}

fn parts([along, _]: &[Places; 2]) -> Vec<Part> {
    let part = |lines: usize, last: f32, vertex, fragment| {
        // Along the axis, a coordinate that runs from 0 to `last`, and the number of the sample.
        let line = |k: usize| {
            let second = last * k as f32 / lines as f32;
            along.values.iter().enumerate().map(move |(i, place)| [*place, second, i as f32])
        };
        let vertices = (0..=lines).flat_map(line).collect();
        let stage = Stage { shader: shaders::RIBBON, vertex, fragment };
        Part { mesh: quads(vertices, along.values.len(), lines + 1), stage }
    };
    vec![part(RUNGS, 1.0, "band", "fragment"), part(SIDES, TAU, "thread", "glowing")]
}
