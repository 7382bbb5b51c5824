use super::*;

fn read(text: &str, with: impl FnOnce(&mut Fields<'_>)) -> Vec<(usize, Problem)> {
    let source = Source {
        path: "a.toml".into(),
        text: text.into(),
    };
    let findings = Findings::default();
    if let Some(table) = parse(&source, 0..text.len(), &findings) {
        let mut fields = Fields::new(&source, 0, &table, &findings);
        with(&mut fields);
        fields.finish();
    }
    findings
        .into_sorted()
        .into_iter()
        .map(|found| (found.place.map_or(0, |place| place.line), found.problem))
        .collect()
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let text = "titel = \"a\"\nslug = 3\npublished = 2026-03-02T08:30:00\ndraft = \"no\"\n";
    let found = read(text, |fields| {
        assert_eq!(fields.required_text("title"), None);
        assert_eq!(fields.text("slug"), None);
        assert_eq!(fields.required_instant("published"), None);
        assert!(!fields.flag("draft"));
    });
    let wrong = |field: &str, expected| Problem::WrongValue {
        field: field.into(),
        expected,
    };
    assert_eq!(
        found,
        [
            (
                1,
                Problem::MissingField {
                    field: "title".into()
                }
            ),
            (
                1,
                Problem::UnknownField {
                    field: "titel".into(),
                    suggestion: Some("title".into())
                }
            ),
            (2, wrong("slug", ExpectedValue::Text)),
            (
                3,
                Problem::DateWithoutZone {
                    field: "published".into()
                }
            ),
            (4, wrong("draft", ExpectedValue::Flag)),
        ]
    );
}

#[test]
fn right_values_are_read() {
    let text = "at = 2026-03-02T08:30:00+01:00\nday = 2014-11-28\nn = 8\nwords = [\"a\", \"b\"]\n\
                [[list]]\nid = \"x\"\n[hero]\nsrc = \"a.svg\"\n";
    let found = read(text, |fields| {
        let at = fields.required_instant("at").unwrap().value;
        assert_eq!(at.to_string(), "2026-03-02T07:30:00Z");
        assert_eq!(
            fields.required_day("day").unwrap().value.to_string(),
            "2014-11-28"
        );
        assert_eq!(fields.count("n").unwrap().value, 8);
        assert_eq!(fields.texts("words").len(), 2);
        for mut item in fields.tables("list") {
            assert_eq!(item.required_text("id").unwrap().value, "x");
            item.finish();
        }
        let mut hero = fields.table("hero").unwrap();
        assert_eq!(hero.text("src").unwrap().value, "a.svg");
        hero.finish();
    });
    assert_eq!(found, []);
}

#[test]
fn a_choice_is_a_flag_or_a_known_word() {
    let text =
        "a = false\nb = \"closed\"\nc = \"shut\"\nd = 3\n[e]\nz = \"1\"\n\"\" = \"\"\nn = 2\n";
    let found = read(text, |fields| {
        let choice = |written: Result<bool, &str>| match written {
            Ok(flag) => Some(flag.to_string()),
            Err("closed") => Some("closed".to_owned()),
            Err(_) => None,
        };
        let mut choose = |key| fields.choice(key, ExpectedValue::Comments, choice);
        assert_eq!(choose("a").as_deref(), Some("false"));
        assert_eq!(choose("b").as_deref(), Some("closed"));
        assert_eq!(choose("c"), None);
        assert_eq!(choose("d"), None);
        assert_eq!(fields.switch("absent"), None);
        let texts = fields.table("e").unwrap().all_texts();
        assert_eq!(texts, [("".into(), "".into()), ("z".into(), "1".into())]);
    });
    let wrong = |line, field: &str, expected| {
        let field = field.into();
        (line, Problem::WrongValue { field, expected })
    };
    assert_eq!(
        found,
        [
            wrong(3, "c", ExpectedValue::Comments),
            wrong(4, "d", ExpectedValue::Comments),
            wrong(8, "n", ExpectedValue::Text),
        ]
    );
}

#[test]
fn toml_that_does_not_parse_tells_its_line() {
    let found = read("a = 1\nb = = 2\n", |_| {});
    assert!(
        matches!(&found[..], [(2, Problem::Toml { .. }), ..]),
        "{found:?}"
    );
}
