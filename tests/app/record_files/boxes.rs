//! A reader of ISO base media files and of what they hold.

use openh264::decoder::{DecodedYUV, Decoder};
use openh264::formats::YUVSource;

/// Kind and body of every box; panics unless the last one ends where the bytes end.
pub fn boxes(mut bytes: &[u8]) -> Vec<(String, &[u8])> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let (size, head) = match u32_at(bytes, 0) {
            1 => (u64::from_be_bytes(bytes[8..16].try_into().unwrap()) as usize, 16),
            size => (size as usize, 8),
        };
        assert!(size >= head && size <= bytes.len(), "a box of {size} bytes in {}", bytes.len());
        let kind = bytes[4..8].iter().map(|&b| char::from(b)).collect();
        found.push((kind, &bytes[head..size]));
        bytes = &bytes[size..];
    }
    found
}

/// Kinds of the boxes.
pub fn kinds(bytes: &[u8]) -> Vec<String> {
    boxes(bytes).into_iter().map(|(kind, _)| kind).collect()
}

/// Body of the box at a path like `trak/mdia`; `meta`, `stsd` and sample entries keep their heads,
/// which `@n` skips.
pub fn find<'a>(mut bytes: &'a [u8], path: &str) -> &'a [u8] {
    for part in path.split('/') {
        let (kind, skip) = part.split_once('@').unwrap_or((part, "0"));
        let (_, body) = boxes(bytes).into_iter().find(|(k, _)| k == kind).expect(part);
        bytes = &body[skip.parse().unwrap()..];
    }
    bytes
}

pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

/// The numbers of a table box behind `skip` bytes.
pub fn numbers(body: &[u8], skip: usize) -> Vec<u32> {
    body[skip..].chunks(4).map(|four| u32_at(four, 0)).collect()
}

/// Path from `moov` to the tables.
pub const TABLES: &str = "trak/mdia/minf/stbl";

/// What a movie holds.
pub struct Movie {
    pub sps: Vec<u8>,
    pub pps: Vec<u8>,
    pub samples: Vec<Vec<u8>>,
}

/// Reads a finished file by its tables.
pub fn finished(file: &[u8]) -> Movie {
    let moov = find(file, "moov");
    let sizes = numbers(find(moov, &format!("{TABLES}/stsz")), 12);
    let offsets = numbers(find(moov, &format!("{TABLES}/stco")), 8);
    assert_eq!(sizes.len(), offsets.len());
    let sample = |(&at, &size)| file[at as usize..(at + size) as usize].to_vec();
    with_sets(moov, offsets.iter().zip(&sizes).map(sample).collect())
}

/// Reads a file by its fragments, each a `moof` with one picture and its `mdat`.
pub fn fragmented(file: &[u8]) -> Movie {
    let all = boxes(file);
    let mut samples = Vec::new();
    for (number, pair) in all[3..].chunks(2).enumerate() {
        let [(moof, head), (mdat, data)] = pair else { panic!("half a fragment") };
        assert_eq!((moof.as_str(), mdat.as_str()), ("moof", "mdat"));
        assert_eq!(u32_at(find(head, "mfhd"), 4), number as u32 + 1);
        assert_eq!(u32_at(find(head, "traf/tfdt"), 8), 1000 * number as u32);
        let run = numbers(find(head, "traf/trun"), 0);
        assert_eq!(run[1], 1, "pictures in a fragment");
        assert_eq!(run[2] as usize, head.len() + 16, "offset of the data");
        assert_eq!(run[4] as usize, data.len());
        assert_eq!(run[3] == 0x0200_0000, number % 48 == 0, "key frame {number}");
        samples.push(data.to_vec());
    }
    with_sets(find(file, "moov"), samples)
}

fn with_sets(moov: &[u8], samples: Vec<Vec<u8>>) -> Movie {
    let avcc = find(moov, &format!("{TABLES}/stsd@8/avc1@78/avcC"));
    let length = usize::from(u16::from_be_bytes([avcc[6], avcc[7]]));
    let (sps, rest) = avcc[8..].split_at(length);
    Movie { sps: sps.to_vec(), pps: rest[3..].to_vec(), samples }
}

impl Movie {
    /// Decodes all pictures to red, green, blue.
    pub fn decode(&self) -> Vec<Vec<[u8; 4]>> {
        let mut decoder = Decoder::new().unwrap();
        let mut pictures = Vec::new();
        for sample in &self.samples {
            let mut stream = [&[0, 0, 0, 1], &self.sps[..], &[0, 0, 0, 1], &self.pps[..]].concat();
            let mut rest = &sample[..];
            while !rest.is_empty() {
                let (unit, after) = rest[4..].split_at(u32_at(rest, 0) as usize);
                stream.extend([0, 0, 0, 1]);
                stream.extend(unit);
                rest = after;
            }
            pictures.extend(decoder.decode(&stream).unwrap().map(|yuv| rgb(&yuv)));
        }
        pictures.extend(decoder.flush_remaining().unwrap().iter().map(rgb));
        pictures
    }
}

/// ITU-R BT.709, limited range, with the inverse matrix as the recommendation gives it.
fn rgb(yuv: &DecodedYUV) -> Vec<[u8; 4]> {
    let ((width, height), (line, half, _)) = (yuv.dimensions(), yuv.strides());
    let pixel = |x: usize, y: usize| {
        let luma = (f64::from(yuv.y()[y * line + x]) - 16.0) / 219.0;
        let chroma = |plane: &[u8]| {
            // Colour sits on even columns; between them it is interpolated.
            let at = |x: usize| f64::from(plane[y / 2 * half + x.min(width / 2 - 1)]);
            ((at(x / 2) + at(x.div_ceil(2))) / 2.0 - 128.0) / 224.0
        };
        let (cb, cr) = (chroma(yuv.u()), chroma(yuv.v()));
        let level = |value: f64| (255.0 * value).round().clamp(0.0, 255.0) as u8;
        let green = luma - 0.1873 * cb - 0.4681 * cr;
        [level(luma + 1.5748 * cr), level(green), level(luma + 1.8556 * cb), 255]
    };
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| pixel(x, y)).collect()
}

/// Colour description in a sequence parameter set of the baseline profile:
/// (full range, primaries, transfer, matrix).
pub fn colour_description(sps: &[u8]) -> (u32, u32, u32, u32) {
    let mut bits = Bits { bytes: without_emulation(&sps[4..]), at: 0 };
    let _set_and_frame_number = (bits.golomb(), bits.golomb());
    let order = bits.golomb();
    assert!(order == 0 || order == 2, "picture order count type {order}");
    if order == 0 {
        bits.golomb();
    }
    let _references_and_gaps = (bits.golomb(), bits.take(1));
    let _size = (bits.golomb(), bits.golomb());
    assert_eq!(bits.take(1), 1, "frames, not fields");
    bits.take(1);
    if bits.take(1) == 1 {
        let _crop = [bits.golomb(), bits.golomb(), bits.golomb(), bits.golomb()];
    }
    assert_eq!(bits.take(1), 1, "usability information");
    assert_eq!(bits.take(2), 0, "no aspect ratio, no overscan");
    assert_eq!(bits.take(1), 1, "video signal type");
    bits.take(3);
    let full = bits.take(1);
    assert_eq!(bits.take(1), 1, "colour description");
    (full, bits.take(8), bits.take(8), bits.take(8))
}

struct Bits {
    bytes: Vec<u8>,
    at: usize,
}

impl Bits {
    fn take(&mut self, count: usize) -> u32 {
        (0..count).fold(0, |value, _| {
            let bit = self.bytes[self.at / 8] >> (7 - self.at % 8) & 1;
            self.at += 1;
            value << 1 | u32::from(bit)
        })
    }

    fn golomb(&mut self) -> u32 {
        let mut zeros = 0;
        while self.take(1) == 0 {
            zeros += 1;
        }
        (1 << zeros) - 1 + self.take(zeros)
    }
}

fn without_emulation(bytes: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    for &byte in bytes {
        if !(byte == 3 && out.ends_with(&[0, 0])) {
            out.push(byte);
        }
    }
    out
}
