//! The menu of what is behind the field.

use super::{CommandInfo, Keys, Menu};
use crate::window::analysis::Tab;
use bevy_egui::egui::Key;

/// A row of this menu when nothing else is said: undo takes it back.
const ROW: CommandInfo = CommandInfo { undoable: true, ..CommandInfo::PLAIN };

pub(super) const MENU: Menu = Menu {
    title: "Analysis",
    commands: &[
        CommandInfo {
            id: "network",
            title: "Network",
            tip: "Show W, B, A and V, and how one neuron is updated",
            keys: &[Keys::of(Key::N)],
            on: |_, desk| Some(desk.analysis.open == Some(Tab::Network)),
            run: |_, desk, _| desk.analysis.toggle(Tab::Network),
            ..ROW
        },
        CommandInfo {
            id: "dispersion",
            title: "Dispersion",
            tip: "Show frequencies: of the lattice, of the continuum, of the running field",
            keys: &[Keys::of(Key::D)],
            on: |_, desk| Some(desk.analysis.open == Some(Tab::Waves)),
            run: |_, desk, _| desk.analysis.toggle(Tab::Waves),
            ..ROW
        },
        CommandInfo {
            id: "portrait",
            title: "Phase portrait",
            tip: "Show single neurons on their way through phi and beta",
            keys: &[Keys::of(Key::O)],
            on: |_, desk| Some(desk.analysis.open == Some(Tab::Portrait)),
            run: |_, desk, _| desk.analysis.toggle(Tab::Portrait),
            ..ROW
        },
        CommandInfo {
            id: "duality",
            title: "Duality",
            tip: "Run the learning system and the Hamiltonian system beside each other",
            keys: &[Keys::of(Key::U)],
            on: |_, desk| Some(desk.analysis.open == Some(Tab::Duality)),
            run: |_, desk, _| desk.analysis.toggle(Tab::Duality),
            ..ROW
        },
    ],
};
