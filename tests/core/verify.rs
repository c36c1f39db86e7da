//! Every equation holds, and every check of one notices when something is wrong.

use fieldloom::verify::{Context, checks, run};

#[test]
fn every_row_passes() {
    let rows = run(&Context::new(), "");
    assert_eq!(rows.len(), checks().count());
    for row in &rows {
        println!("{}: {:e} (expected {:e})", row.what, row.measured, row.expected);
    }
    let missed: Vec<_> = rows.iter().filter(|row| !row.pass).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn every_check_notices_a_wrong_factor() {
    let unnoticed: Vec<_> =
        run(&Context::spoiled(0.9), "").into_iter().filter(|row| row.pass).collect();
    assert!(unnoticed.is_empty(), "{unnoticed:#?}");
}

#[test]
fn no_two_rows_say_the_same() {
    let mut words: Vec<_> = checks().map(|check| check.what).collect();
    words.sort_unstable();
    let all = words.len();
    words.dedup();
    assert_eq!(words.len(), all);
}
