//! A tensor as seen from one site: what it takes from which neighbour.

use super::SparseMatrix;

/// What a tensor takes from one site, for each pair of components.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The site it takes from.
    pub site: usize,
    /// K x K numbers, row by row: to component a from component b.
    pub entries: Vec<f64>,
}

impl Block {
    /// The largest magnitude.
    pub fn largest(&self) -> f64 {
        self.entries.iter().fold(0.0, |most, entry| entry.abs().max(most))
    }
}

impl SparseMatrix {
    /// The blocks of K x K numbers in the rows of a site; those that are 0 are left out.
    ///
    /// # Conventions
    /// Component first: row `a sites + i`.
    pub fn stencil(&self, site: usize, types: usize) -> Vec<Block> {
        let sites = self.rows() / types;
        let mut blocks: Vec<Block> = Vec::new();
        for a in 0..types {
            for &(column, value) in self.row(a * sites + site) {
                let (b, from) = (column / sites, column % sites);
                let at = blocks.iter().position(|block| block.site == from).unwrap_or_else(|| {
                    blocks.push(Block { site: from, entries: vec![0.0; types * types] });
                    blocks.len() - 1
                });
                blocks[at].entries[a * types + b] = value;
            }
        }
        blocks.sort_by_key(|block| block.site);
        blocks
    }
}
