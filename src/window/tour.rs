//! A guided tour: stops with a scene, a view, a caption and something to do.

use serde::Deserialize;
use std::sync::LazyLock;

/// A stop of the tour.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// What it is called.
    pub title: String,
    /// A built-in scene.
    pub scene: String,
    /// What of the scene is otherwise, as `path=value`.
    #[serde(default)]
    pub sets: Vec<String>,
    /// What is to be seen.
    pub caption: String,
    /// What to do.
    pub attempt: String,
}

/// The stops, in order.
static STOPS: LazyLock<Vec<Stop>> = LazyLock::new(|| {
    // A test reads the file: it is part of the program.
    ron::from_str(include_str!("../../assets/tour.ron")).unwrap_or_default()
});

/// Every stop.
pub fn stops() -> &'static [Stop] {
    &STOPS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{BuildOptions, builtin_text, parse};

    #[test]
    fn the_tour_is_read_and_has_about_ten_stops() {
        let read = ron::from_str::<Vec<Stop>>(include_str!("../../assets/tour.ron"));
        assert_eq!(read.as_deref(), Ok(stops()));
        assert!((9..=12).contains(&stops().len()));
    }

    #[test]
    fn every_stop_opens_and_says_what_it_is() {
        for stop in stops() {
            let text = builtin_text(&stop.scene).unwrap_or_else(|| panic!("{}", stop.scene));
            let scene = parse(&stop.scene, text, &stop.sets).expect("sets that fit");
            scene.build(&BuildOptions::default()).expect("a field");
            assert!((6..=60).contains(&stop.title.len()), "{}", stop.title);
            assert!((60..=420).contains(&stop.caption.len()), "{}", stop.title);
            assert!((15..=220).contains(&stop.attempt.len()), "{}", stop.title);
        }
    }
}
