//! What the window tells: refusals, files saved, scenes read.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Something was done.
    Done,
    /// Something was refused; it stays until it is closed or out of date.
    Refused,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What it is about: a later message about the same replaces it.
    pub about: String,
    /// What it says.
    pub text: String,
    /// How much it matters.
    pub weight: Weight,
    since: Instant,
}

/// How long a message about something done is shown.
const SHOWN: Duration = Duration::from_secs(6);
/// Most messages at a time.
const MOST: usize = 4;

/// The messages on show, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Messages(VecDeque<Message>);

impl Messages {
    /// Something was done.
    pub fn done(&mut self, about: &str, text: impl Into<String>) {
        self.tell(about, text.into(), Weight::Done);
    }

    /// Something was refused.
    pub fn refused(&mut self, about: &str, text: impl Into<String>) {
        self.tell(about, text.into(), Weight::Refused);
    }

    fn tell(&mut self, about: &str, text: String, weight: Weight) {
        self.withdraw(about);
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        let about = about.to_owned();
        self.0.push_back(Message { about, text, weight, since: Instant::now() });
    }

    /// What was said about this no longer holds.
    pub fn withdraw(&mut self, about: &str) {
        self.0.retain(|message| message.about != about);
    }

    /// Lets messages go that have been shown long enough.
    pub fn age(&mut self) {
        self.0
            .retain(|message| message.weight == Weight::Refused || message.since.elapsed() < SHOWN);
    }

    /// The messages.
    pub fn iter(&self) -> impl Iterator<Item = &Message> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_replaces_the_one_about_the_same() {
        let mut messages = Messages::default();
        messages.refused("dt", "too long");
        messages.done("film", "saved");
        messages.refused("dt", "still too long");
        let texts: Vec<&str> = messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["saved", "still too long"]);
        messages.withdraw("dt");
        assert_eq!(messages.iter().count(), 1);
    }

    #[test]
    fn they_do_not_pile_up() {
        let mut messages = Messages::default();
        (0..100).for_each(|i| messages.refused(&i.to_string(), "no"));
        assert_eq!(messages.iter().count(), MOST);
    }
}
