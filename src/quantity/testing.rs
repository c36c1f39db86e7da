//! Small fields for the tests of what is read off them.

use super::Sight;
use crate::lattice::{FieldState, Lattice};
use crate::scene::parse;
use crate::simulation::{Parameters, Simulation};

/// A Klein-Gordon field.
pub struct Field {
    pub lattice: Lattice,
    pub state: FieldState,
    parameters: Parameters,
}

impl Field {
    pub fn sight(&self) -> Sight<'_> {
        Sight::new(&self.lattice, &self.state, &self.parameters)
    }
}

/// A field in double precision, of spacing 0.5, whose neuron states are a function of the position.
pub fn field(shape: &[usize], boundary: &str, value: impl Fn([f64; 3]) -> f64) -> Field {
    let text = format!(
        "(theory: (name: \"klein-gordon\", potential: \"mass\", m: 0.3), \
         lattice: (shape: {shape:?}, h: 0.5, boundary: {boundary}), \
         schedule: (name: \"staged\", dt: 0.05), precision: F64)"
    );
    let scene = parse("field.ron", &text, &[]).expect("a scene");
    let run = scene.build(&Default::default()).expect("a simulation");
    let Simulation { lattice, mut state, parameters, .. } = run;
    let FieldState::F64(fields) = &mut state else { panic!("double precision") };
    for row in 0..lattice.rows() {
        for x in 0..lattice.row_len() {
            fields.phi.row_mut(row, 0)[x] = value(lattice.site_position(row, x));
        }
    }
    Field { lattice, state, parameters }
}
