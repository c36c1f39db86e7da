//! Boxes of the ISO base media file format: a length, a four-letter kind, a body.

/// Appends big-endian numbers.
pub(super) trait Put {
    /// One byte.
    fn u8(&mut self, value: u8);
    /// Two bytes.
    fn u16(&mut self, value: u16);
    /// Four bytes.
    fn u32(&mut self, value: u32);
    /// Eight bytes.
    fn u64(&mut self, value: u64);
    /// Several four-byte numbers.
    fn u32s(&mut self, values: &[u32]);
    /// Bytes as they are.
    fn raw(&mut self, bytes: &[u8]);
}

impl Put for Vec<u8> {
    fn u8(&mut self, value: u8) {
        self.push(value);
    }
    fn u16(&mut self, value: u16) {
        self.extend(value.to_be_bytes());
    }
    fn u32(&mut self, value: u32) {
        self.extend(value.to_be_bytes());
    }
    fn u64(&mut self, value: u64) {
        self.extend(value.to_be_bytes());
    }
    fn u32s(&mut self, values: &[u32]) {
        values.iter().for_each(|&value| self.u32(value));
    }
    fn raw(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Appends a box whose body is written by `body`.
pub(super) fn put_box(out: &mut Vec<u8>, kind: &[u8; 4], body: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.u32(0);
    out.raw(kind);
    body(out);
    let size = (out.len() - start) as u32;
    out[start..start + 4].copy_from_slice(&size.to_be_bytes());
}

/// Appends a box with a version (upper byte) and flags.
pub(super) fn put_full(
    out: &mut Vec<u8>,
    kind: &[u8; 4],
    version_and_flags: u32,
    body: impl FnOnce(&mut Vec<u8>),
) {
    put_box(out, kind, |out| {
        out.u32(version_and_flags);
        body(out);
    });
}

/// Header of an `mdat` of `size` bytes, header included, in the form that has no size limit.
pub(super) fn large_mdat(size: u64) -> [u8; 16] {
    let mut header = [0, 0, 0, 1, b'm', b'd', b'a', b't', 0, 0, 0, 0, 0, 0, 0, 0];
    header[8..].copy_from_slice(&size.to_be_bytes());
    header
}
