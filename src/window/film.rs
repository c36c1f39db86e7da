//! The film that is made while one watches.

use bevy::ecs::resource::Resource;

/// How the film is doing.
#[derive(Clone, Debug, Default, PartialEq, Resource)]
pub struct FilmStatus {
    state: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Recording {
        drawn: u32,
    },
}

impl FilmStatus {
    /// Whether frames are being added.
    pub fn recording(&self) -> bool {
        matches!(self.state, State::Recording { .. })
    }

    /// Whether there is anything to tell.
    pub fn is_busy(&self) -> bool {
        self.state != State::Idle
    }

    /// What there is to tell.
    pub fn sentence(&self) -> String {
        match self.state {
            State::Idle => String::new(),
            State::Recording { drawn } => format!("{drawn} frames"),
        }
    }
}
