//! Cases with an answer in closed form, or known from the literature: kinks and breathers.

use super::context::{Run, measure};
use super::{Check, Context, Measured, check};
use crate::lattice::FieldState;
use crate::scene::{self, BuildOptions};

const MEETING: &str = "φ_tt = φ_xx + φ - φ³";

pub(super) const CHECKS: &[Check] = &[
    check(
        "Profile of a resting φ⁴ kink after 1000 ticks: largest distance from the continuum's",
        "v tanh(v √(lam/2) x)",
        1e-3,
        profile,
    ),
    check("Mass of a φ⁴ kink", "(2√2/3) √lam v³", 1e-3, mass),
    check(
        "Kink and antikink at v = 0.18 are captured: meetings (3 stands for more)",
        MEETING,
        0.0,
        |context| meetings(context, 0.18, 3.0),
    ),
    check("Kink and antikink at v = 0.20 part after two meetings", MEETING, 0.0, |context| {
        meetings(context, 0.2, 2.0)
    }),
    check("Kink and antikink at v = 0.225 part after two meetings", MEETING, 0.0, |context| {
        meetings(context, 0.225, 2.0)
    }),
    check("Kink and antikink at v = 0.2375 part after two meetings", MEETING, 0.0, |context| {
        meetings(context, 0.2375, 2.0)
    }),
    check("Kink and antikink at v = 0.30 part after one meeting", MEETING, 0.0, |context| {
        meetings(context, 0.3, 1.0)
    }),
    check(
        "Critical velocity above which they part at once (within 1 %)",
        "v_c ≈ 0.2599",
        0.0026,
        critical,
    ),
    check(
        "Frequency of a sine-Gordon breather over ω (within 0.1 %)",
        "period 2π/ω, ω = 0.6",
        1e-3,
        |context| breather(context, 0, OMEGA),
    ),
    check(
        "Amplitude of a sine-Gordon breather in its middle, over the continuum's",
        "4 atan(√(1-ω²)/ω)",
        5e-3,
        |context| breather(context, 1, profile_at(0.0)),
    ),
    check(
        "Amplitude of a sine-Gordon breather at x = 1.98, over the continuum's",
        "4 atan(√(1-ω²)/ω / cosh(√(1-ω²) x))",
        5e-3,
        |context| breather(context, 2, profile_at(1.98)),
    ),
];

const OMEGA: f64 = 0.6;
const LAM: f64 = 0.83;
const VACUUM: f64 = 0.91;

fn run(text: &str) -> Option<Run> {
    let scene = scene::parse("verify", text, &[]).ok()?;
    let built = scene.build(&BuildOptions::default()).ok()?;
    Run::of(&built.lattice, &built.parameters, built.state)
}

fn resting(lam: f64) -> Option<Run> {
    run(&format!(
        r#"(
            theory: (name: "klein-gordon", potential: "phi4", lam: {lam:?}, v: {VACUUM:?}),
            lattice: (shape: [400], h: 0.05, boundary: "fixed"),
            schedule: (name: "staged", dt: 0.02),
            precision: F64,
            initial: [Kink(centre: 0)],
        )"#
    ))
}

fn profile(context: &Context) -> Option<Measured> {
    let mut run = resting(LAM)?;
    let [phi, _] = run.ticks(1000).flats()?;
    let kappa = context.right(VACUUM * (LAM / 2.0).sqrt());
    let apart = |(x, phi): (usize, &f64)| {
        let expected = VACUUM * (kappa * run.lattice.position(0, x)).tanh();
        (phi - expected).abs()
    };
    Measured::residual(phi.iter().enumerate().map(apart).fold(0.0, super::context::worse))
}

fn mass(context: &Context) -> Option<Measured> {
    let run = resting(context.right(LAM))?;
    let energy = run.dynamics.energy(&run.lattice, &run.state);
    Measured::against(energy, 8f64.sqrt() / 3.0 * LAM.sqrt() * VACUUM.powi(3))
}

/// How often a kink and an antikink meet before they part; 3 stands for more.
fn count(velocity: f64) -> Option<f64> {
    let mut run = run(&format!(
        r#"(
            theory: (name: "klein-gordon", potential: "phi4", lam: 1, v: 1),
            lattice: (shape: [1600], h: 0.075, boundary: "fixed"),
            schedule: (name: "staged", dt: 0.04),
            precision: F64,
            initial: [
                Kink(centre: -10, velocity: {velocity:?}, sign: 1),
                Kink(centre: 10, velocity: {:?}, sign: -1),
            ],
        )"#,
        -velocity
    ))?;
    let middle = |run: &Run| match &run.state {
        FieldState::F64(fields) => Some(fields.phi.at(0, run.lattice.row_len() / 2, 0)),
        FieldState::F32(_) => None,
    };
    let (mut meetings, mut apart) = (0.0, true);
    for _ in 0..4250 {
        let phi = middle(run.ticks(1))?;
        if apart && phi < -0.5 {
            (meetings, apart) = (meetings + 1.0, false);
        } else if phi > 0.0 {
            apart = true;
        }
    }
    Some(f64::min(meetings, 3.0))
}

fn meetings(context: &Context, velocity: f64, expected: f64) -> Option<Measured> {
    // A spoiled run has another velocity, whose kinks part otherwise.
    let spoiled = context.right(1.0) != 1.0;
    let velocity = match (spoiled, expected == 1.0) {
        (false, _) => velocity,
        (true, false) => 0.3,
        (true, true) => 0.18,
    };
    Measured::against(count(velocity)?, expected)
}

fn critical(context: &Context) -> Option<Measured> {
    let (mut low, mut high) = (context.right(0.25), context.right(0.28));
    for _ in 0..7 {
        let middle = (low + high) / 2.0;
        if count(middle)? == 1.0 {
            high = middle;
        } else {
            low = middle;
        }
    }
    Measured::against((low + high) / 2.0, 0.2599)
}

fn profile_at(x: f64) -> f64 {
    let root = (1.0 - OMEGA * OMEGA).sqrt();
    4.0 * (root / OMEGA / (root * x).cosh()).atan()
}

fn breather(context: &Context, which: usize, expected: f64) -> Option<Measured> {
    let found = measure(&format!(
        r#"(
            theory: (name: "klein-gordon", potential: "sine-gordon"),
            lattice: (shape: [600], h: 0.06, boundary: "periodic"),
            schedule: (name: "staged", dt: 0.03),
            precision: F64,
            initial: [Breather(omega: {:?}, phase: 1.5707963267948966)],
            expect: [
                Frequency(of: Quantity(quantity: "phi1", at: [0]), ticks: 10000, value: 0, tolerance: 1),
                Amplitude(of: Quantity(quantity: "phi1", at: [0]), ticks: 2000, value: 0, tolerance: 1),
                Amplitude(of: Quantity(quantity: "phi1", at: [1.98]), ticks: 2000, value: 0, tolerance: 1),
            ],
        )"#,
        context.right(OMEGA)
    ))?;
    Measured::against(found.get(which)? / expected, 1.0)
}
