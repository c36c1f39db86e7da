//! A chart as plain data, and as a table.

use std::fmt::Write;

/// How the points of a curve are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Joined by a line.
    Line,
    /// By a broken line.
    Dashed,
    /// Each on its own.
    Points,
}

/// Points that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What it is called in the legend and in the table.
    pub name: String,
    /// Number of its colour.
    pub colour: usize,
    /// How it is shown.
    pub shape: Shape,
    /// Its points, in order of x.
    pub points: Vec<[f64; 2]>,
}

/// Curves over a common axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What its axes measure.
    pub axes: [String; 2],
    /// Its curves.
    pub curves: Vec<Curve>,
    /// What else is to be said, in numbers.
    pub note: String,
}

impl Curve {
    /// A line.
    pub fn line(name: impl Into<String>, colour: usize, points: Vec<[f64; 2]>) -> Self {
        Self { name: name.into(), colour, shape: Shape::Line, points }
    }

    /// The outline of bars between edges, of which there is one more than bars.
    pub fn steps(name: impl Into<String>, colour: usize, edges: &[f64], bars: &[f64]) -> Self {
        let tops = edges.windows(2).zip(bars);
        let outline = tops.flat_map(|(edge, top)| [[edge[0], *top], [edge[1], *top]]);
        Self::line(name, colour, outline.collect())
    }

    /// Its points on axes of which each may be logarithmic, in pieces: those that are not positive
    /// there, or not finite, are left out, and what lies on either side of them is not joined.
    pub fn on_axes(&self, log: [bool; 2]) -> Vec<Vec<[f64; 2]>> {
        let place = |point: &[f64; 2]| {
            let at = [0, 1].map(|axis| if log[axis] { point[axis].log10() } else { point[axis] });
            at.iter().all(|x| x.is_finite()).then_some(at)
        };
        let places: Vec<_> = self.points.iter().map(place).collect();
        let pieces = places.split(Option::is_none).filter(|piece| !piece.is_empty());
        pieces.map(|piece| piece.iter().flatten().copied().collect()).collect()
    }
}

impl Chart {
    /// The chart as a table: x in the first column, a column for each curve, cells empty where a
    /// curve has no point. A curve with several points at one x has a row for each.
    pub fn csv(&self) -> String {
        let names = std::iter::once(&self.axes[0]).chain(self.curves.iter().map(|c| &c.name));
        let mut text = names.map(|name| quoted(name)).collect::<Vec<_>>().join(",") + "\n";
        let mut at = vec![0; self.curves.len()];
        loop {
            let next = |(curve, at): (&Curve, &usize)| curve.points.get(*at).map(|point| point[0]);
            let Some(x) = self.curves.iter().zip(&at).filter_map(next).min_by(f64::total_cmp)
            else {
                return text;
            };
            let _ = write!(text, "{x}");
            for (curve, at) in self.curves.iter().zip(&mut at) {
                text.push(',');
                if let Some(point) =
                    curve.points.get(*at).filter(|point| point[0] == x || x.is_nan())
                {
                    let _ = write!(text, "{}", point[1]);
                    *at += 1;
                }
            }
            text.push('\n');
        }
    }
}

/// A cell that may hold commas and quotes.
fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_share_a_table_whatever_x_they_have() {
        let chart = Chart {
            axes: ["t".to_owned(), "phi".to_owned()],
            curves: vec![
                Curve::line("pin 1, left", 0, vec![[0.0, 1.5], [0.5, -2.0], [1.0, 1e-9]]),
                Curve::line("pin \"2\"", 1, vec![[0.5, 0.1], [2.0, f64::NAN]]),
            ],
            ..Chart::default()
        };
        let wanted =
            "t,\"pin 1, left\",\"pin \"\"2\"\"\"\n0,1.5,\n0.5,-2,0.1\n1,0.000000001,\n2,,NaN\n";
        assert_eq!(chart.csv(), wanted);
        assert_eq!(Chart { axes: chart.axes, ..Chart::default() }.csv(), "t\n");
    }

    #[test]
    fn steps_go_up_and_down_at_their_edges() {
        let curve = Curve::steps("n", 0, &[0.0, 1.0, 3.0], &[5.0, 2.0]);
        assert_eq!(curve.points, [[0.0, 5.0], [1.0, 5.0], [1.0, 2.0], [3.0, 2.0]]);
        let chart = Chart { curves: vec![curve], ..Chart::default() };
        assert_eq!(chart.csv(), ",n\n0,5\n1,5\n1,2\n3,2\n");
    }

    #[test]
    fn a_logarithmic_axis_has_room_for_what_is_positive() {
        let points = vec![[0.01, 100.0], [0.0, 1.0], [1.0, -2.0], [10.0, f64::NAN], [100.0, 1.0]];
        let curve = Curve::line("a", 0, points);
        let lengths =
            |log| curve.on_axes(log).into_iter().map(|piece| piece.len()).collect::<Vec<_>>();
        assert_eq!(curve.on_axes([true, true]), [[[-2.0, 2.0]], [[2.0, 0.0]]]);
        assert_eq!(lengths([false, false]), [3, 1]);
        assert_eq!(
            curve.on_axes([false, true]),
            [vec![[0.01, 2.0], [0.0, 0.0]], vec![[100.0, 0.0]]]
        );
        assert!(Curve::line("none", 0, vec![[0.0, 0.0]]).on_axes([true, false]).is_empty());
    }
}
