//! What an mp4 says about its pictures: the head of the file, fragments, and the complete `moov`.

use super::boxes::{Put, put_box, put_full};
use super::encoder::{ParameterSets, Picture};
use crate::record::{OutputSpec, Provenance};

/// Time units a picture lasts; `fps` times as many make a second, so that no rate is rounded.
const TICKS: u32 = 1000;

/// Most pictures for whose tables space is reserved; with more the tables go to the end.
const LARGEST_PLAN: u32 = 500_000;

/// Length of the header of an `mdat` without size limit.
pub(super) const MDAT_HEADER: u64 = 16;

/// Bytes of a fragment before its picture.
pub(super) const FRAGMENT_HEAD: u64 = 104;

/// `trun` and `trex` flags of a picture where decoding can start, and of one where it cannot.
const KEY: u32 = 0x0200_0000;
const DEPENDENT: u32 = 0x0101_0000;

/// Unit matrix of `mvhd` and `tkhd`.
const MATRIX: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// Where a picture lies in the file.
pub(super) struct Sample {
    /// First byte.
    pub offset: u64,
    /// Number of bytes.
    pub size: u32,
    /// Whether decoding can start here.
    pub key: bool,
}

/// One video track and its description.
pub(super) struct Movie {
    width: u32,
    height: u32,
    fps: u32,
    planned: u32,
    sets: ParameterSets,
    about: Provenance,
}

impl Movie {
    /// A movie of pictures with these parameter sets.
    pub fn new(spec: &OutputSpec, sets: &ParameterSets) -> Self {
        Self {
            width: spec.width,
            height: spec.height,
            fps: spec.fps,
            planned: spec.frames,
            sets: sets.clone(),
            about: spec.provenance.clone(),
        }
    }

    /// Everything before the first fragment.
    pub fn head(&self) -> Vec<u8> {
        let mut out = file_type();
        let reserved = self.reserved().1 as usize;
        put_box(&mut out, b"free", |out| out.resize(out.len() + reserved - 8, 0));
        self.put_moov(&mut out, &[]);
        out
    }

    /// Where the `free` box begins that makes room for the complete `moov`, and its length.
    pub fn reserved(&self) -> (u64, u64) {
        let mut empty = Vec::new();
        self.put_moov(&mut empty, &[]);
        // Size and offset of every picture, number of every key frame, and the emptied box.
        let planned = u64::from(self.planned.min(LARGEST_PLAN));
        let tables = planned * 12 + planned / u64::from(2 * self.fps) * 4;
        (file_type().len() as u64, 8 + empty.len() as u64 + tables + 64 + MDAT_HEADER)
    }

    /// The `moov` of the finished file.
    pub fn complete(&self, samples: &[Sample]) -> Vec<u8> {
        let mut out = Vec::new();
        self.put_moov(&mut out, samples);
        out
    }

    /// Without samples this announces fragments instead.
    fn put_moov(&self, out: &mut Vec<u8>, samples: &[Sample]) {
        let duration = (samples.len() as u32).saturating_mul(TICKS);
        put_box(out, b"moov", |out| {
            put_full(out, b"mvhd", 0, |out| {
                out.u32s(&[0, 0, self.timescale(), duration, 0x1_0000, 0x0100_0000, 0, 0]);
                out.u32s(&MATRIX);
                out.u32s(&[0, 0, 0, 0, 0, 0, 2]);
            });
            put_box(out, b"trak", |out| self.put_track(out, samples, duration));
            if samples.is_empty() {
                put_box(out, b"mvex", |out| {
                    put_full(out, b"trex", 0, |out| out.u32s(&[1, 1, TICKS, 0, DEPENDENT]));
                });
            }
            put_about(out, &self.about);
        });
    }

    fn put_track(&self, out: &mut Vec<u8>, samples: &[Sample], duration: u32) {
        put_full(out, b"tkhd", 3, |out| {
            out.u32s(&[0, 0, 1, 0, duration, 0, 0, 0, 0]);
            out.u32s(&MATRIX);
            out.u32s(&[self.width << 16, self.height << 16]);
        });
        put_box(out, b"mdia", |out| {
            put_full(out, b"mdhd", 0, |out| {
                out.u32s(&[0, 0, self.timescale(), duration]);
                // Language "und", packed in three times five bits.
                out.u32(0x55C4_0000);
            });
            put_handler(out, b"vide", b"\0\0\0\0", b"VideoHandler\0");
            put_box(out, b"minf", |out| {
                put_full(out, b"vmhd", 1, |out| out.u32s(&[0, 0]));
                put_box(out, b"dinf", |out| {
                    put_full(out, b"dref", 0, |out| {
                        out.u32(1);
                        put_full(out, b"url ", 1, |_| ());
                    });
                });
                put_box(out, b"stbl", |out| self.put_tables(out, samples));
            });
        });
    }

    fn put_tables(&self, out: &mut Vec<u8>, samples: &[Sample]) {
        let count = samples.len() as u32;
        put_full(out, b"stsd", 0, |out| {
            out.u32(1);
            put_box(out, b"avc1", |out| self.put_sample_entry(out));
        });
        put_full(out, b"stts", 0, |out| match count {
            0 => out.u32(0),
            _ => out.u32s(&[1, count, TICKS]),
        });
        put_full(out, b"stsc", 0, |out| match count {
            0 => out.u32(0),
            // Every picture is a chunk of its own.
            _ => out.u32s(&[1, 1, 1, 1]),
        });
        put_full(out, b"stsz", 0, |out| {
            out.u32s(&[0, count]);
            samples.iter().for_each(|sample| out.u32(sample.size));
        });
        put_offsets(out, samples);
        if count > 0 {
            put_key_frames(out, samples);
        }
    }

    fn put_sample_entry(&self, out: &mut Vec<u8>) {
        out.raw(&[0, 0, 0, 0, 0, 0, 0, 1]);
        out.raw(&[0; 16]);
        out.u16(self.width as u16);
        out.u16(self.height as u16);
        // 72 dots an inch both ways, one picture a sample.
        out.u32s(&[0x48_0000, 0x48_0000, 0]);
        out.u16(1);
        let mut name = [0; 32];
        name[..10].copy_from_slice(b"\x09Fieldloom");
        out.raw(&name);
        out.raw(&[0, 24, 0xFF, 0xFF]);
        put_box(out, b"avcC", |out| self.put_parameter_sets(out));
        put_box(out, b"colr", |out| {
            out.raw(b"nclx");
            // Primaries, transfer and matrix of BT.709; the last byte says limited range.
            out.raw(&[0, 1, 0, 1, 0, 1, 0]);
        });
        put_box(out, b"pasp", |out| out.u32s(&[1, 1]));
    }

    fn put_parameter_sets(&self, out: &mut Vec<u8>) {
        let ParameterSets { sps, pps } = &self.sets;
        out.u8(1);
        out.raw(sps.get(1..4).unwrap_or(&[66, 192, 31]));
        // Lengths of four bytes, one set of each kind.
        out.raw(&[0xFF, 0xE1]);
        out.u16(sps.len() as u16);
        out.raw(sps);
        out.u8(1);
        out.u16(pps.len() as u16);
        out.raw(pps);
    }

    const fn timescale(&self) -> u32 {
        self.fps * TICKS
    }
}

/// One picture as a fragment of its own.
pub(super) fn fragment(number: u32, picture: &Picture) -> Vec<u8> {
    let size = picture.data.len() as u32;
    let flags = if picture.key { KEY } else { DEPENDENT };
    let mut out = Vec::with_capacity(FRAGMENT_HEAD as usize + picture.data.len());
    put_box(&mut out, b"moof", |out| {
        put_full(out, b"mfhd", 0, |out| out.u32(number + 1));
        put_box(out, b"traf", |out| {
            // Offsets count from this box.
            put_full(out, b"tfhd", 0x02_0000, |out| out.u32(1));
            put_full(out, b"tfdt", 0x0100_0000, |out| {
                out.u64(u64::from(number) * u64::from(TICKS));
            });
            // Offset of the data, flags of the first sample, size of each.
            put_full(out, b"trun", 0x205, |out| out.u32s(&[1, FRAGMENT_HEAD as u32, flags, size]));
        });
    });
    put_box(&mut out, b"mdat", |out| out.raw(&picture.data));
    out
}

fn file_type() -> Vec<u8> {
    let mut out = Vec::new();
    put_box(&mut out, b"ftyp", |out| {
        out.raw(b"isom");
        out.u32(512);
        out.raw(b"isomiso5iso6avc1mp41");
    });
    out
}

fn put_handler(out: &mut Vec<u8>, kind: &[u8; 4], maker: &[u8; 4], name: &[u8]) {
    put_full(out, b"hdlr", 0, |out| {
        out.u32(0);
        out.raw(kind);
        out.raw(maker);
        out.u32s(&[0, 0]);
        out.raw(name);
    });
}

/// Four bytes an offset while that is enough.
fn put_offsets(out: &mut Vec<u8>, samples: &[Sample]) {
    let small = samples.iter().all(|sample| u32::try_from(sample.offset).is_ok());
    put_full(out, if small { b"stco" } else { b"co64" }, 0, |out| {
        out.u32(samples.len() as u32);
        for sample in samples {
            if small { out.u32(sample.offset as u32) } else { out.u64(sample.offset) }
        }
    });
}

fn put_key_frames(out: &mut Vec<u8>, samples: &[Sample]) {
    let keys = (1..).zip(samples).filter(|(_, sample)| sample.key);
    let keys: Vec<u32> = keys.map(|(number, _)| number).collect();
    put_full(out, b"stss", 0, |out| {
        out.u32(keys.len() as u32);
        out.u32s(&keys);
    });
}

/// Tags as iTunes writes them, which every player reads.
fn put_about(out: &mut Vec<u8>, about: &Provenance) {
    put_box(out, b"udta", |out| {
        put_full(out, b"meta", 0, |out| {
            put_handler(out, b"mdir", b"appl", b"\0");
            put_box(out, b"ilst", |out| {
                put_tag(out, b"\xA9nam", &about.title);
                put_tag(out, b"\xA9too", &about.software());
                put_tag(out, b"\xA9cmt", &about.scene);
                put_box(out, b"----", |out| {
                    put_full(out, b"mean", 0, |out| out.raw(b"com.apple.iTunes"));
                    put_full(out, b"name", 0, |out| out.raw(b"SEED"));
                    put_text(out, &about.seed.to_string());
                });
            });
        });
    });
}

fn put_tag(out: &mut Vec<u8>, kind: &[u8; 4], text: &str) {
    put_box(out, kind, |out| put_text(out, text));
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    // Type 1 is UTF-8, in no particular language.
    put_full(out, b"data", 1, |out| {
        out.u32(0);
        out.raw(text.as_bytes());
    });
}
