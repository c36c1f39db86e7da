//! Keys that call a command.

use bevy_egui::egui::{Context, Event, Key, Modifiers};
use std::fmt;

/// A key and what is held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keys {
    /// Control; Command on a Mac.
    pub control: bool,
    /// Shift. Of no importance for a sign that some keyboards have on Shift.
    pub shift: bool,
    /// Alt; Option on a Mac.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Keys {
    /// A key alone.
    pub const fn of(key: Key) -> Self {
        Self { control: false, shift: false, alt: false, key }
    }

    /// With Control.
    pub const fn control(key: Key) -> Self {
        Self { control: true, ..Self::of(key) }
    }

    /// With Shift.
    pub const fn shift(key: Key) -> Self {
        Self { shift: true, ..Self::of(key) }
    }

    /// With Control and Shift.
    pub const fn control_shift(key: Key) -> Self {
        Self { control: true, shift: true, ..Self::of(key) }
    }

    /// With Alt.
    pub const fn alt(key: Key) -> Self {
        Self { alt: true, ..Self::of(key) }
    }

    /// Whether one stroke may press both.
    #[cfg(test)]
    pub(super) fn meets(&self, other: &Self) -> bool {
        let shift = self.shift == other.shift || is_sign(self.key);
        let held = self.control == other.control && self.alt == other.alt;
        self.key == other.key && held && shift
    }

    /// Whether these keys are what was pressed.
    fn matches(&self, key: Key, held: Modifiers) -> bool {
        self.key == key
            && self.control == held.command
            && self.alt == held.alt
            && (self.shift == held.shift || is_sign(key))
    }

    /// Whether they were pressed in this frame. A key that is held repeats only where `repeats`.
    pub fn pressed(&self, context: &Context, repeats: bool) -> bool {
        context.input(|input| {
            input.events.iter().any(|event| match event {
                Event::Key { key, pressed: true, repeat, modifiers, .. } => {
                    (repeats || !repeat) && self.matches(*key, *modifiers)
                }
                _ => false,
            })
        })
    }
}

/// Whether a key is a sign that needs Shift on one keyboard and none on another.
fn is_sign(key: Key) -> bool {
    matches!(
        key,
        Key::Questionmark
            | Key::Plus
            | Key::Minus
            | Key::Period
            | Key::OpenBracket
            | Key::CloseBracket
    )
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.control {
            write!(f, "{}+", if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" })?;
        }
        if self.alt {
            write!(f, "{}+", if cfg!(target_os = "macos") { "Option" } else { "Alt" })?;
        }
        if self.shift {
            write!(f, "Shift+")?;
        }
        match self.key {
            Key::ArrowLeft => write!(f, "Left"),
            Key::ArrowRight => write!(f, "Right"),
            Key::ArrowUp => write!(f, "Up"),
            Key::ArrowDown => write!(f, "Down"),
            key => write!(f, "{}", key.symbol_or_name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIFT: Modifiers = Modifiers::SHIFT;

    #[test]
    fn what_is_held_matters_except_for_signs() {
        assert!(Keys::of(Key::Num1).matches(Key::Num1, Modifiers::NONE));
        assert!(!Keys::of(Key::Num1).matches(Key::Num1, Modifiers::COMMAND));
        assert!(!Keys::of(Key::Z).matches(Key::Z, SHIFT));
        assert!(!Keys::of(Key::Z).matches(Key::Z, Modifiers::ALT));
        assert!(Keys::alt(Key::Num2).matches(Key::Num2, Modifiers::ALT));
        assert!(!Keys::alt(Key::Num2).matches(Key::Num2, Modifiers::NONE));
        assert!(Keys::control_shift(Key::Z).matches(Key::Z, Modifiers::COMMAND | SHIFT));
        assert!(Keys::of(Key::Questionmark).matches(Key::Questionmark, SHIFT));
        assert!(Keys::of(Key::Questionmark).matches(Key::Questionmark, Modifiers::NONE));
    }

    #[test]
    fn keys_are_told_as_they_are_printed() {
        assert_eq!(Keys::control_shift(Key::Z).to_string(), "Ctrl+Shift+Z");
        assert_eq!(Keys::of(Key::Num5).to_string(), "5");
        assert!(Keys::alt(Key::Num5).to_string().ends_with("+5"));
        assert_eq!(Keys::of(Key::Questionmark).to_string(), "?");
    }
}
