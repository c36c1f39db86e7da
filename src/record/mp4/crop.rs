//! Cropping, written into a sequence parameter set.
//!
//! H.264 codes whole blocks of 16 x 16 pixels. The encoder would fill up a picture of another size
//! with black, which colours its edge. It is given whole blocks instead, filled up with the edge
//! itself, and this module says how much of them to show.
//!
//! # Reference
//! ITU-T H.264, 7.3.2.1.1 (sequence parameter set) and 7.3.1 (emulation prevention).

/// Returns the parameter set of the baseline profile `sps` with pairs of columns and rows cut off
/// on the right and at the bottom; `None` if it is not of the expected form.
pub(super) fn with_crop(sps: &[u8], columns: u32, rows: u32) -> Option<Vec<u8>> {
    let (head, coded) = sps.split_at_checked(4)?;
    let mut input = BitReader { bytes: unescape(coded), at: 0 };
    skip_to_crop(&mut input)?;
    if input.bit()? {
        return None;
    }
    let mut output = BitWriter::default();
    (0..input.at - 1).for_each(|at| output.bit(input.get(at)));
    output.bit(true);
    [0, columns, 0, rows].into_iter().for_each(|value| output.number(value));
    // The last bit that is set ends the parameter set.
    let end = (input.at..8 * input.bytes.len()).rfind(|&at| input.get(at))?;
    (input.at..=end).for_each(|at| output.bit(input.get(at)));
    Some([head, &escape(&output.bytes)].concat())
}

/// Reads what stands before the flag of the crop.
fn skip_to_crop(input: &mut BitReader) -> Option<()> {
    let _id = input.number()?;
    let _frame_numbers = input.number()?;
    match input.number()? {
        0 => drop(input.number()?),
        2 => (),
        _ => return None,
    }
    let _references = input.number()?;
    let _gaps = input.bit()?;
    let _size = (input.number()?, input.number()?);
    let only_frames = input.bit()?;
    let _direct = input.bit()?;
    only_frames.then_some(())
}

struct BitReader {
    bytes: Vec<u8>,
    at: usize,
}

impl BitReader {
    fn get(&self, at: usize) -> bool {
        self.bytes[at / 8] >> (7 - at % 8) & 1 == 1
    }

    fn bit(&mut self) -> Option<bool> {
        let bit = (self.at < 8 * self.bytes.len()).then(|| self.get(self.at))?;
        self.at += 1;
        Some(bit)
    }

    /// An unsigned Exp-Golomb number: n zeros, then n + 1 bits of the number plus one.
    fn number(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
        }
        let rest = |value: Option<u32>, _| Some(value?.checked_mul(2)? + u32::from(self.bit()?));
        Some((0..zeros).fold(Some(1), rest)? - 1)
    }
}

#[derive(Default)]
struct BitWriter {
    bytes: Vec<u8>,
    used: usize,
}

impl BitWriter {
    fn bit(&mut self, bit: bool) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (7 - self.used % 8);
        }
        self.used += 1;
    }

    fn number(&mut self, value: u32) {
        let bits = (value + 1).ilog2();
        (0..bits).for_each(|_| self.bit(false));
        (0..=bits).rev().for_each(|i| self.bit((value + 1) >> i & 1 == 1));
    }
}

/// Removes the threes that keep start codes out of a unit.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut zeros = 0;
    for &byte in bytes {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        out.push(byte);
    }
    out
}

/// Puts them in again.
fn escape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 2);
    let mut zeros = 0;
    for &byte in bytes {
        if zeros >= 2 && byte <= 3 {
            out.push(3);
            zeros = 0;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        out.push(byte);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let mut output = BitWriter::default();
        (0..300).for_each(|value| output.number(value * 7));
        let mut input = BitReader { bytes: output.bytes, at: 0 };
        assert!((0..300).all(|value| input.number() == Some(value * 7)));
    }

    #[test]
    fn escaping_is_undone_and_hides_start_codes() {
        let bytes = [0, 0, 0, 0, 1, 9, 0, 0, 3, 0, 0, 2, 0, 0];
        let hidden = escape(&bytes);
        assert!(hidden.windows(3).all(|w| w[..2] != [0, 0] || w[2] > 2));
        assert_eq!(unescape(&hidden), bytes);
    }

    #[test]
    fn other_profiles_are_not_touched() {
        assert_eq!(with_crop(&[0x67, 66], 1, 1), None);
        assert_eq!(with_crop(&[0x67, 66, 192, 30, 0, 0], 1, 1), None);
    }
}
