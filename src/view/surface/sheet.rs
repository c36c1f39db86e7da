//! What a grid of places needs: its samples, between the sites as smooth as they are drawn.

use super::grid::Places;
use super::{ColourRule, HeightRule, Refiner, Showing, Texel};
use crate::view::values::Pair;
use crate::view::workshop::Workshop;
use bevy::asset::Handle;
use bevy::render::storage::ShaderBuffer;

/// The part of a map of time that can be seen from the beginning.
const LEAST: f32 = 0.004;

/// Carries height and colour of a cut to the GPU.
pub struct Sheet {
    buffer: Handle<ShaderBuffer>,
    refiner: Refiner,
    texels: Vec<Texel>,
    /// The part of a map of time that is past.
    grown: f32,
}

impl Sheet {
    /// For the samples at some places.
    pub fn new([along, across]: &[Places; 2], workshop: &mut Workshop) -> Self {
        let refiner = Refiner::new((along, across));
        Self { buffer: workshop.buffer(refiner.bytes()), refiner, texels: Vec::new(), grown: 1.0 }
    }

    /// Where the samples are.
    pub fn buffer(&self) -> &Handle<ShaderBuffer> {
        &self.buffer
    }

    /// How much of it there is already, from line to line.
    pub fn grown(&mut self, part: f32) {
        self.grown = part.max(LEAST);
    }

    /// Brings the values of a cut.
    pub fn bring(&mut self, pair: &Pair, showing: &Showing, workshop: &mut Workshop) {
        let values = pair.height.values.iter().copied().zip(pair.colour.values.iter().copied());
        self.bring_all(values, showing, workshop);
    }

    /// Brings values of height and colour, line by line, each divided by its range.
    pub fn bring_all(
        &mut self,
        values: impl Iterator<Item = ([f32; 2], [f32; 2])>,
        showing: &Showing,
        workshop: &mut Workshop,
    ) {
        let heights = HeightRule::new(showing.picture, showing.ranges);
        let colours = ColourRule::new(showing.picture, showing.ranges);
        let texel = |(height, colour): ([f32; 2], [f32; 2])| {
            let ([a, b], [re, im]) = (heights.of(height), colours.of(colour));
            [a, b, re, im]
        };
        self.texels.clear();
        self.texels.extend(values.map(texel));
        let Self { buffer, refiner, texels, grown } = self;
        if refiner.takes(texels.len()) {
            workshop.fill(buffer, |data| refiner.run(texels, *grown, data));
        }
    }
}
