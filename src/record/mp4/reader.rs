//! Reads the tags of an mp4, finished or not.

use crate::record::Provenance;
use std::io::{self, Read, Seek};

/// A `moov` beyond this is not ours: the tables of a day at 60 frames a second take less.
const LARGEST_MOOV: u64 = 128 << 20;

/// Reads the tags of the first `moov`.
pub(in crate::record) fn provenance(mut file: impl Read + Seek) -> io::Result<Option<Provenance>> {
    let Some(moov) = find_moov(&mut file)? else {
        return Ok(None);
    };
    Ok(tags(&moov))
}

/// Body of the first `moov` at the top level.
fn find_moov(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<u8>>> {
    let mut header = [0; 16];
    loop {
        if file.read_exact(&mut header[..8]).is_err() {
            return Ok(None);
        }
        let mut size = u64::from(number(&header[..4]));
        let mut read = 8;
        if size == 1 {
            file.read_exact(&mut header[8..])?;
            size = u64::from(number(&header[8..12])) << 32 | u64::from(number(&header[12..]));
            read = 16;
        }
        let Some(body) = size.checked_sub(read) else {
            return Ok(None);
        };
        if &header[4..8] == b"moov" && body <= LARGEST_MOOV {
            let mut moov = Vec::new();
            file.take(body).read_to_end(&mut moov)?;
            return Ok(Some(moov));
        }
        file.seek_relative(body.try_into().map_err(io::Error::other)?)?;
    }
}

fn tags(moov: &[u8]) -> Option<Provenance> {
    // `meta` has four bytes of version and flags before its children.
    let meta = child(child(moov, b"udta")?, b"meta")?.get(4..)?;
    let list = child(meta, b"ilst")?;
    let text = |kind| child(list, kind).and_then(data).unwrap_or_default();
    let scene = child(list, b"\xA9cmt").and_then(data)?;
    let seed = child(list, b"----").and_then(data).unwrap_or_default();
    Some(Provenance::from_parts(&text(b"\xA9nam"), &text(b"\xA9too"), &seed, &scene))
}

/// Text in the `data` box of a tag.
fn data(tag: &[u8]) -> Option<String> {
    let text = child(tag, b"data")?.get(8..)?;
    String::from_utf8(text.to_vec()).ok()
}

/// Body of the first child of that kind.
fn child<'a>(mut bytes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    while bytes.len() >= 8 {
        let size = number(&bytes[..4]) as usize;
        let body = bytes.get(8..size)?;
        if &bytes[4..8] == kind {
            return Some(body);
        }
        bytes = &bytes[size..];
    }
    None
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, &byte| value << 8 | u32::from(byte))
}
