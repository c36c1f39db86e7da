//! What a scene says of itself, in parts.

use super::Scene;

/// The description of a scene: what it is, what to look for, what to try.
///
/// # Conventions
/// In the comment on top of the file, what to look for begins with the first sentence that begins
/// with "Watch", and goes to the end of its paragraph; what to try is the paragraph that begins with
/// "Try". The rest is what the scene is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// What it is.
    pub about: String,
    /// What to look for.
    pub watch: String,
    /// What to try.
    pub attempt: String,
}

impl Scene {
    /// What it says of itself.
    pub fn story(&self) -> Story {
        Story::of(&self.description)
    }
}

impl Story {
    /// The parts of a description.
    pub fn of(description: &str) -> Self {
        let mut story = Self::default();
        for paragraph in description.split("\n\n") {
            match (paragraph.starts_with("Try "), sentence(paragraph, "Watch ")) {
                (true, _) => append(&mut story.attempt, paragraph),
                (false, Some(at)) if story.watch.is_empty() => {
                    append(&mut story.about, &paragraph[..at]);
                    append(&mut story.watch, &paragraph[at..]);
                }
                _ => append(&mut story.about, paragraph),
            }
        }
        story
    }

    /// The first sentence of what it is.
    pub fn first_sentence(&self) -> &str {
        let ends = self.about.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
        let mut whole = ends.filter(|end| {
            let rest = &self.about[*end..];
            rest.is_empty() || rest.starts_with([' ', '\n'])
        });
        whole.next().map_or(self.about.as_str(), |end| &self.about[..end])
    }
}

/// Where in a paragraph a sentence begins with these words.
fn sentence(paragraph: &str, words: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let before = paragraph[..*at].trim_end();
        before.is_empty() || before.ends_with(['.', ':', '!', '?', ')'])
    };
    paragraph.match_indices(words).map(|(at, _)| at).find(begins)
}

fn append(text: &mut String, paragraph: &str) {
    let paragraph = paragraph.trim();
    if !(text.is_empty() || paragraph.is_empty()) {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_has_three_parts() {
        let story = Story::of(
            "A wave, 0.2 high. It runs.\n\nColour is its phase. Watch it run. It may turn.\n\n\
             Do not Watch this.\n\nTry another mass.",
        );
        assert_eq!(
            story.about,
            "A wave, 0.2 high. It runs.\n\nColour is its phase.\n\nDo not Watch this."
        );
        assert_eq!(story.watch, "Watch it run. It may turn.");
        assert_eq!(story.attempt, "Try another mass.");
        assert_eq!(story.first_sentence(), "A wave, 0.2 high.");
    }

    #[test]
    fn what_is_missing_is_empty() {
        assert_eq!(Story::of(""), Story::default());
        let story = Story::of("One sentence without end");
        assert_eq!(
            (story.first_sentence(), story.watch.as_str()),
            ("One sentence without end", "")
        );
    }
}
