//! Finding a command by some of its letters.

/// What a letter is worth that stands anywhere.
const LETTER: i32 = 1;
/// What it is worth more right after the one before: more than at the beginning of another word.
const RUN: i32 = 12;
/// What it is worth more at the beginning of a word.
const BEGINS: i32 = 8;
/// What it is worth more at the beginning of the text.
const FIRST: i32 = 2;

/// How well a text has the letters of `wanted` in their order, letter case aside; `None` where it
/// has not. Letters that follow one another and beginnings of words count most; of two alike the
/// shorter text is the better one.
pub fn score(wanted: &str, text: &str) -> Option<i32> {
    let wanted: Vec<char> = letters(wanted).filter(|letter| !letter.is_whitespace()).collect();
    let text: Vec<char> = letters(text).collect();
    let mut best: Vec<Option<i32>> = vec![Some(0); text.len() + 1];
    for (at, letter) in wanted.iter().enumerate() {
        best = with_letter((*letter, at == 0), &text, &best);
    }
    let score = best.into_iter().flatten().max()?;
    Some(16 * score - text.len() as i32)
}

/// From the best scores of the letters before, one for each place at which the last of them may
/// end, those with one more letter.
fn with_letter(
    (letter, is_first): (char, bool),
    text: &[char],
    before: &[Option<i32>],
) -> Vec<Option<i32>> {
    let mut after = vec![None; text.len() + 1];
    let mut reached: Option<i32> = None;
    for (at, here) in text.iter().enumerate() {
        reached = reached.max(before[at]);
        if *here != letter {
            continue;
        }
        let begins = at == 0 || !text[at - 1].is_alphanumeric();
        let worth = LETTER + if begins { BEGINS } else { 0 } + if at == 0 { FIRST } else { 0 };
        let apart = reached.map(|score| score + worth);
        let run = before[at].filter(|_| !is_first).map(|score| score + worth + RUN);
        after[at + 1] = apart.max(run);
    }
    after
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_must_be_there_in_order() {
        assert!(score("rga", "Random gauge").is_some());
        assert!(score("agr", "Random gauge").is_none());
        assert!(score("RANDOM  G", "random gauge").is_some());
        assert!(score("x", "").is_none() && score("", "anything").is_some());
    }

    #[test]
    fn words_and_their_beginnings_come_first() {
        let better = |wanted: &str, first: &str, second: &str| {
            assert!(score(wanted, first) > score(wanted, second), "{wanted}: {first}, {second}");
        };
        better("ug", "Undo gauge", "Frames enough");
        better("plot", "Plots", "Paper (5.5), look out");
        better("redo", "Redo", "Read the scene again, do");
        better("still", "Still picture", "Stand still, and a picture of it");
        better("one", "One tick", "Done one");
        better("lin", "Lay a line", "Larger interface");
    }
}
