//! The one palette of an animation.
//!
//! It must be fixed before the first picture is written, so it is made of what is known then: the
//! colours the pictures are made of (a hint of the caller), the colours of the first picture, and
//! a coarse lattice of all colours for what may come.

use super::oklab::{Lab, distance, from_srgb, to_srgb};
use crate::record::Frame;
use std::collections::HashMap;

/// Most colours; one of the 256 numbers means transparent.
pub(super) const COLOURS: usize = 255;

/// A colour that covers this part of the first picture is kept as it is: backgrounds and panels.
const FLAT: usize = 200;

/// Rounds of refinement; more change nothing that can be seen.
const ROUNDS: usize = 6;

/// A colour and how much it matters.
#[derive(Clone, Copy)]
struct Sample {
    lab: Lab,
    weight: f32,
}

/// Chooses at most [`COLOURS`] colours.
pub(super) fn choose(frame: &Frame, hint: &[[u8; 3]]) -> Vec<[u8; 3]> {
    let counts = count(frame);
    let mut kept = flat_colours(&counts);
    kept.extend(lattice(if hint.is_empty() { 4 } else { 3 }));
    kept.sort_unstable();
    kept.dedup();
    let samples = samples(&counts, hint);
    let fixed: Vec<Lab> = kept.iter().map(|&rgb| from_srgb(rgb)).collect();
    let mut centres = median_cut(&samples, COLOURS - fixed.len());
    for _ in 0..ROUNDS {
        refine(&samples, &fixed, &mut centres);
    }
    kept.extend(centres.into_iter().map(to_srgb));
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// How often each colour occurs, in order of the colours. Transparent pixels do not count.
fn count(frame: &Frame) -> Vec<([u8; 3], usize)> {
    let mut counts = HashMap::new();
    for &[r, g, b, a] in frame.rgba.as_chunks::<4>().0 {
        if a >= super::OPAQUE {
            *counts.entry([r, g, b]).or_insert(0) += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    counts
}

fn flat_colours(counts: &[([u8; 3], usize)]) -> Vec<[u8; 3]> {
    let total: usize = counts.iter().map(|&(_, n)| n).sum();
    let mut flat: Vec<_> = counts.iter().filter(|&&(_, n)| n * FLAT > total).collect();
    flat.sort_unstable_by_key(|&&(rgb, n)| (usize::MAX - n, rgb));
    flat.into_iter().take(16).map(|&(rgb, _)| rgb).collect()
}

/// `n * n * n` colours from black to white.
fn lattice(n: usize) -> impl Iterator<Item = [u8; 3]> {
    let level = move |i: usize| (i * 255 / (n - 1)) as u8;
    (0..n * n * n).map(move |i| [level(i / n / n), level(i / n % n), level(i % n)])
}

/// Cells of the first picture and the hint, each with half of the total weight.
fn samples(counts: &[([u8; 3], usize)], hint: &[[u8; 3]]) -> Vec<Sample> {
    let mut cells = HashMap::new();
    for &(rgb, n) in counts {
        let cell = cells.entry(rgb.map(|c| c >> 3)).or_insert(([0; 3], 0));
        for (sum, c) in cell.0.iter_mut().zip(rgb) {
            *sum += usize::from(c) * n;
        }
        cell.1 += n;
    }
    let mut cells: Vec<_> = cells.into_iter().collect();
    cells.sort_unstable();
    let seen = cells.into_iter().map(|(_, (sum, n))| Sample {
        lab: from_srgb(sum.map(|c| ((c + n / 2) / n) as u8)),
        // The root lets small things keep their colours beside a large background.
        weight: (n as f32).sqrt(),
    });
    let mut samples: Vec<Sample> = seen.collect();
    let total: f32 = samples.iter().map(|sample| sample.weight).sum();
    let weight = total.max(1.0) / hint.len().max(1) as f32;
    samples.extend(hint.iter().map(|&rgb| Sample { lab: from_srgb(rgb), weight }));
    samples
}

/// Splits the samples into at most `n` groups, always the one that spreads most, and returns the
/// mean of each.
fn median_cut(samples: &[Sample], n: usize) -> Vec<Lab> {
    let mut groups = vec![samples.to_vec()];
    while groups.len() < n {
        let spreads = groups.iter().map(|group| spread(group).1);
        let Some((largest, spread)) = spreads.enumerate().max_by(|a, b| a.1.total_cmp(&b.1)) else {
            break;
        };
        if spread <= 0.0 {
            break;
        }
        let group = groups.swap_remove(largest);
        groups.extend(split(group));
    }
    groups.iter().filter(|group| !group.is_empty()).map(|group| mean(group)).collect()
}

/// The axis along which a group varies most, and its variance times its weight.
fn spread(group: &[Sample]) -> (usize, f32) {
    if group.len() < 2 {
        // Rounding would give a single sample some spread, and there is nothing to split.
        return (0, 0.0);
    }
    let centre = mean(group);
    let variance = |axis: usize| {
        let square = |s: &Sample| s.weight * (s.lab[axis] - centre[axis]).powi(2);
        group.iter().map(square).sum::<f32>()
    };
    let axes = (0..3).map(|axis| (axis, variance(axis)));
    axes.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
}

fn split(mut group: Vec<Sample>) -> [Vec<Sample>; 2] {
    let axis = spread(&group).0;
    group.sort_by(|p, q| p.lab[axis].total_cmp(&q.lab[axis]));
    let half = group.iter().map(|s| s.weight).sum::<f32>() / 2.0;
    let mut below = 0.0;
    let middle = group.iter().position(|s| {
        below += s.weight;
        below >= half
    });
    let rest = group.split_off(middle.unwrap_or(0).clamp(1, group.len() - 1));
    [group, rest]
}

fn mean(group: &[Sample]) -> Lab {
    let weight: f32 = group.iter().map(|s| s.weight).sum();
    let axis = |i: usize| group.iter().map(|s| s.weight * s.lab[i]).sum::<f32>() / weight;
    [axis(0), axis(1), axis(2)]
}

/// Moves every free centre to the mean of the samples that are nearest to it (Lloyd's algorithm).
fn refine(samples: &[Sample], fixed: &[Lab], centres: &mut [Lab]) {
    let mut sums = vec![([0.0; 3], 0.0); centres.len()];
    for sample in samples {
        let near = |(_, a): &(usize, Lab), (_, b): &(usize, Lab)| {
            distance(*a, sample.lab).total_cmp(&distance(*b, sample.lab))
        };
        let all = centres.iter().chain(fixed).copied().enumerate();
        let nearest = all.min_by(near).map_or(usize::MAX, |(i, _)| i);
        if let Some((sum, weight)) = sums.get_mut(nearest) {
            for (sum, c) in sum.iter_mut().zip(sample.lab) {
                *sum += sample.weight * c;
            }
            *weight += sample.weight;
        }
    }
    for (centre, (sum, weight)) in centres.iter_mut().zip(sums) {
        if weight > 0.0 {
            *centre = sum.map(|c| c / weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_background_keeps_its_colour() {
        let mut frame = Frame { width: 40, height: 10, rgba: [17, 19, 27, 255].repeat(400) };
        for x in 0..40 {
            frame.rgba[4 * x] = 6 * x as u8;
        }
        let palette = choose(&frame, &[]);
        assert!(palette.contains(&[17, 19, 27]));
        assert!(palette.len() <= COLOURS);
    }

    #[test]
    fn the_hint_is_well_covered() {
        let frame = Frame { width: 4, height: 2, rgba: [20, 20, 30, 255].repeat(8) };
        let hint: Vec<[u8; 3]> = (0..=255).map(|i| [i, 255 - i, 40 + i / 3]).collect();
        let palette = choose(&frame, &hint);
        for rgb in hint {
            let lab = from_srgb(rgb);
            let nearest = palette.iter().map(|&p| distance(from_srgb(p), lab)).fold(1.0, f32::min);
            assert!(nearest.sqrt() < 0.01, "{rgb:?} is {} away", nearest.sqrt());
        }
    }

    #[test]
    fn a_clear_picture_has_a_palette() {
        assert_eq!(choose(&Frame::new(3, 2), &[]).len(), 64);
    }

    #[test]
    fn many_colours_fit() {
        let pixel = |i: u32| [i as u8, (i / 7) as u8, (i / 31) as u8, 255];
        let rgba = (0..64 * 64).flat_map(pixel).collect();
        assert_eq!(choose(&Frame { width: 64, height: 64, rgba }, &[]).len(), COLOURS);
    }
}
