//! What is written in a scene's text, for those who show and change it value by value.

use super::settings::ViewpointSettings;
use super::text::{Body, Node, parse_path, scan};
use super::{Scene, SceneError, format};
use crate::gauge::GaugeSettings;

/// A value that is no group of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path, such as `initial[0].width`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// An entry of a list, such as an initial condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name before the bracket, such as `Packet`; empty when it has none.
    pub kind: String,
    /// Its values, those inside others included.
    pub values: Vec<Written>,
}

impl Scene {
    /// The text of the value at a path, as it is written; `None` when the scene leaves it out.
    pub fn text_of(&self, path: &str) -> Option<&str> {
        let tree = scan(&self.source).ok()?;
        let steps = parse_path(path)?;
        let node = steps.iter().try_fold(&tree, |node, step| node.child(step))?;
        self.source.get(node.span.clone())
    }

    /// The entries of the list at a path; none when the scene leaves it out.
    pub fn entries_of(&self, path: &str) -> Vec<Entry> {
        let tree = scan(&self.source).ok();
        let steps = parse_path(path).unwrap_or_default();
        let list = tree
            .as_ref()
            .and_then(|tree| steps.iter().try_fold(tree, |node, step| node.child(step)));
        match list.map(|node| &node.body) {
            Some(Body::Items(items)) => items
                .iter()
                .enumerate()
                .map(|(at, node)| self.entry(&format!("{path}[{at}]"), node))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The same scene in another gauge, which its text says too.
    ///
    /// # Errors
    /// When the field cannot have that gauge.
    pub fn with_gauge(&self, gauge: &GaugeSettings) -> Result<Self, SceneError> {
        self.with_sets(&[format!("gauge={}", format::written(gauge))])
    }

    /// The same scene with these viewpoints, which its text says too; without a word about them
    /// where there are none and never were.
    ///
    /// # Errors
    /// When there are too many, or two share a name.
    pub fn with_viewpoints(&self, viewpoints: &[ViewpointSettings]) -> Result<Self, SceneError> {
        if viewpoints == self.viewpoints {
            return Ok(self.clone());
        }
        self.with_sets(&[format!("viewpoints={}", format::written(&viewpoints))])
    }

    fn entry(&self, path: &str, node: &Node) -> Entry {
        let text = self.source.get(node.span.clone()).unwrap_or_default();
        let kind = text.split(['(', '[']).next().unwrap_or_default().trim().to_owned();
        let mut values = Vec::new();
        self.collect(path, node, &mut values);
        Entry { kind, values }
    }

    /// Adds all values inside a value that are no groups.
    fn collect(&self, path: &str, node: &Node, values: &mut Vec<Written>) {
        match &node.body {
            Body::Scalar => {
                let text = self.source.get(node.span.clone()).unwrap_or_default().to_owned();
                values.push(Written { path: path.to_owned(), text });
            }
            Body::Fields { fields, .. } => fields.iter().for_each(|field| {
                self.collect(&format!("{path}.{}", field.name), &field.value, values)
            }),
            Body::Items(items) => items
                .iter()
                .enumerate()
                .for_each(|(at, item)| self.collect(&format!("{path}[{at}]"), item, values)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scene::parse;
    use crate::scene::settings::ViewpointSettings;

    const TEXT: &str = r#"// A title.
(
    theory: (name: "klein-gordon", potential: "mass", m: 0.4),
    lattice: (shape: [16, 12]),
    schedule: (name: "staged", dt: 0.2),
    // Two of them.
    initial: [
        Packet(centre: [1, -2.5], width: 3, amplitude: 0.5), // one
        Point(position: [3, 4], phi: [1]),
    ],
)"#;

    #[test]
    fn another_gauge_is_written_in_and_read_back() {
        let text = r#"(
            theory: (name: "dirac", m: 0.4),
            lattice: (shape: [16, 12], h: 0.5),
            schedule: (name: "staged", dt: 0.1),
        )"#;
        let scene = parse("test", text, &[]).expect("a scene");
        let gauge = "gauge=(background: [UniformB(quanta: 4), UniformE(field: 0.1, axis: 1)], \
                     rotate: [Vortex(winding: 2), Stroke(centre: [1, -0.3], radius: 0.7)], \
                     drive: [Expression(theta: \"sin(x - t)\")], twin: true)";
        let wanted = scene.with_sets(&[gauge.to_owned()]).expect("a scene").gauge;
        assert!(wanted.rotate.len() == 2 && wanted.twin);
        let written = scene.with_gauge(&wanted).expect("a scene");
        assert_eq!(written.gauge, wanted);
        let again = parse("test", &written.source, &[]).expect("a scene");
        assert_eq!((&again.gauge, again.parameters.dt), (&wanted, 0.1));
    }

    #[test]
    fn viewpoints_are_written_in_and_read_back() {
        let scene = parse("test", TEXT, &[]).expect("a scene");
        let kept = [
            ViewpointSettings { name: "From \"above\"".into(), pitch: 90.0, ..Default::default() },
            ViewpointSettings {
                name: "Near".to_owned(),
                distance: Some(0.75),
                target: [0.25, -0.5, 0.125],
                orthographic: true,
                shift: [0.1, -0.2],
                ..Default::default()
            },
        ];
        let written = scene.with_viewpoints(&kept).expect("a scene");
        assert_eq!(written.viewpoints, kept);
        let again = parse("test", &written.source, &[]).expect("a scene");
        assert_eq!((&again.viewpoints[..], again.title.as_str()), (&kept[..], "A title."));
        assert_eq!(again.with_viewpoints(&[]).expect("a scene").viewpoints, []);
        assert_eq!(scene.with_viewpoints(&[]).expect("a scene").source, scene.source);
    }

    #[test]
    fn viewpoints_that_cannot_be_are_refused_where_they_stand() {
        for (viewpoints, path, says) in [
            ("[(pitch: 90)]", "name", "needs a name"),
            ("[(name: \"a\"), (name: \" a \")]", "name", "its own name"),
            ("[(name: \"a\", pitch: 91)]", "pitch", "from -90 to 90"),
            ("[(name: \"a\", shift: (0, 1e9))]", "shift", "from -100 to 100"),
        ] {
            let sets = [format!("viewpoints={viewpoints}")];
            let why = parse("test", TEXT, &sets).expect_err("refused").to_string();
            assert!(why.contains(path) && why.contains(says), "{why}");
        }
    }

    #[test]
    fn entries_are_listed_with_every_value_and_its_path() {
        let scene = parse("test", TEXT, &["initial[0].width=4.5".to_owned()]).expect("a scene");
        let entries = scene.entries_of("initial");
        let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["Packet", "Point"]);
        let values: Vec<(&str, &str)> =
            entries[0].values.iter().map(|v| (v.path.as_str(), v.text.as_str())).collect();
        assert_eq!(
            values,
            [
                ("initial[0].centre[0]", "1"),
                ("initial[0].centre[1]", "-2.5"),
                ("initial[0].width", "4.5"),
                ("initial[0].amplitude", "0.5"),
            ]
        );
        for entry in entries {
            for value in entry.values {
                assert_eq!(scene.text_of(&value.path), Some(value.text.as_str()));
            }
        }
        assert!(scene.entries_of("expect").is_empty() && scene.text_of("view.height").is_none());
    }
}
