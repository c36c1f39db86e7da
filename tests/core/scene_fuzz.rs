//! Spoilt scenes, exports and `--set`s, ten thousand and more: no panic, no long wait.

use crate::scene_errors::GOOD;
use fieldloom::scene::export::{Exporter, import};
use fieldloom::scene::{BuildOptions, builtin, parse};
use std::fs;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

/// Numbers from a fixed sequence.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn pick<'a, T: AsRef<str>>(&mut self, from: &'a [T]) -> &'a str {
        from[self.below(from.len())].as_ref()
    }
}

/// What a person, a broken editor or a hostile one might put in.
const PIECES: &[&str] = &[
    "0",
    "-1",
    "1e308",
    "-1e308",
    "1e-308",
    "1e999",
    "NaN",
    "-inf",
    "99999999999999999999",
    "0x7f",
    "18446744073709551615",
    "-9223372036854775808",
    "4294967296",
    "2",
    "0.1",
    "true",
    "\"\"",
    "\"\u{1d4cf}\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "'",
    "//",
    "/*",
    "*/",
    "r#\"",
    "#![enable(",
    "\\",
    "\u{0}",
    "Some(",
    "None",
    "Unit",
    "()",
    "[]",
    "((((((((",
    "[[[[[[[[",
    "(a: 1)",
    "..",
    "..=",
    "_",
    "b\"x\"",
    "\"absorbing\"",
    "\"expr\"",
    "\"sine-gordon\"",
    "\"dirac\"",
    "\"phi4\"",
    "F32",
    "Fixed(0.0)",
    "Noise(amplitude: 1e200)",
    "Packet(width: 1e300)",
    "Packet(width: 1e-300)",
    "Kink(velocity: 0.999999999)",
    "Breather(omega: 1e-300)",
    "Point(position: 1e300)",
    "Expression(phi: [\"1/x\"])",
    "Expression(phi: [\"((((((((x^x)^x)^x)^x)^x)^x)^x)^x)\"])",
    "PlaneWave(modes: [9223372036854775807])",
    "expr: \"phi^phi^phi^phi^phi^phi^phi^phi\"",
    "expr: \"sin(cos(tan(exp(ln(phi)))))^-9\"",
];

/// Numbers that a reader takes.
const NUMBERS: &[&str] = &[
    "0", "-1", "1", "2", "3", "7", "12", "0.5", "-2.5", "-0.0", "1e-9", "1e-300", "1e9", "1e300",
    "40", "1000",
];

fn tokens(text: &str) -> Vec<&str> {
    text.split_inclusive(|c: char| !(c.is_alphanumeric() || "_.-".contains(c))).collect()
}

/// A token replaced, with the punctuation that ends it kept.
fn replaced(text: &str, at: usize, new: &str) -> String {
    let mut tokens = tokens(text);
    let end = tokens[at].chars().last().filter(|c| !c.is_alphanumeric());
    let new = format!("{new}{}", end.map(String::from).unwrap_or_default());
    tokens[at] = &new;
    tokens.concat()
}

/// One change.
fn spoilt(text: &str, other: &str, dice: &mut Dice) -> String {
    let bytes = text.as_bytes();
    let range = |dice: &mut Dice, most: usize| {
        let start = dice.below(bytes.len());
        start..(start + 1 + dice.below(most)).min(bytes.len())
    };
    let joined = |parts: &[&[u8]]| String::from_utf8_lossy(&parts.concat()).into_owned();
    match dice.below(14) {
        0 => {
            let at = dice.below(bytes.len());
            joined(&[&bytes[..at], &[bytes[at] ^ (1 << dice.below(8))], &bytes[at + 1..]])
        }
        1 => {
            let cut = range(dice, 40);
            joined(&[&bytes[..cut.start], &bytes[cut.end..]])
        }
        2 => {
            let twice = range(dice, 60);
            joined(&[&bytes[..twice.end], &bytes[twice.clone()], &bytes[twice.end..]])
        }
        3 => {
            let at = dice.below(bytes.len());
            joined(&[&bytes[..at], dice.pick(PIECES).as_bytes(), &bytes[at..]])
        }
        4 => joined(&[&bytes[..dice.below(bytes.len())]]),
        5 => {
            let mut tokens = tokens(text);
            let (a, b) = (dice.below(tokens.len()), dice.below(tokens.len()));
            tokens.swap(a, b);
            tokens.concat()
        }
        6 => {
            let (here, there) = (range(dice, 80), tokens(other));
            let start = dice.below(there.len());
            let part = there[start..(start + 12).min(there.len())].concat();
            joined(&[&bytes[..here.start], part.as_bytes(), &bytes[here.end..]])
        }
        7 => {
            let at = dice.below(tokens(text).len());
            replaced(text, at, dice.pick(PIECES))
        }
        _ => {
            // A number for a number keeps the text readable: it gets past the reader.
            let number =
                |(_, token): &(usize, &str)| token.starts_with(|c: char| c.is_ascii_digit());
            let numbers: Vec<usize> =
                tokens(text).into_iter().enumerate().filter(number).map(|(at, _)| at).collect();
            if numbers.is_empty() {
                return text.to_owned();
            }
            replaced(text, numbers[dice.below(numbers.len())], dice.pick(NUMBERS))
        }
    }
}

/// Scenes on small lattices, so that those still right run at once.
fn seeds() -> Vec<String> {
    let small = |(name, text): &(&str, &str)| {
        let dim = parse(name, text, &[]).unwrap().lattice.dim();
        let shape = ["", "[48]", "[30, 34]", "[24, 25, 26]"][dim];
        let set = format!("lattice.shape={shape}");
        parse(name, text, &[set]).map(|scene| scene.source).ok()
    };
    let seeds: Vec<String> = builtin().iter().filter_map(small).chain([GOOD.to_owned()]).collect();
    assert!(seeds.len() > builtin().len() / 2);
    seeds
}

fn options() -> BuildOptions {
    BuildOptions { memory_limit: Some(4 << 20), ..BuildOptions::default() }
}

/// How far a text gets: 0 refused by the reader, 1 refused by the builder, 2 runs.
fn fate(text: &str, sets: &[String]) -> usize {
    let Ok(scene) = parse("spoilt.ron", text, sets) else { return 0 };
    let Ok(mut run) = scene.build(&options()) else { return 1 };
    // A field may blow up; that is an answer too.
    let _ = run.advance(2);
    2
}

fn quietly<T>(what: &str, input: &str, work: impl FnOnce() -> T + std::panic::UnwindSafe) -> T {
    let begun = Instant::now();
    let Ok(result) = catch_unwind(work) else { panic!("{what} panicked on:\n{input}") };
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(10), "{what} took {took:?} on:\n{input}");
    result
}

#[test]
fn ten_thousand_spoilt_scenes_are_answered() {
    let (seeds, mut dice) = (seeds(), Dice(1));
    let mut fates = [0; 3];
    for _ in 0..10_000 {
        let mut text = dice.pick(&seeds).to_owned();
        for _ in 0..1 + dice.below(3) {
            let other = dice.pick(&seeds);
            text = spoilt(&text, other, &mut dice);
            if text.is_empty() {
                break;
            }
        }
        fates[quietly("the scene", &text, || fate(&text, &[]))] += 1;
    }
    println!("refused by reader, by builder, ran: {fates:?}");
    assert!(fates.iter().all(|count| *count > 100), "each is met: {fates:?}");
}

#[test]
fn spoilt_sets_are_answered() {
    let mut dice = Dice(2);
    let paths = [
        "lattice.shape",
        "lattice.shape[1]",
        "lattice.h",
        "lattice.boundary",
        "lattice.layer.width",
        "theory",
        "theory.lam",
        "theory.name",
        "theory.expr",
        "schedule.dt",
        "precision",
        "seed",
        "initial",
        "initial[0]",
        "initial[0].width",
        "initial[0].momentum",
        "view.height",
        "record.size",
        "camera.distance",
        "expect[0].ticks",
        "measure.every",
        "a.b[3].c",
        "lattice..h",
        "[0]",
        "",
    ];
    for _ in 0..2_000 {
        let set = format!("{}={}", dice.pick(&paths), dice.pick(PIECES));
        let set = if dice.below(3) == 0 { spoilt(&set, GOOD, &mut dice) } else { set };
        quietly("--set", &set, || fate(GOOD, std::slice::from_ref(&set)));
    }
}

#[test]
fn spoilt_exports_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = parse("good.ron", GOOD, &[]).unwrap().build(&options()).unwrap();
    run.advance(3).unwrap();
    Exporter::new(folder.path(), GOOD, 7).unwrap().write(&run).unwrap();
    let meta = fs::read_to_string(folder.path().join("meta.json")).unwrap();
    let array = fs::read(folder.path().join("phi_00000003.npy")).unwrap();
    let mut dice = Dice(3);
    let attempt =
        |what: &str| quietly("the import", what, || import(folder.path(), &options()).is_ok());
    let mut survived = 0;
    for _ in 0..1_000 {
        let spoilt = spoilt(&meta, &meta, &mut dice);
        fs::write(folder.path().join("meta.json"), &spoilt).unwrap();
        survived += usize::from(attempt(&spoilt));
    }
    assert!((1..900).contains(&survived), "{survived}");
    fs::write(folder.path().join("meta.json"), &meta).unwrap();
    for _ in 0..1_000 {
        let mut bytes = array.clone();
        let at = dice.below(140);
        bytes[at] = dice.next() as u8;
        bytes.truncate(array.len() - if dice.below(4) == 0 { dice.below(array.len()) } else { 0 });
        fs::write(folder.path().join("phi_00000003.npy"), &bytes).unwrap();
        attempt(&format!("byte {at}"));
    }
}
