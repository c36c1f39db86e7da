//! Numbers and tables for people to read.

use std::fmt;

/// Left-aligned columns two spaces apart, the last one as long as it likes.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a line of headings.
    pub fn new(headings: &[&str]) -> Self {
        Self { rows: vec![headings.iter().map(|&heading| heading.to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl Into<Vec<String>>) {
        self.rows.push(row.into());
    }

    fn width(&self, column: usize) -> usize {
        self.rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            let cells = row
                .iter()
                .enumerate()
                .map(|(column, cell)| format!("{cell:<0$}", self.width(column)));
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// A measured number: enough digits to compare, an exponent where the zeros would be counted.
pub fn number(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if (1e-3..1e6).contains(&size) => format!("{value:.6}"),
        _ => format!("{value:.6e}"),
    }
}

/// A rate or a size with a unit prefix: `1.5 G`, `820 k`.
pub fn prefixed(value: f64) -> String {
    for (least, prefix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] {
        if value >= least {
            return format!("{:.2} {prefix}", value / least);
        }
    }
    format!("{value:.1} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_lines_end_without_blanks() {
        let mut table = Table::new(&["name", "a"]);
        table.push(["x".to_owned(), "long".to_owned()]);
        table.push(["π-kink".to_owned(), "b".to_owned()]);
        assert_eq!(table.to_string(), "name    a\nx       long\nπ-kink  b\n");
    }

    #[test]
    fn numbers_keep_their_digits_at_every_size() {
        assert_eq!(number(0.0), "0");
        assert_eq!(number(-12.5), "-12.500000");
        assert_eq!(number(3.25e-9), "3.250000e-9");
        assert_eq!(prefixed(1.5e9), "1.50 G");
        assert_eq!(prefixed(12.0), "12.0 ");
    }
}
