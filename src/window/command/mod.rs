//! The one table of commands: what menus, keys, tooltips and the overview of keys are made from.
//!
//! To add a command: a row in the file of its menu.

mod analysis;
mod camera;
mod edit;
mod fuzzy;
mod gauge;
mod help;
mod keys;
mod measure;
mod record;
mod run;
mod scene;
mod view;
mod viewpoint;

pub use fuzzy::score;
pub use gauge::next_mode;
pub use keys::Keys;

use super::{Desk, Requests, Shown};

/// A command.
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// Its name in settings and tests.
    pub id: &'static str,
    /// What it is called in menus.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub tip: &'static str,
    /// Keys that call it; the first is the one that is told.
    pub keys: &'static [Keys],
    /// Whether it can be called now.
    pub enabled: fn(&Shown, &Desk) -> bool,
    /// Whether what it switches is on; `None` for a command that switches nothing.
    pub on: fn(&Shown, &Desk) -> Option<bool>,
    /// Whether it is called again and again while its keys are held.
    pub repeats: bool,
    /// What it is called now, where that says more than the title.
    pub label: fn(&Self, &Shown) -> String,
    /// Whether undo takes back what it does: it changes the field or the view, and neither time
    /// nor files.
    pub undoable: bool,
    /// When its keys are its own.
    pub scope: Scope,
    /// Does it.
    pub run: fn(&Shown, &mut Desk, &mut Requests),
}

/// When a command has its keys: so that two may share them which are never called at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Always.
    Always,
    /// While the tour goes on.
    Tour,
    /// While no tour goes on.
    NoTour,
}

impl Scope {
    /// Whether the keys are theirs now.
    pub fn holds(self, desk: &Desk) -> bool {
        match self {
            Self::Always => true,
            Self::Tour => desk.tour.is_some(),
            Self::NoTour => desk.tour.is_none(),
        }
    }

    /// Whether both may have keys at once.
    #[cfg(test)]
    fn meets(self, other: Self) -> bool {
        !matches!((self, other), (Self::Tour, Self::NoTour) | (Self::NoTour, Self::Tour))
    }
}

/// A menu and its commands.
#[derive(Clone, Copy, Debug)]
pub struct Menu {
    /// What it is called.
    pub title: &'static str,
    /// Its rows.
    pub commands: &'static [CommandInfo],
}

/// Every menu, from left to right.
pub const MENUS: &[Menu] = &[
    scene::MENU,
    run::MENU,
    edit::MENU,
    camera::MENU,
    viewpoint::MENU,
    view::MENU,
    gauge::MENU,
    measure::MENU,
    analysis::MENU,
    record::MENU,
    help::MENU,
];

/// Every command.
pub fn commands() -> impl Iterator<Item = &'static CommandInfo> {
    MENUS.iter().flat_map(|menu| menu.commands)
}

/// The command of that name.
pub fn command(id: &str) -> Option<&'static CommandInfo> {
    commands().find(|command| command.id == id)
}

impl CommandInfo {
    /// What a row is made of when nothing else is said: always there, switches nothing.
    const PLAIN: Self = Self {
        id: "",
        title: "",
        tip: "",
        keys: &[],
        enabled: |_, _| true,
        on: |_, _| None,
        repeats: false,
        label: |command, _| command.title.to_owned(),
        undoable: false,
        scope: Scope::Always,
        run: |_, _, _| {},
    };

    /// The tooltip: what it does, and its key.
    pub fn tooltip(&self) -> String {
        match self.keys.first() {
            Some(keys) => format!("{} ({keys})", self.tip),
            None => self.tip.to_owned(),
        }
    }

    /// Calls it, unless it cannot be called now.
    pub fn call(&self, shown: &Shown, desk: &mut Desk, requests: &mut Requests) {
        if (self.enabled)(shown, desk) {
            (self.run)(shown, desk, requests);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_commands_share_keys() {
        let all = || commands().flat_map(|row| row.keys.iter().map(move |keys| (row, *keys)));
        for (at, (row, keys)) in all().enumerate() {
            let clash = all()
                .skip(at + 1)
                .find(|(other, also)| keys.meets(also) && row.scope.meets(other.scope));
            assert!(
                clash.is_none(),
                "{keys} calls {} and {}",
                row.id,
                clash.map_or("", |c| c.0.id)
            );
        }
        assert!(all().count() > 20);
    }

    #[test]
    fn every_command_says_what_it_is() {
        let ids: HashSet<&str> = commands().map(|command| command.id).collect();
        assert_eq!(ids.len(), commands().count());
        for command in commands() {
            assert!(!command.title.is_empty() && !command.id.is_empty());
            assert!(
                command.tip.ends_with(|c: char| c.is_alphanumeric() || c == ')'),
                "{}",
                command.id
            );
            assert!(command.tooltip().contains(command.tip));
        }
    }
}
