//! What a network has besides its potential: W, B and F.

use crate::network::{Break, Dense, Duality, Formula, NetworkError, draw};
use crate::theory::{Couplings, Potential};
use serde::{Deserialize, Serialize};

/// A matrix as it is written: in rows, or the name of a `.npy` file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a matrix in rows such as [[1, 0], [0, 1]], or the name of a .npy file"
)]
pub enum MatrixText {
    /// The name of a file.
    File(String),
    /// Its rows.
    Rows(Vec<Vec<f64>>),
}

/// Where W and B come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// There is none: every neuron is alone, W = B = 1.
    Alone,
    /// They are given.
    Given {
        /// W.
        w: MatrixText,
        /// B.
        b: MatrixText,
    },
    /// They are drawn at random.
    Drawn {
        /// The condition they are to break.
        broken: Break,
        /// Seed.
        seed: u64,
    },
}

/// W, B and F of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Wiring {
    /// F, a formula in `x = phi - beta`.
    pub free: String,
    /// W and B.
    pub source: Source,
}

impl Wiring {
    /// F with its numbers.
    ///
    /// # Errors
    /// A text that is no smooth function.
    pub fn free(&self, couplings: &Couplings) -> Result<Formula, NetworkError> {
        Formula::parse(&self.free, "x", couplings)
    }

    /// W and B of `n` neurons; `None` where every neuron is alone.
    ///
    /// # Errors
    /// Matrices of another shape, or a file that has not been read.
    pub fn matrices(&self, n: usize) -> Result<Option<[Dense; 2]>, NetworkError> {
        if n > crate::network::MOST_NEURONS && self.source != Source::Alone {
            let most = crate::network::MOST_NEURONS;
            return Err(NetworkError::TooMany { neurons: n, most });
        }
        match &self.source {
            Source::Alone => Ok(None),
            Source::Drawn { broken, seed } => Ok(Some(draw(n, *seed, *broken))),
            Source::Given { w, b } => Ok(Some([square("W", w, n)?, square("B", b, n)?])),
        }
    }

    /// The same with its matrices written out, files read by `read(name of the matrix, file)`.
    ///
    /// # Errors
    /// What reading a file or drawing says.
    pub fn written_out(
        &self,
        n: usize,
        read: impl Fn(&'static str, &str) -> Result<Vec<f64>, NetworkError>,
    ) -> Result<Self, NetworkError> {
        let load = |name: &'static str, matrix: &MatrixText| -> Result<MatrixText, NetworkError> {
            match matrix {
                MatrixText::File(file) => {
                    let values = read(name, file)?;
                    Ok(MatrixText::Rows(values.chunks(n).map(<[f64]>::to_vec).collect()))
                }
                MatrixText::Rows(_) => Ok(matrix.clone()),
            }
        };
        let source = match &self.source {
            Source::Given { w, b } => Source::Given { w: load("w", w)?, b: load("b", b)? },
            _ => match self.matrices(n)? {
                Some([w, b]) => Source::Given { w: rows(&w), b: rows(&b) },
                None => Source::Alone,
            },
        };
        Ok(Self { free: self.free.clone(), source })
    }

    /// The network of `n` neurons with its loss.
    ///
    /// # Errors
    /// See [`NetworkError`]; a B without inverse is refused.
    pub fn duality(
        &self,
        n: usize,
        potential: &Potential,
        couplings: &Couplings,
    ) -> Result<Duality, NetworkError> {
        let (potential, free) = (Formula::of(potential, couplings)?, self.free(couplings)?);
        match self.matrices(n)? {
            Some([w, b]) => Duality::new(w, b, potential, free),
            None => Duality::alone(n, potential, free),
        }
    }
}

fn rows(matrix: &Dense) -> MatrixText {
    MatrixText::Rows((0..matrix.size()).map(|row| matrix.row(row).to_vec()).collect())
}

fn square(name: &'static str, matrix: &MatrixText, neurons: usize) -> Result<Dense, NetworkError> {
    let rows = match matrix {
        MatrixText::Rows(rows) => rows,
        MatrixText::File(file) => {
            return Err(NetworkError::Unfit(format!("{name} is still in the file \"{file}\"")));
        }
    };
    let odd = rows.iter().find(|row| row.len() != neurons);
    if rows.len() != neurons || odd.is_some() {
        let columns = odd.or(rows.first()).map_or(0, Vec::len);
        return Err(NetworkError::Shape { name, rows: rows.len(), columns, neurons });
    }
    Ok(Dense::from_fn(neurons, |row, column| rows[row][column]))
}
