//! The comment of a GIF, which tells its origin.

use crate::record::Provenance;
use std::io::{self, Read};

/// The comment: a few lines with names, an empty line, the scene.
pub(super) fn text(about: &Provenance) -> String {
    // A title is one line by nature; a stray break would end the heading.
    let title = about.title.replace(['\n', '\r'], " ");
    let (software, seed, scene) = (about.software(), about.seed, &about.scene);
    format!("Title: {title}\nSoftware: {software}\nSeed: {seed}\n\n{scene}")
}

/// Reads the first comment of ours.
pub(in crate::record) fn provenance(mut file: impl Read) -> io::Result<Option<Provenance>> {
    let mut head = [0; 13];
    file.read_exact(&mut head)?;
    if head[10] & 0x80 != 0 {
        skip(&mut file, 3 << ((head[10] & 7) + 1))?;
    }
    // Extensions come before the pictures: after the first picture there is nothing to find.
    while byte(&mut file)? == b'!' {
        let kind = byte(&mut file)?;
        let body = blocks(&mut file)?;
        if kind == 0xFE
            && let Some(found) = std::str::from_utf8(&body).ok().and_then(parse)
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn parse(comment: &str) -> Option<Provenance> {
    let (heading, scene) = comment.split_once("\n\n")?;
    let line =
        |name: &str| heading.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    Some(Provenance::from_parts(line("Title")?, line("Software")?, line("Seed")?, scene))
}

/// The body of an extension: blocks of up to 255 bytes behind their lengths, up to an empty one.
fn blocks(file: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        match byte(file)? {
            0 => return Ok(body),
            length => {
                let start = body.len();
                body.resize(start + usize::from(length), 0);
                file.read_exact(&mut body[start..])?;
            }
        }
    }
}

fn byte(file: &mut impl Read) -> io::Result<u8> {
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn skip(file: &mut impl Read, bytes: usize) -> io::Result<()> {
    file.read_exact(&mut vec![0; bytes])
}
