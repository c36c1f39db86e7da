//! Charts written to files: as tables, and as pictures.

use super::super::style::Palette;
use super::super::{Desk, film};
use super::raster::{self, Page};
use super::{Chart, ChartDesk, Charts};
use crate::VERSION;
use crate::app::CurrentScene;
use crate::film::new_file;
use crate::record::{Frame, OutputSpec, Provenance, open_still};
use crate::scene::Scene;
use crate::view::Picture;
use crate::window::panel::chart;
use bevy::prelude::World;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a chart is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartFile {
    /// A table of numbers with commas between them.
    Csv,
    /// A picture.
    Png,
}

/// Size of a picture in points, and pixels to a point.
const PAGE: Page = Page { size: [960, 540], scale: 2 };

/// Writes the chart that is shown to a new file, and tells where that is or why there is none.
pub(in crate::window) fn save(world: &mut World, kind: ChartFile) {
    let outcome = written(world, kind);
    let messages = &mut world.resource_mut::<Desk>().messages;
    match outcome {
        Ok(path) => {
            let path = std::path::absolute(&path).unwrap_or(path);
            messages.done("chart", format!("The chart is in {}", path.display()));
        }
        Err(why) => messages.refused("chart", why),
    }
}

fn written(world: &World, kind: ChartFile) -> Result<PathBuf, String> {
    let chart = match world.resource::<Charts>().chart() {
        Some(Ok(chart)) => chart,
        Some(Err(why)) => return Err(format!("there is no chart to write: {why}")),
        None => return Err("there is no chart to write; open the plots first (P)".to_owned()),
    };
    let desk = &world.resource::<Desk>().charts;
    let scene = &world.resource::<CurrentScene>().0;
    let name = format!("{}-{}", film::stem(scene.name()), desk.info().name);
    let cannot = |path: &Path, why: &dyn std::fmt::Display| {
        format!("cannot write the chart to {}: {why}", path.display())
    };
    match kind {
        ChartFile::Csv => {
            let path = new_file(&name, "csv");
            table(&path, chart).map_err(|why| cannot(&path, &why)).map(|()| path)
        }
        ChartFile::Png => {
            let path = new_file(&name, "png");
            let palette = Palette::of(world.resource::<Picture>().theme);
            let frame = picture(chart, desk, &palette);
            let spec = spec(&path, &frame, chart, scene);
            let sink = open_still(&spec).and_then(|mut sink| {
                sink.push(&frame)?;
                sink.finish()
            });
            sink.map_err(|why| why.to_string()).map(|made| made.path)
        }
    }
}

fn table(path: &Path, chart: &Chart) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(chart.csv().as_bytes())?;
    file.sync_data()
}

/// The chart as it is seen, on a page of its own.
pub(super) fn picture(chart: &Chart, desk: &ChartDesk, palette: &Palette) -> Frame {
    let mut seen = ChartDesk { zoom: None, ..desk.clone() };
    raster::page(PAGE, palette, |ui| {
        chart::heading(ui, chart, palette);
        chart::plot(ui, "page", chart, &mut seen, palette);
    })
}

fn spec(path: &Path, frame: &Frame, chart: &Chart, scene: &Scene) -> OutputSpec {
    OutputSpec {
        path: path.to_owned(),
        width: frame.width,
        height: frame.height,
        fps: 1,
        frames: 1,
        overwrite: false,
        transparent: false,
        provenance: Provenance {
            scene: scene.source.clone(),
            title: format!("{}: {}", scene.title, chart.title),
            seed: scene.seed,
            version: VERSION.to_owned(),
        },
        gif_hint: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Curve;
    use super::*;
    use crate::view::theme::theme;
    use crate::window::panel::chart::colour;

    fn frame(log: bool, points: Vec<[f64; 2]>) -> Frame {
        let chart = Chart {
            title: "A chart".to_owned(),
            axes: ["t".to_owned(), "phi".to_owned()],
            curves: vec![Curve::line("a", 0, points)],
            note: "a note".to_owned(),
        };
        let desk = ChartDesk { log: [false, log], legend: false, ..ChartDesk::default() };
        picture(&chart, &desk, &Palette::of(theme("dark").expect("there")))
    }

    /// The rows in which a column of the picture has the colour of the first curve.
    fn rows(frame: &Frame, column: u32) -> Vec<f64> {
        let ink = colour(0);
        let near = |row: &u32| {
            let at = 4 * (row * frame.width + column) as usize;
            let pixel = &frame.rgba[at..at + 3];
            pixel.iter().zip([ink.r(), ink.g(), ink.b()]).all(|(a, b)| a.abs_diff(b) < 40)
        };
        (0..frame.height).filter(near).map(f64::from).collect()
    }

    fn row(frame: &Frame, part: f64) -> f64 {
        // Axis labels are left of the plot, so places are told by columns of the picture.
        let rows = rows(frame, (part * f64::from(frame.width)) as u32);
        assert!(!rows.is_empty(), "nothing is drawn at {part}");
        rows.iter().sum::<f64>() / rows.len() as f64
    }

    #[test]
    fn a_straight_line_is_straight_in_the_picture() {
        let frame = frame(false, (0..=100).map(|i| [f64::from(i), 3.0 * f64::from(i)]).collect());
        assert_eq!((frame.width, frame.height), (1920, 1080));
        let [a, b, c] = [0.3, 0.5, 0.7].map(|part| row(&frame, part));
        assert!(a > b && b > c, "it rises: {a} {b} {c}");
        assert!(((a - b) - (b - c)).abs() < 4.0, "{a} {b} {c}");
    }

    #[test]
    fn a_power_law_is_no_line_and_an_exponential_is_one_on_a_logarithmic_axis() {
        let growth = |i: i32| [f64::from(i), (0.1 * f64::from(i)).exp()];
        let points: Vec<[f64; 2]> = (0..=100).map(growth).collect();
        let [plain, log] = [false, true].map(|log| frame(log, points.clone()));
        let bend = |frame: &Frame| {
            let [a, b, c] = [0.4, 0.6, 0.8].map(|part| row(frame, part));
            ((a - b) - (b - c)).abs()
        };
        assert!(bend(&log) < 4.0 && bend(&plain) > 60.0, "{} {}", bend(&log), bend(&plain));
    }
}
