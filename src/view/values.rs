//! The values that are shown: taken from the field once a shown tick.

use super::history::History;
use super::picture::Picture;
use super::ranges::Ranges;
use super::surface::Reach;
use super::vectors::Vectors;
use crate::app::{LatticeTick, Stage};
use crate::lattice::{FieldState, Lattice};
use crate::quantity::{Cut, CutError, Plane, QuantityInfo, sample, sample_all};
use crate::simulation::{Clock, Parameters};
use bevy::prelude::*;

/// Takes the values that are shown from the field; draws nothing.
pub(crate) struct ValuesPlugin;

impl Plugin for ValuesPlugin {
    fn build(&self, app: &mut App) {
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
}

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub lattice: &'a Lattice,
    pub state: &'a FieldState,
    pub parameters: &'a Parameters,
}

impl Source<'_> {
    fn cut(&self, quantity: &QuantityInfo, cut: Cut, out: &mut Plane) -> Result<(), CutError> {
        sample(quantity, self.lattice, self.state, self.parameters, cut, out)
    }

    fn pair(&self, picture: &Picture, cut: Cut, out: &mut Pair) -> Result<(), CutError> {
        self.cut(picture.height, cut, &mut out.height)?;
        self.cut(picture.colour, cut, &mut out.colour)
    }

    fn all(&self, picture: &Picture, out: &mut Pair) {
        let Self { lattice, state, parameters } = *self;
        sample_all(picture.height, lattice, state, parameters, &mut out.height);
        sample_all(picture.colour, lattice, state, parameters, &mut out.colour);
    }
}

impl Planes {
    /// Takes what a kind of surface draws.
    pub(super) fn take(
        &mut self,
        reach: Reach,
        picture: &Picture,
        source: Source,
    ) -> Result<(), CutError> {
        match reach {
            Reach::Cut | Reach::History => source.pair(picture, picture.cut, &mut self.cut)?,
            Reach::All => source.all(picture, &mut self.all),
            Reach::Slices => {
                for (cut, pair) in picture.slices().into_iter().zip(&mut self.slices) {
                    source.pair(picture, cut, pair)?;
                }
            }
            Reach::Components => {
                source.cut(picture.colour, picture.cut, &mut self.cut.colour)?;
                self.take_components(picture, source)?;
            }
        }
        Ok(())
    }

    fn take_components(&mut self, picture: &Picture, source: Source) -> Result<(), CutError> {
        let known = self.components.iter().map(|(info, _)| info.name);
        if !picture.components.iter().map(|info| info.name).eq(known) {
            let empty = |info: &&'static QuantityInfo| (*info, Plane::default());
            self.components = picture.components.iter().map(empty).collect();
        }
        let take = |(info, plane): &mut (&'static QuantityInfo, Plane)| {
            source.cut(info, picture.cut, plane)
        };
        self.components.iter_mut().try_for_each(take)
    }
}

/// Another field has other scales and another past.
fn forget(mut ranges: ResMut<Ranges>, mut planes: ResMut<Planes>) {
    *ranges = Ranges::default();
    planes.history = History::default();
}

/// Notes how a line is, for a map of time.
fn remember(
    (picture, clock): (Res<Picture>, Res<Clock>),
    (lattice, state, parameters): (Res<Lattice>, Res<FieldState>, Res<Parameters>),
    mut planes: ResMut<Planes>,
) -> Result {
    if picture.time().is_some() {
        let source = Source { lattice: &lattice, state: &state, parameters: &parameters };
        let planes = planes.bypass_change_detection();
        planes.take(Reach::History, &picture, source)?;
        planes.history.note(&picture, clock.time(), &planes.cut);
    }
    Ok(())
}

/// Takes the values when the field or the picture changed.
pub(super) fn follow(
    (picture, clock): (Res<Picture>, Option<Res<Clock>>),
    (lattice, state, parameters): (Res<Lattice>, Res<FieldState>, Res<Parameters>),
    mut planes: ResMut<Planes>,
    mut ranges: ResMut<Ranges>,
) -> Result {
    if !(state.is_changed() || picture.is_changed()) {
        return Ok(());
    }
    let source = Source { lattice: &lattice, state: &state, parameters: &parameters };
    let planes = &mut *planes;
    for reach in picture.reaches() {
        planes.take(reach, &picture, source)?;
    }
    let time = clock.map_or(0.0, |clock| clock.time());
    if picture.time().is_some() {
        planes.history.note(&picture, time, &planes.cut);
        ranges.set_time(planes.history.begins(picture.history));
    }
    if picture.modes().any(|mode| mode.arrows) {
        planes.vectors.take(&picture, source);
    }
    ranges.follow(&picture, planes);
    Ok(())
}
