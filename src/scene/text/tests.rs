use super::node::{Step, shown};
use super::*;

const TEXT: &str = r##"// comment with (brackets] and "quotes
#![enable(implicit_some)]
( /* nested /* comment */ ] */
    a: (name: "x, ) y", raw: r#"a " ] b"#, c: 'c', d: '\'' ),
    list: [1, -2.5e-3, Kind(x: [7, 8]), Unit, (1, 2.0),],
    map: { "k": [1], "l": 2 },
    r#type: Some(3),
    empty: (),
)"##;

fn at(path: &str) -> &'static str {
    let steps = parse_path(path).unwrap();
    let tree = scan(TEXT).unwrap();
    let node = tree.nearest(&steps);
    assert_eq!(tree.path_at(node.span.start), path, "the way back");
    &TEXT[node.span.clone()]
}

#[test]
fn values_are_found_by_their_path() {
    assert_eq!(at("a.name"), r#""x, ) y""#);
    assert_eq!(at("a.raw"), r##"r#"a " ] b"#"##);
    assert_eq!(at("a.d"), r"'\''");
    assert_eq!(at("list[1]"), "-2.5e-3");
    assert_eq!(at("list[2].x[1]"), "8");
    assert_eq!(at("list[3]"), "Unit");
    assert_eq!(at("list[4][1]"), "2.0");
    assert_eq!(at("map"), r#"{ "k": [1], "l": 2 }"#);
    assert_eq!(at("type[0]"), "3");
    assert_eq!(at("empty"), "()");
}

#[test]
fn what_is_not_there_gives_what_is_around_it() {
    let tree = scan(TEXT).unwrap();
    let around = |path: &str| &TEXT[tree.nearest(&parse_path(path).unwrap()).span.clone()];
    assert_eq!(around("list[2].y"), "Kind(x: [7, 8])");
    assert_eq!(around("list[9]"), around("list"));
    assert_eq!(tree.group_around("list[2].x[0]"), "list[2]");
    assert_eq!(tree.group_around("list[1]"), "");
}

#[test]
fn paths_are_read_and_written() {
    let index = |at| Step::Index(at);
    let steps =
        vec![Step::Field("a_1".to_owned()), index(0), index(12), Step::Field("b".to_owned())];
    assert_eq!(parse_path("a_1[0][12].b"), Some(steps.clone()));
    assert_eq!(shown(&steps), "a_1[0][12].b");
    for wrong in ["", "a.", ".a", "a b", "a[", "a[x]", "a[1", "a]1[", "a[1]b", "a[-1]", "a..b"] {
        assert_eq!(parse_path(wrong), None, "{wrong}");
    }
}

#[test]
fn text_that_is_not_ron_is_answered_where_it_breaks() {
    let broken = |text: &str| {
        let error = scan(text).unwrap_err();
        (error.offset, error.what)
    };
    assert_eq!(broken("(a: 1").0, 0);
    assert_eq!(broken("(a: [1, 2)").0, 9);
    assert_eq!(broken("(a: )").0, 4);
    assert_eq!(broken("(a: 1 b: 2)").0, 6);
    assert_eq!(broken("(a: 1) x").0, 7);
    assert_eq!(broken("(a: \"x)").0, 4);
    assert_eq!(broken("(a: \"x,\n b: \"y\")").0, 4);
    assert_eq!(broken("(a: 1, /* x").0, 7);
    assert_eq!(broken("").0, 0);
    assert!(broken(&"[".repeat(100_000)).1.contains("deeper"));
}

const SCENE: &str =
    "// Title\n(\n    a: (m: 0.2), // mass\n    list: [(x: 1), (x: 2)],\n    e: (),\n)\n";

fn set(sets: &[&str]) -> Result<SceneText, SceneError> {
    let mut text = SceneText::new("s.ron", SCENE);
    sets.iter().try_for_each(|given| text.set(given))?;
    Ok(text)
}

fn changed(sets: &[&str]) -> String {
    set(sets).unwrap().text().lines().skip(2).collect::<Vec<_>>().join("|")
}

#[test]
fn values_are_replaced_and_inserted_in_place() {
    let rest = "    list: [(x: 1), (x: 2)],|    e: (),|)";
    assert_eq!(changed(&["a.m=0.4"]), format!("    a: (m: 0.4), // mass|{rest}"));
    assert_eq!(changed(&["a.m = 1 // new"]), format!("    a: (m: 1), // mass|{rest}"));
    assert_eq!(
        changed(&["a.v=1", "a.w=2"]),
        format!("    a: (m: 0.2, v: 1, w: 2), // mass|{rest}")
    );
    assert_eq!(
        changed(&["a.name=sine-gordon"]),
        format!("    a: (m: 0.2, name: \"sine-gordon\"), // mass|{rest}")
    );
    assert!(changed(&["list[1].x=[5, 6]"]).contains("list: [(x: 1), (x: [5, 6])]"));
    assert!(changed(&["list[0]=Big(y: 1)", "list[0].y=3"]).contains("[Big(y: 3), (x: 2)]"));
    assert!(changed(&["e.f=true"]).contains("e: (f: true),"));
    assert!(changed(&["g.h.i=F64"]).ends_with("e: (), g: (h: (i: F64)),|)"));
}

fn refused(given: &str) -> String {
    set(&[given]).unwrap_err().to_string()
}

#[test]
fn what_cannot_be_set_is_refused() {
    assert!(refused("a.m").starts_with("in --set a.m: no `=`;"));
    assert!(refused("a..m=1").contains("`a..m` is not a path;"));
    assert!(refused("a.m=[1").contains("`[1` is not a value: `[` that is never closed"));
    assert!(refused("a.m=").contains("is not a value: a value is expected here"));
    assert!(refused("a.m=1 2").contains("after the end of the value"));
    assert!(refused("list[2].x=1").contains("`list` has 2 entries, so there is no [2]"));
    assert!(refused("list.x=1").contains("it is a list: name an entry"));
    assert!(refused("a.m.x=1").contains("`a.m` has no fields, so `x` cannot be set in it"));
    assert!(refused("a[0]=1").contains("`a` is not a list, so there is no [0] in it"));
    assert!(refused("b[0]=1").contains("`b` is not a list"));
}

#[test]
fn errors_name_the_line_of_the_file_or_the_set() {
    let place = |text: &SceneText, path: &str| text.error(path, "x").place.to_string();
    let text = set(&["a.m=12345", "a.long=[\n1,\n2]", "list[0]=(x: 9)", "list[0].x=10"]).unwrap();
    assert_eq!(place(&text, "a.m"), "in --set a.m=12345");
    assert_eq!(place(&text, "a.long[1]"), "in --set a.long=\u{2026}, line 3, column 1");
    assert_eq!(place(&text, "list[0].x"), "in --set list[0].x=10");
    assert_eq!(place(&text, "list[0]"), "in --set list[0]=(x: 9)");
    assert_eq!(place(&text, "list[1]"), "s.ron:4:20");
    assert_eq!(place(&text, "e"), "s.ron:5:8");
    assert_eq!(place(&text, "e.f"), "s.ron:5:8");
    // The same value again, with others before and behind it.
    let text = set(&["a.m=12345", "list[0]=(x: 9)", "list[0].x=10", "list[0].x=234", "a.m=7"]);
    let text = text.unwrap();
    assert_eq!(text.edits.len(), 3);
    assert_eq!(place(&text, "a.m"), "in --set a.m=7");
    assert_eq!(place(&text, "list[0].x"), "in --set list[0].x=234");
    assert_eq!(place(&text, "list[1]"), "s.ron:4:20");
    assert_eq!(place(&text, "e"), "s.ron:5:8");
    // The second replacement covers the first.
    let text = set(&["list[0].x=1000", "list[0]=(x: 3)"]).unwrap();
    assert_eq!(place(&text, "list[1]"), "s.ron:4:20");
    assert_eq!(place(&text, "e"), "s.ron:5:8");
}

#[test]
fn a_long_value_is_not_repeated_but_its_line_and_column_are_told() {
    let mut text = SceneText::new("scene.ron", "(\n    a: (m: 1),\n    list: [],\n)");
    let long = "list=[\n    Packet(width: 3),\n    Point(m: 2, phi: [1, 2, 3]),\n]";
    let broken = text.set(&long.replace("3]", "3")).unwrap_err().to_string();
    assert!(broken.starts_with("in --set list=\u{2026}, line 3, column 30: this is not a value"));
    text.set(long).unwrap();
    let about = text.error("list[1].phi[2]", "too large").to_string();
    assert_eq!(about, "in --set list=\u{2026}, line 3, column 29: too large");
    text.set("b=[1, 2, 30, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]").unwrap();
    let about = text.error("b[2]", "too large").to_string();
    assert_eq!(about, "in --set b=\u{2026}, line 1, column 8: too large");
}
