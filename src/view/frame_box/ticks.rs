//! Round numbers along an axis.

/// A labelled position.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub value: f64,
    /// What stands there.
    pub label: String,
}

/// Ticks at round numbers within `low..=high`: as few as there can be, but no fewer than `least`
/// and two; none for an empty or endless interval.
pub fn ticks(low: f64, high: f64, least: usize) -> Vec<Tick> {
    let span = high - low;
    if !(span.is_finite() && span > 0.0) || least == 0 {
        return Vec::new();
    }
    let top = span.log10().floor() as i32 + 1;
    let steps =
        (0..).flat_map(|down| [5.0, 2.5, 2.0, 1.0].map(|round| round * 10f64.powi(top - down)));
    steps
        .map(|step| at_multiples(low, high, step))
        .find(|found| found.len() >= least.max(2))
        .unwrap_or_default()
}

/// Ticks of a scale, which may be one of decades: the power of ten at value 0 is given then, and
/// values below 0 are those of the same magnitude and the other sign.
pub fn scale_ticks(low: f64, high: f64, least: usize, decades: Option<f64>) -> Vec<Tick> {
    match decades {
        Some(power) if low < 0.0 => about_zero(decade_ticks(high, least.div_ceil(2), power)),
        Some(power) => decade_ticks(high, least, power),
        None => ticks(low, high, least),
    }
}

/// Ticks at powers of ten from value 0 on, evenly apart, one among them where there is room.
fn decade_ticks(high: f64, least: usize, power: f64) -> Vec<Tick> {
    if !(high.is_finite() && power.is_finite()) || least == 0 {
        return Vec::new();
    }
    let [first, last] = [(power - 1e-6).ceil() as i32, (power + high + 1e-6).floor() as i32];
    let at = |step: i32| -> Vec<Tick> {
        let powers = (first..=last).filter(|shown| shown % step == 0);
        powers.map(|shown| Tick { value: f64::from(shown) - power, label: ten(shown) }).collect()
    };
    let steps = [16, 8, 4, 2, 1].map(at);
    let [.., all] = &steps;
    steps.iter().find(|ticks| ticks.len() >= least.max(2)).unwrap_or(all).clone()
}

/// Ticks of both signs, and zero, of which there is no power.
fn about_zero(above: Vec<Tick>) -> Vec<Tick> {
    let above: Vec<Tick> = above.into_iter().filter(|tick| tick.value > 1e-6).collect();
    let below = above.iter().rev();
    let below = below
        .map(|Tick { value, label }| Tick { value: -value, label: format!("\u{2212}{label}") });
    let zero = Tick { value: 0.0, label: "0".to_owned() };
    below.chain([zero]).chain(above.iter().cloned()).collect()
}

fn ten(power: i32) -> String {
    if power == 0 { "1".to_owned() } else { format!("1e{power}").replace('-', "\u{2212}") }
}

fn at_multiples(low: f64, high: f64, step: f64) -> Vec<Tick> {
    let first = (low / step - 1e-6).ceil() as i64;
    let last = (high / step + 1e-6).floor() as i64;
    (first..=last).map(|i| tick(i as f64 * step, step)).collect()
}

fn tick(value: f64, step: f64) -> Tick {
    Tick { value, label: label(value, step) }
}

/// A number with as many digits as its step needs, with a true minus sign.
fn label(value: f64, step: f64) -> String {
    if value.abs() < 1e-6 * step {
        return "0".to_owned();
    }
    let text = if value.abs() >= 1e5 || step < 1e-4 {
        scientific(value)
    } else {
        let digits = (0..5).find(|d| is_whole(step * 10f64.powi(*d))).unwrap_or(5);
        format!("{value:.*}", digits as usize)
    };
    text.replace('-', "\u{2212}")
}

fn is_whole(x: f64) -> bool {
    (x - x.round()).abs() < 1e-6 * x.abs().max(1.0)
}

/// Mantissa and power of ten, `2.5e-7`.
fn scientific(value: f64) -> String {
    let text = format!("{value:.2e}");
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = if mantissa.contains('.') {
        mantissa.trim_end_matches('0').trim_end_matches('.')
    } else {
        mantissa
    };
    format!("{mantissa}e{power}")
}

/// A value as it stands in a legend or a caption: three significant digits.
pub fn short(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor() as i32;
    let text = if (-4..5).contains(&magnitude) {
        let digits = (2 - magnitude).max(0) as usize;
        let text = format!("{value:.digits$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    } else {
        scientific(value)
    };
    text.replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, wanted: usize) -> Vec<String> {
        ticks(low, high, wanted).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(labels(-64.0, 64.0, 5), ["\u{2212}50", "\u{2212}25", "0", "25", "50"]);
        assert_eq!(labels(0.0, 1.0, 4), ["0", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(labels(-0.013, 0.0, 2), ["\u{2212}0.01", "0"]);
        assert_eq!(labels(0.0, 3e-7, 3), ["0", "1e\u{2212}7", "2e\u{2212}7", "3e\u{2212}7"]);
        assert_eq!(labels(0.0, 4e6, 3), ["0", "2e6", "4e6"]);
    }

    #[test]
    fn any_span_has_some_but_not_many() {
        for i in 1..400 {
            let high = 10f64.powf(-6.0 + 0.031 * f64::from(i));
            let count = ticks(-0.37 * high, high, 5).len();
            assert!((5..=11).contains(&count), "{high} {count}");
        }
    }

    #[test]
    fn no_ticks_without_a_span() {
        assert!(ticks(1.0, 1.0, 5).is_empty());
        assert!(ticks(0.0, f64::INFINITY, 5).is_empty());
        assert!(ticks(f64::NAN, 1.0, 5).is_empty());
    }

    #[test]
    fn decades_have_powers_of_ten_with_one_among_them() {
        let labels = |high, least| -> Vec<String> {
            let ticks = scale_ticks(0.0, high, least, Some(-17.0));
            assert!(ticks.iter().all(|tick| (0.0..=high).contains(&tick.value)));
            ticks.into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(18.0, 3), ["1e\u{2212}16", "1e\u{2212}8", "1"]);
        let five = ["1e\u{2212}16", "1e\u{2212}12", "1e\u{2212}8", "1e\u{2212}4", "1"];
        assert_eq!(labels(18.0, 4), five);
        assert_eq!(labels(18.0, 90).len(), 19);
        assert!(scale_ticks(0.0, f64::INFINITY, 3, Some(-8.0)).is_empty());
        assert_eq!(scale_ticks(0.0, 1.0, 4, None), ticks(0.0, 1.0, 4));
        let signed = scale_ticks(-3.5, 3.5, 4, Some(-2.5));
        let (labels, values): (Vec<_>, Vec<_>) =
            signed.into_iter().map(|tick| (tick.label, tick.value)).unzip();
        assert_eq!(labels, ["\u{2212}1", "\u{2212}1e\u{2212}2", "0", "1e\u{2212}2", "1"]);
        assert_eq!(values, [-2.5, -0.5, 0.0, 0.5, 2.5]);
    }

    #[test]
    fn short_has_three_digits() {
        for (value, text) in [
            (0.0, "0"),
            (0.12345, "0.123"),
            (-12.5, "\u{2212}12.5"),
            (12345.0, "12345"),
            (1.0, "1"),
            (2.5e-7, "2.5e\u{2212}7"),
            (100.0, "100"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
