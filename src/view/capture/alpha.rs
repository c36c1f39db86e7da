//! Alpha of what is drawn over nothing.

/// What is drawn over nothing is multiplied by its alpha, in linear light: divides it out.
pub fn straighten(rgba: &mut [u8]) {
    for [red, green, blue, alpha] in rgba.as_chunks_mut::<4>().0 {
        if (1..255).contains(alpha) {
            let alpha = f32::from(*alpha) / 255.0;
            for channel in [red, green, blue] {
                *channel = encode(decode(*channel) / alpha);
            }
        }
    }
}

fn decode(byte: u8) -> f32 {
    let x = f32::from(byte) / 255.0;
    if x <= 0.040_45 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
}

fn encode(x: f32) -> u8 {
    let y = if x <= 0.003_130_8 { 12.92 * x } else { 1.055 * x.powf(1.0 / 2.4) - 0.055 };
    (y.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_alpha_comes_back() {
        let (colour, alpha) = ([200u8, 90, 30], 128u8);
        let over_nothing = colour.map(|c| encode(decode(c) * f32::from(alpha) / 255.0));
        let mut pixel = [over_nothing[0], over_nothing[1], over_nothing[2], alpha];
        straighten(&mut pixel);
        for (channel, wanted) in pixel.into_iter().zip(colour) {
            assert!(channel.abs_diff(wanted) <= 1, "{pixel:?}");
        }
    }
}
