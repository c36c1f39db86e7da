//! Recordings, read back by decoders and parsers that are not ours.

pub(crate) mod boxes;
mod gif;
mod mp4;
mod outputs;
mod png;

use fieldloom::record::{Frame, OutputSpec, Provenance, Sink, open};
use std::path::Path;

/// A recording of 96 x 64 pixels at 24 frames a second into `path`.
fn spec(path: impl AsRef<Path>, frames: u32) -> OutputSpec {
    OutputSpec {
        path: path.as_ref().to_path_buf(),
        width: 96,
        height: 64,
        fps: 24,
        frames,
        overwrite: false,
        transparent: false,
        provenance: Provenance {
            scene: "// Ripples, naïve\n\n(theory: (name: \"dirac\"))\n".into(),
            title: "Ripples, naïve".into(),
            seed: 18_446_744_073_709_551_615,
            version: "0.1.0".into(),
        },
        gif_hint: Vec::new(),
    }
}

/// Colour of everything that does not move.
const BACKGROUND: [u8; 4] = [17, 20, 30, 255];

/// A soft spot that wanders over a flat background, different in every picture.
fn picture(width: u32, height: u32, number: u32) -> Frame {
    let mut frame = Frame::new(width, height);
    let (cx, cy) = (20.0 + 1.5 * number as f32, 24.0 + 0.5 * number as f32);
    for (i, pixel) in frame.rgba.as_chunks_mut::<4>().0.iter_mut().enumerate() {
        let (x, y) = ((i as u32 % width) as f32, (i as u32 / width) as f32);
        let near = 1.0 - ((x - cx).hypot(2.0 * (y - cy)) / 22.0).min(1.0);
        let tint = [1.0, 0.3 + 0.6 * x / width as f32, 0.9 - 0.5 * y / height as f32];
        *pixel = BACKGROUND;
        for (c, tint) in pixel.iter_mut().zip(tint) {
            *c += (200.0 * near * tint) as u8;
        }
    }
    frame
}

/// Opens a recording and pushes the pictures 0 to `frames`.
fn start(spec: &OutputSpec, frames: u32) -> Box<dyn Sink> {
    let mut sink = open(spec).unwrap();
    for number in 0..frames {
        sink.push(&picture(spec.width, spec.height, number)).unwrap();
    }
    sink
}

/// Peak signal to noise ratio of colours given as (red, green, blue, anything).
fn psnr(a: &[[u8; 4]], b: &[[u8; 4]]) -> f64 {
    assert_eq!(a.len(), b.len());
    let square = |(p, q): (&[u8; 4], &[u8; 4])| {
        (0..3).map(|c| (f64::from(p[c]) - f64::from(q[c])).powi(2)).sum::<f64>()
    };
    let mean = a.iter().zip(b).map(square).sum::<f64>() / (3 * a.len()) as f64;
    10.0 * (255.0_f64.powi(2) / mean.max(1e-9)).log10()
}
