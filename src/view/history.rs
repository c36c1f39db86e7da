//! What was on a line before: the past of a 1-D field, bounded.

use super::picture::Picture;
use super::values::Pair;
use std::collections::VecDeque;

/// Most moments that are kept: with more, the steps between them become longer.
const MOST: usize = 512;

/// Rows at even steps of time in which the past is drawn.
pub const ROWS: usize = 256;

/// Both quantities along the line, at a moment.
#[derive(Clone, Debug)]
struct Moment {
    time: f64,
    height: Vec<[f32; 2]>,
    colour: Vec<[f32; 2]>,
}

/// Moments of one picture in order of time.
#[derive(Clone, Debug, Default)]
pub struct History {
    of: Option<(&'static str, &'static str, usize)>,
    moments: VecDeque<Moment>,
}

impl History {
    /// Notes how the line is. The past of other quantities is forgotten, and what was to come when
    /// the field went back.
    pub(super) fn note(&mut self, picture: &Picture, time: f64, now: &Pair) {
        let of = Some((picture.height.name, picture.colour.name, now.height.width));
        if self.of != of {
            *self = Self { of, moments: VecDeque::new() };
        }
        while self.moments.back().is_some_and(|last| last.time >= time) {
            self.moments.pop_back();
        }
        while self.moments.len() > 1 && self.moments[1].time < time - picture.history {
            self.moments.pop_front();
        }
        // Nearer moments than can be drawn take the place of the one before.
        let near = picture.history / MOST as f64;
        let len = self.moments.len();
        if len > 1 && time - self.moments[len - 2].time < near {
            self.moments.pop_back();
        }
        let (height, colour) = (now.height.values.clone(), now.colour.values.clone());
        self.moments.push_back(Moment { time, height, colour });
    }

    /// When the map of so long a time begins: at the first moment, until time is over.
    pub fn begins(&self, length: f64) -> f64 {
        let first = self.moments.front().map_or(0.0, |moment| moment.time);
        let last = self.moments.back().map_or(0.0, |moment| moment.time);
        first.max(last - length)
    }

    /// The part of a map that is past, from 0 to 1.
    pub fn filled(&self, length: f64) -> f32 {
        let last = self.moments.back().map_or(0.0, |moment| moment.time);
        ((last - self.begins(length)) / length) as f32
    }

    /// The values of height and of colour at all moments, as planes of a single line each.
    pub(super) fn lines(&self) -> impl Iterator<Item = [&[[f32; 2]]; 2]> {
        self.moments.iter().map(|moment| [&moment.height[..], &moment.colour[..]])
    }

    /// Height and colour at a site so long ago, and when that was: at the moment kept that is
    /// nearest.
    pub fn then(&self, x: usize, ago: f64) -> Option<(f64, [[f32; 2]; 2])> {
        let time = self.moments.back()?.time - ago;
        let off = |moment: &&Moment| (moment.time - time).abs();
        let moment = self.moments.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
        Some((moment.time, [*moment.height.get(x)?, *moment.colour.get(x)?]))
    }

    /// Height and colour in row `row` of [`ROWS`], evenly from the beginning of a map of so long a
    /// time to now, site by site.
    pub fn row(
        &self,
        row: usize,
        length: f64,
    ) -> Option<impl Iterator<Item = ([f32; 2], [f32; 2])> + '_> {
        let begins = self.begins(length);
        let now = self.moments.back()?.time;
        let time = begins + (now - begins) * row as f64 / (ROWS - 1) as f64;
        let after = self.moments.partition_point(|moment| moment.time < time);
        let after = after.min(self.moments.len() - 1);
        let later = self.moments.get(after)?;
        let earlier = self.moments.get(after.saturating_sub(1))?;
        let step = later.time - earlier.time;
        let part = if step > 0.0 { ((time - earlier.time) / step) as f32 } else { 1.0 };
        let mix = move |(a, b): (&[f32; 2], &[f32; 2])| {
            [0, 1].map(|k| a[k] + part.clamp(0.0, 1.0) * (b[k] - a[k]))
        };
        let heights = earlier.height.iter().zip(&later.height).map(mix);
        Some(heights.zip(earlier.colour.iter().zip(&later.colour).map(mix)))
    }
}
