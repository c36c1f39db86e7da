//! The values that are shown: taken from the field once a shown tick.

use super::history::History;
use super::looking::Looking;
use super::panes::SecondPane;
use super::picture::Picture;
use super::ranges::Ranges;
use super::readout::ReadoutPlugin;
use super::surface::{self, Reach};
use super::vectors::{Flow, Vectors};
use crate::app::{LatticeTick, Stage};
use crate::lattice::{FieldState, Lattice};
use crate::quantity::{
    Cut, CutError, InGauge, Kind, Plane, QuantityInfo, Sight, sample, sample_all,
};
use bevy::prelude::*;

/// Takes the values that are shown from the field; draws nothing.
pub(crate) struct ValuesPlugin;

impl Plugin for ValuesPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins(ReadoutPlugin).init_resource::<SecondPane>();
        app.init_resource::<Ranges>().init_resource::<Planes>().add_systems(
            Update,
            (forget.run_if(resource_changed::<Lattice>), follow)
                .chain()
                .in_set(SurfaceSystems)
                .run_if(something_to_show),
        );
        // Every tick, so that a map of time does not depend on when somebody looked.
        app.add_systems(LatticeTick, remember.after(Stage::Advance).run_if(something_to_show));
    }
}

pub(super) fn something_to_show(
    picture: Option<Res<Picture>>,
    state: Option<Res<FieldState>>,
) -> bool {
    picture.is_some() && state.is_some()
}

/// The systems that bring the field into the picture.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SurfaceSystems;

/// Both quantities on the same sites.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// Of the quantity drawn as height.
    pub height: Plane,
    /// Of the quantity drawn as colour.
    pub colour: Plane,
}

/// The values that are shown, kept so that nothing is allocated again. Those that no kind of
/// surface on show draws are old or absent.
#[derive(Resource, Default)]
pub struct Planes {
    /// On the cut.
    pub cut: Pair,
    /// At all sites, row by row.
    pub all: Pair,
    /// On the three slices.
    pub slices: [Pair; 3],
    /// Every component along a line.
    pub components: Vec<(&'static QuantityInfo, Plane)>,
    /// What was on a line before.
    pub history: History,
    /// Arrows.
    pub vectors: Vectors,
    /// The vector quantity at all sites.
    pub flow: Flow,
    /// The angles of the links at all sites.
    pub links: Flow,
}

impl Pair {
    fn take(&mut self, picture: &Picture, sight: &Sight, cut: Cut) -> Result<(), CutError> {
        sample(picture.height, sight, cut, &mut self.height)?;
        sample(picture.colour, sight, cut, &mut self.colour)?;
        self.finish(picture);
        Ok(())
    }

    fn take_all(&mut self, picture: &Picture, sight: &Sight) {
        sample_all(picture.height, sight, &mut self.height);
        sample_all(picture.colour, sight, &mut self.colour);
        self.finish(picture);
    }

    /// Angles are coloured as phases.
    fn finish(&mut self, picture: &Picture) {
        if picture.colour.kind == Kind::Angle {
            self.colour.wind();
        }
    }

    fn is_empty(&self) -> bool {
        self.height.values.is_empty() && self.colour.values.is_empty()
    }
}

impl Planes {
    /// Takes what a kind of surface draws.
    pub(super) fn take(
        &mut self,
        reach: Reach,
        picture: &Picture,
        sight: &Sight,
    ) -> Result<(), CutError> {
        match reach {
            Reach::Cut | Reach::History => self.cut.take(picture, sight, picture.cut)?,
            Reach::All => self.all.take_all(picture, sight),
            Reach::Slices => {
                for (cut, pair) in picture.slices().into_iter().zip(&mut self.slices) {
                    pair.take(picture, sight, cut)?;
                }
            }
            Reach::Components => {
                sample(picture.colour, sight, picture.cut, &mut self.cut.colour)?;
                self.take_components(picture, sight)?;
            }
        }
        Ok(())
    }

    /// Takes all that a picture shows of a field, at a time.
    pub(super) fn take_picture(
        &mut self,
        picture: &Picture,
        sight: &Sight,
        time: f64,
    ) -> Result<(), CutError> {
        for reach in picture.reaches() {
            self.take(reach, picture, sight)?;
        }
        if picture.time().is_some() {
            self.history.note(picture, time, &self.cut);
        }
        self.take_vectors(picture, sight);
        Ok(())
    }

    fn take_vectors(&mut self, picture: &Picture, sight: &Sight) {
        for vectors in picture.modes().filter_map(|mode| mode.vectors) {
            match (vectors, picture.vector, picture.links) {
                (surface::Vectors::Spaced, ..) => self.vectors.take(picture, sight),
                (surface::Vectors::Everywhere, Some(vector), _) => self.flow.take(vector, sight),
                (surface::Vectors::Links, _, Some(links)) => self.links.take(links, sight),
                _ => {}
            }
        }
    }

    /// Notes how a line is, for a map of time.
    pub(super) fn remember(
        &mut self,
        picture: &Picture,
        sight: &Sight,
        time: f64,
    ) -> Result<(), CutError> {
        self.take(Reach::History, picture, sight)?;
        self.history.note(picture, time, &self.cut);
        Ok(())
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.cut.is_empty() && self.all.is_empty() && self.slices.iter().all(Pair::is_empty)
    }

    fn take_components(&mut self, picture: &Picture, sight: &Sight) -> Result<(), CutError> {
        let known = self.components.iter().map(|(info, _)| info.name);
        if !picture.components.iter().map(|info| info.name).eq(known) {
            let empty = |info: &&'static QuantityInfo| (*info, Plane::default());
            self.components = picture.components.iter().map(empty).collect();
        }
        let take = |(info, plane): &mut (&'static QuantityInfo, Plane)| {
            sample(info, sight, picture.cut, plane)
        };
        self.components.iter_mut().try_for_each(take)
    }
}

/// Another field has other scales and another past.
fn forget(
    (mut ranges, mut planes): (ResMut<Ranges>, ResMut<Planes>),
    mut second: ResMut<SecondPane>,
) {
    *ranges = Ranges::default();
    planes.history = History::default();
    *second = SecondPane::default();
}

/// Notes how lines are, for maps of time.
fn remember(
    (picture, looking): (Res<Picture>, Looking),
    mut planes: ResMut<Planes>,
    mut second: ResMut<SecondPane>,
) -> Result {
    if picture.time().is_some() {
        let look = looking.look();
        let (gauge, time) = (InGauge::new(look), look.clock.time());
        let planes = planes.bypass_change_detection();
        planes.remember(&picture, &Sight::in_gauge(&gauge), time)?;
        second.bypass_change_detection().remember(&picture, &gauge, time)?;
    }
    Ok(())
}

/// Takes the values when the field or the picture changed.
pub(super) fn follow(
    (picture, looking): (Res<Picture>, Looking),
    mut planes: ResMut<Planes>,
    (mut ranges, mut second): (ResMut<Ranges>, ResMut<SecondPane>),
) -> Result {
    if !(looking.is_changed() || picture.is_changed()) {
        return Ok(());
    }
    let look = looking.look();
    let (gauge, time) = (InGauge::new(look), look.clock.time());
    planes.take_picture(&picture, &Sight::in_gauge(&gauge), time)?;
    ranges.follow(&picture, &planes);
    second.follow(&picture, (&gauge, time), &mut ranges)?;
    Ok(())
}
