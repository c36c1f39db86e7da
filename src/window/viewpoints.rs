//! Views that are kept by name: those of the scene, and those that were added by hand.

use super::rig::Rig;
use super::{Desk, carry};
use crate::lattice::Lattice;
use crate::scene::settings::{MOST_VIEWPOINTS, ViewpointSettings};
use crate::view::camera::Orbit;
use crate::view::overlay::Overlay;
use crate::view::{Picture, frame_all};
use bevy::prelude::*;

/// The kept views, and the one that was gone to last.
#[derive(Clone, Debug, Default, PartialEq, Resource)]
pub struct Viewpoints {
    kept: Vec<ViewpointSettings>,
    latest: Option<usize>,
}

/// A wish about the kept views; they are numbered from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewpointWish {
    /// Keep the view there is.
    Keep,
    /// Go to one.
    Go(usize),
    /// Go to the one that is so many after the last, round the end.
    Step(isize),
    /// Call one otherwise.
    Rename(usize, String),
    /// Keep one no longer.
    Forget(usize),
}

impl Viewpoints {
    /// Those of a scene.
    pub fn new(kept: &[ViewpointSettings]) -> Self {
        Self { kept: kept.to_vec(), latest: None }
    }

    /// All of them, in order.
    pub fn kept(&self) -> &[ViewpointSettings] {
        &self.kept
    }

    /// Number of the one that was gone to last.
    pub fn latest(&self) -> Option<usize> {
        self.latest
    }

    /// Keeps one more, under a name that is free.
    ///
    /// # Errors
    /// A sentence: there are too many.
    pub fn keep(&mut self, orbit: &Orbit) -> Result<&ViewpointSettings, String> {
        if self.kept.len() >= MOST_VIEWPOINTS {
            return Err(format!("{MOST_VIEWPOINTS} viewpoints are the most; forget one first"));
        }
        let taken = |name: &str| self.kept.iter().any(|kept| kept.name == name);
        let names = (self.kept.len() + 1..).map(|number| format!("View {number}"));
        let name = names.into_iter().find(|name| !taken(name)).unwrap_or_default();
        self.latest = Some(self.kept.len());
        self.kept.push(orbit.viewpoint(&name));
        Ok(&self.kept[self.kept.len() - 1])
    }

    /// Calls one otherwise.
    ///
    /// # Errors
    /// A sentence: the name says nothing, or is that of another.
    pub fn rename(&mut self, number: usize, name: &str) -> Result<(), String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("a viewpoint needs a name".to_owned());
        }
        let mut others = self.kept.iter().enumerate().filter(|(at, _)| *at != number);
        if others.any(|(_, kept)| kept.name == name) {
            return Err(format!("there is another viewpoint \u{201c}{name}\u{201d}"));
        }
        if let Some(kept) = self.kept.get_mut(number) {
            kept.name = name.to_owned();
        }
        Ok(())
    }

    /// Keeps one no longer.
    pub fn forget(&mut self, number: usize) {
        if number < self.kept.len() {
            self.kept.remove(number);
            self.latest = self.latest.filter(|latest| *latest != number);
            self.latest = self.latest.map(|at| if at > number { at - 1 } else { at });
        }
    }

    /// Number of the one so many after the last; before one was gone to, the first or the last.
    fn after(&self, step: isize) -> Option<usize> {
        let count = self.kept.len() as isize;
        let start = self.latest.map_or(if step > 0 { -1 } else { count }, |at| at as isize);
        (count > 0).then(|| (start + step).rem_euclid(count) as usize)
    }
}

/// Carries out a wish.
pub(super) fn carry_out(world: &mut World, wish: ViewpointWish) {
    let outcome = match wish {
        ViewpointWish::Keep => {
            let orbit = world.resource::<Rig>().goal();
            let kept =
                world.resource_mut::<Viewpoints>().keep(&orbit).map(|kept| kept.name.clone());
            kept.map(|name| {
                let words = format!("The view is kept as \u{201c}{name}\u{201d}");
                world.resource_mut::<Desk>().messages.done("viewpoint", words);
            })
        }
        ViewpointWish::Rename(number, name) => {
            world.resource_mut::<Viewpoints>().rename(number, &name)
        }
        ViewpointWish::Forget(number) => {
            world.resource_mut::<Viewpoints>().forget(number);
            Ok(())
        }
        ViewpointWish::Go(number) => {
            go(world, number);
            Ok(())
        }
        ViewpointWish::Step(step) => {
            if let Some(number) = world.resource::<Viewpoints>().after(step) {
                go(world, number);
            }
            Ok(())
        }
    };
    if let Err(why) = outcome {
        world.resource_mut::<Desk>().messages.refused("viewpoint", why);
    }
}

/// Goes to a kept view and says its name.
fn go(world: &mut World, number: usize) {
    let Some(kept) = world.resource::<Viewpoints>().kept.get(number).cloned() else { return };
    world.resource_mut::<Viewpoints>().latest = Some(number);
    let orbit = Orbit::from_viewpoint(&kept);
    let orbit = match kept.distance {
        Some(_) => orbit,
        None => {
            let (picture, lattice) = (world.resource::<Picture>(), world.resource::<Lattice>());
            frame_all(orbit, picture, lattice, &world.resource::<Overlay>().layout(picture))
        }
    };
    carry::glide_to(world, orbit);
    world.resource_mut::<Desk>().messages.done("viewpoint", kept.name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::settings::CameraSettings;

    fn orbit() -> Orbit {
        Orbit::from_settings(&CameraSettings::default())
    }

    fn names(viewpoints: &Viewpoints) -> Vec<&str> {
        viewpoints.kept().iter().map(|kept| kept.name.as_str()).collect()
    }

    #[test]
    fn names_stay_apart() {
        let mut viewpoints = Viewpoints::default();
        for _ in 0..3 {
            viewpoints.keep(&orbit()).expect("room");
        }
        viewpoints.rename(0, "  View 4 ").expect("free");
        viewpoints.forget(1);
        viewpoints.keep(&orbit()).expect("room");
        assert_eq!(names(&viewpoints), ["View 4", "View 3", "View 5"]);
        assert!(viewpoints.rename(1, "View 5").expect_err("taken").contains("View 5"));
        assert!(viewpoints.rename(1, " ").is_err());
        viewpoints.rename(1, "View 3").expect("its own name");
        while viewpoints.kept().len() < MOST_VIEWPOINTS {
            viewpoints.keep(&orbit()).expect("room");
        }
        assert!(viewpoints.keep(&orbit()).is_err());
    }

    #[test]
    fn one_goes_round_and_a_forgotten_one_is_left_out() {
        let mut viewpoints = Viewpoints::default();
        assert_eq!(viewpoints.after(1), None);
        for _ in 0..3 {
            viewpoints.keep(&orbit()).expect("room");
        }
        viewpoints.latest = None;
        assert_eq!((viewpoints.after(1), viewpoints.after(-1)), (Some(0), Some(2)));
        viewpoints.latest = Some(2);
        assert_eq!((viewpoints.after(1), viewpoints.after(-1)), (Some(0), Some(1)));
        viewpoints.forget(0);
        assert_eq!((viewpoints.latest(), viewpoints.after(1)), (Some(1), Some(0)));
    }
}
