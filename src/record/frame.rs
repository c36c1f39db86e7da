//! One picture.

use super::RecordError;

/// One picture: sRGB, straight alpha, rows from top to bottom, four bytes a pixel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height * 4` bytes: red, green, blue, alpha.
    pub rgba: Vec<u8>,
}

impl Frame {
    /// A transparent black picture.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        let rgba = vec![0; width as usize * height as usize * 4];
        Self { width, height, rgba }
    }

    /// Makes the picture this size, keeping its memory; the contents are then unspecified.
    pub fn resize(&mut self, width: u32, height: u32) {
        self.width = width;
        self.height = height;
        self.rgba.resize(width as usize * height as usize * 4, 0);
    }

    /// Checks that the picture has the size of the recording and all of its bytes.
    pub(super) fn check(&self, width: u32, height: u32) -> Result<(), RecordError> {
        let whole = self.rgba.len() == width as usize * height as usize * 4;
        if whole && (self.width, self.height) == (width, height) {
            return Ok(());
        }
        Err(RecordError::WrongFrame {
            width,
            height,
            given_width: self.width,
            given_height: self.height,
            bytes: self.rgba.len(),
        })
    }
}
