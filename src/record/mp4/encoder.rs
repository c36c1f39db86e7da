//! H.264 by the openh264 encoder, at constant quality.

use super::crop::with_crop;
use super::yuv::Yuv;
use crate::record::{Frame, OutputSpec, RecordError};
use openh264::OpenH264API;
use openh264::encoder::{
    BitRate, Complexity, EncodedBitStream, Encoder, EncoderConfig, FrameRate, FrameType,
    IntraFramePeriod, Profile, QpRange, RateControlMode, SpsPpsStrategy, UsageType, VuiConfig,
};
use openh264::formats::YUVSource;

/// Largest number of pictures a second.
pub(super) const LARGEST_FPS: u32 = 240;

/// Quantiser of every block, at which flat colours come back as they were rounded; two more would
/// save a quarter of the bytes and let them drift.
const QP: u8 = 16;

/// One encoded picture.
pub(super) struct Picture {
    /// Its slices, each behind its length in four bytes.
    pub data: Vec<u8>,
    /// Whether decoding can start here.
    pub key: bool,
}

/// Sequence and picture parameter sets, which the container holds for all pictures.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct ParameterSets {
    /// Sequence parameter set.
    pub sps: Vec<u8>,
    /// Picture parameter set.
    pub pps: Vec<u8>,
}

/// An H.264 encoder with its conversion buffer.
pub(super) struct H264Encoder {
    encoder: Encoder,
    yuv: Yuv,
    sets: ParameterSets,
    frames: u32,
}

impl H264Encoder {
    /// Sets up the encoder.
    pub fn new(spec: &OutputSpec) -> Result<Self, RecordError> {
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config(spec));
        Ok(Self {
            encoder: encoder.map_err(|e| failure(0, &e))?,
            yuv: Yuv::new(spec.width as usize, spec.height as usize),
            sets: ParameterSets::default(),
            frames: 0,
        })
    }

    /// Encodes the next picture.
    pub fn encode(&mut self, frame: &Frame) -> Result<Picture, RecordError> {
        self.yuv.convert(&frame.rgba);
        let stream = self.encoder.encode(&self.yuv).map_err(|e| failure(self.frames, &e))?;
        let key = stream.frame_type() == FrameType::IDR;
        let (data, sets) = sort_units(&stream);
        if data.is_empty() {
            return Err(failure(self.frames, &"it skipped a frame"));
        }
        if !sets.sps.is_empty() {
            self.keep(self.cropped(sets, frame)?)?;
        }
        self.frames += 1;
        Ok(Picture { data, key })
    }

    /// Says in the parameter set how much of the whole blocks is picture.
    fn cropped(&self, sets: ParameterSets, frame: &Frame) -> Result<ParameterSets, RecordError> {
        let (wide, high) = self.yuv.dimensions();
        let columns = (wide as u32 - frame.width) / 2;
        let rows = (high as u32 - frame.height) / 2;
        if columns == 0 && rows == 0 {
            return Ok(sets);
        }
        let sps = with_crop(&sets.sps, columns, rows);
        let sps = sps.ok_or_else(|| failure(self.frames, &"its parameters are of another form"))?;
        Ok(ParameterSets { sps, ..sets })
    }

    /// Keeps the parameter sets, which stand once in the file and so must never change.
    fn keep(&mut self, sets: ParameterSets) -> Result<(), RecordError> {
        if self.frames > 0 && sets != self.sets {
            return Err(failure(self.frames, &"its parameters changed"));
        }
        self.sets = sets;
        Ok(())
    }

    /// The parameter sets; empty before the first picture.
    pub fn parameter_sets(&self) -> &ParameterSets {
        &self.sets
    }
}

fn config(spec: &OutputSpec) -> EncoderConfig {
    // Only the level in the stream comes from this, up to what the highest level has: a sixth of a
    // bit a pixel, about twice of what smooth surfaces take.
    let bitrate = (spec.width * spec.height / 6 * spec.fps).clamp(64_000, 240_000_000);
    EncoderConfig::new()
        .usage_type(UsageType::CameraVideoRealTime)
        // A fifth faster than the next, and files a twentieth larger; the quantiser is the same.
        .complexity(Complexity::Low)
        .profile(Profile::Baseline)
        // This mode keeps to the range of quantisers alone, and the range is one value. The mode
        // named quality starves what does not fit its bit rate.
        .rate_control_mode(RateControlMode::Bufferbased)
        .qp(QpRange::new(QP, QP))
        .bitrate(BitRate::from_bps(bitrate))
        .skip_frames(false)
        .max_frame_rate(FrameRate::from_hz(spec.fps as f32))
        .intra_frame_period(IntraFramePeriod::from_num_frames(2 * spec.fps))
        .sps_pps_strategy(SpsPpsStrategy::ConstantId)
        // These three change the quantiser or the key frames behind our back.
        .scene_change_detect(false)
        .adaptive_quantization(false)
        .background_detection(false)
        // One slice a picture, one thread: the bytes do not depend on the machine.
        .num_threads(1)
        .vui(VuiConfig::bt709())
}

fn failure(frame: u32, what: &dyn std::fmt::Display) -> RecordError {
    let what = what.to_string();
    RecordError::Encoder { format: "H.264", frame, what }
}

/// Sorts the units of a picture into slices for the container and parameter sets.
fn sort_units(stream: &EncodedBitStream) -> (Vec<u8>, ParameterSets) {
    let mut data = Vec::new();
    let mut sets = ParameterSets::default();
    for layer in (0..stream.num_layers()).filter_map(|i| stream.layer(i)) {
        for unit in (0..layer.nal_count()).filter_map(|i| layer.nal_unit(i)) {
            sort_unit(without_start_code(unit), &mut data, &mut sets);
        }
    }
    (data, sets)
}

fn sort_unit(unit: &[u8], data: &mut Vec<u8>, sets: &mut ParameterSets) {
    match unit.first().map(|header| header & 31) {
        Some(7) => sets.sps = unit.to_vec(),
        Some(8) => sets.pps = unit.to_vec(),
        Some(_) => {
            data.extend((unit.len() as u32).to_be_bytes());
            data.extend_from_slice(unit);
        }
        None => {}
    }
}

/// What follows the zeros and the one in front of a unit.
fn without_start_code(unit: &[u8]) -> &[u8] {
    let zeros = unit.iter().take_while(|&&byte| byte == 0).count();
    unit.get(zeros + 1..).unwrap_or_default()
}
