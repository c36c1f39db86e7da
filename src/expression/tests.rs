use super::*;

const NAMES: &[&str] = &["x", "phi", "t_2"];
const VALUES: [f64; 3] = [0.37, -1.3, 2.9];

fn value(text: &str) -> f64 {
    Expression::parse(text, NAMES, &[("m", 0.7), ("lam", 2.5)]).unwrap().eval(&VALUES)
}

fn fault(text: &str) -> (usize, Fault) {
    let error = Expression::parse(text, NAMES, &[("m", 0.7)]).unwrap_err();
    (error.column, error.fault)
}

#[test]
fn precedence_is_that_of_a_textbook() {
    let [x, phi, t] = VALUES;
    let cases = [
        ("exp(-x^2)", (-x * x).exp()),
        ("-phi^2", -phi * phi),
        ("2^-x", 2f64.powf(-x)),
        ("2^x^2", 2f64.powf(x * x)),
        ("t_2 - x - phi", t - x - phi),
        ("t_2/x/phi*2", t / x / phi * 2.0),
        ("1 - 2*-x", 1.0 + 2.0 * x),
        ("-(x+phi)*t_2", -(x + phi) * t),
        ("+x*(--3)", 3.0 * x),
        ("lam/4*(phi^2-m^2)^2", 2.5 / 4.0 * (phi * phi - 0.49) * (phi * phi - 0.49)),
        ("1.5e-3 + .5E2*2.", 1.5e-3 + 100.0),
        ("2*e^π", 2.0 * std::f64::consts::E.powf(std::f64::consts::PI)),
        ("atan2(x, phi) + max(x, t_2) - min(x,t_2)", x.atan2(phi) + t - x),
        ("abs(phi)^1.5", 1.3f64.powf(1.5)),
        ("phi^3", phi * phi * phi),
        ("0 - x + 0*phi", -x),
    ];
    for (text, expected) in cases {
        let found = value(text);
        assert!(
            (found - expected).abs() <= 1e-14 * expected.abs(),
            "{text}: {found} not {expected}"
        );
    }
}

#[test]
fn derivatives_agree_with_differences() {
    let mut texts: Vec<String> = Vec::new();
    for name in Expression::functions() {
        texts.push(match name {
            "atan2" | "min" | "max" => format!("{name}(x^2*3, sin(x)+x*phi)"),
            "acosh" => "acosh(2+x^2)".into(),
            _ => format!("{name}(0.9*x+0.1*x^2)*x"),
        });
    }
    let more = [
        "x^2.5*phi",
        "2^(x*x)",
        "x^(x+1)",
        "(x-2)^3/(1+x^2)",
        "phi^4*x",
        "x/(phi+x)/x^2",
        "-(-x)^3",
    ];
    texts.extend(more.map(str::to_owned));
    for text in texts {
        let f = Expression::parse(&text, NAMES, &[]).unwrap();
        for f in [f.clone(), f.derivative("x")] {
            let (slope, d) = (f.derivative("x"), 1e-5);
            let at = |x: f64| f.eval(&[x, -1.3, 2.9]);
            let expected = (at(0.37 + d) - at(0.37 - d)) / (2.0 * d);
            let found = slope.eval(&VALUES);
            assert!(
                (found - expected).abs() < 1e-7 * (1.0 + expected.abs()),
                "{text}: {found} not {expected}"
            );
        }
    }
}

#[test]
fn a_power_of_a_negative_field_has_a_finite_slope() {
    let v = Expression::parse("m^2*phi^2/2 + phi^4/4", &["phi", "m"], &[]).unwrap();
    assert_eq!(v.derivative("phi").eval(&[-2.0, 3.0]), -18.0 - 8.0);
    assert_eq!(v.derivative("phi").derivative("phi").eval(&[-2.0, 3.0]), 9.0 + 12.0);
    assert_eq!(v.derivative("nothing").eval(&[-2.0, 3.0]), 0.0);
}

#[test]
fn faults_say_where() {
    let expected =
        |column, expected, found: &str| (column, Fault::Expected { expected, found: found.into() });
    assert_eq!(fault("x + "), expected(5, "a number, a name or \"(\"", "the end"));
    assert_eq!(fault("2x"), expected(2, "an operator or the end", "\"x\""));
    assert_eq!(fault("(x+1"), expected(5, "an operator or \")\"", "the end"));
    assert_eq!(fault("x**2"), expected(3, "a number, a name or \"(\"", "\"*\""));
    assert_eq!(fault("π + 1..5"), expected(5, "a number such as 2, 0.5 or 1e-3", "\"1..5\""));
    assert_eq!(fault("x = 2"), expected(3, "a number, a name, + - * / ^ or parentheses", "\"=\""));
    assert_eq!(fault("sin x"), expected(5, "\"(\" and the argument of the function", "\"x\""));
    assert_eq!(fault(""), expected(1, "a number, a name or \"(\"", "the end"));
    assert!(matches!(fault("1 + sin(x, 2)"), (5, Fault::Arguments { takes: 1, given: 2, .. })));
    assert!(matches!(fault("min(x)"), (1, Fault::Arguments { takes: 2, given: 1, .. })));
    assert!(matches!(fault("1e999"), (1, Fault::Expected { .. })));
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let error = Expression::parse("1 + ph^2", NAMES, &[("m", 0.7)]).unwrap_err();
    assert_eq!(error.column, 5);
    assert_eq!(
        error.to_string(),
        "unknown name \"ph\", did you mean \"phi\"?; known here: x, phi, t_2, m, pi, tau, e \
         (column 5 of \"1 + ph^2\")"
    );
    let text = Expression::parse("sine(x)", NAMES, &[]).unwrap_err().to_string();
    assert!(text.contains("did you mean \"sin\"?"), "{text}");
}

#[test]
fn hostile_text_is_refused_without_recursion() {
    let parentheses = "(".repeat(100_000);
    assert!(matches!(fault(&parentheses), (1, Fault::TooLong { .. })));
    for open in ["(", "-", "2^", "sin("] {
        let deep = open.repeat(1000);
        assert!(matches!(fault(&deep), (_, Fault::TooDeep { .. })), "{open}");
    }
    // Wide is not deep: as many terms as fit, twice differentiated.
    let wide = format!("x{}", "*x+x".repeat(1000));
    let second = Expression::parse(&wide, NAMES, &[]).unwrap().derivative("x").derivative("x");
    assert_eq!(second.eval(&VALUES), 2000.0);
    let nested = format!("{}x{}", "sin(1/(2+".repeat(24), "))".repeat(24));
    assert!(
        Expression::parse(&nested, NAMES, &[])
            .unwrap()
            .derivative("x")
            .derivative("x")
            .eval(&VALUES)
            .is_finite()
    );
}

#[test]
fn too_few_values_are_not_a_number() {
    let f = Expression::parse("x + phi", NAMES, &[]).unwrap();
    assert!(f.eval(&[1.0]).is_nan());
}
