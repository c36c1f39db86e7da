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

#[test]
fn the_command_prints_an_array_of_rows() {
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fieldloom"));
        command.arg("verify").args(arguments).output().unwrap()
    };
    let output = run(&["--json", "--only", "gamma"]);
    assert!(output.status.success());
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let keys: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["what", "equation", "measured", "expected", "tolerance", "pass"]);
        assert_eq!(row["pass"], true);
    }
    let table = String::from_utf8(run(&["--only", "gamma"]).stdout).unwrap();
    assert!(table.starts_with("row ") && !table.contains('\x1b'), "{table}");
    assert_eq!(run(&["--only", "no such row"]).status.code(), Some(2));
}
