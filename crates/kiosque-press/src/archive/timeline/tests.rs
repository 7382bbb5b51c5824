use kiosque_model::Language;

use super::shown::shows;
use super::*;

fn paris() -> Wording {
    Wording {
        language: Language::Fr,
        zone: moments::zone("Europe/Paris").unwrap(),
    }
}

fn hours(posts: &[(&str, &str)]) -> Hours {
    posts
        .iter()
        .map(|(id, at)| ((*id).to_owned(), at.parse().unwrap()))
        .collect()
}

fn known() -> Hours {
    hours(&[
        ("1", "2014-11-28T08:00:00Z"),
        ("2", "2014-11-28T09:00:00Z"),
        ("3", "2014-11-28T15:00:00Z"),
    ])
}

fn appended(text: &str, posts: &[(&str, &str)]) -> Appended {
    append(text, &hours(posts), &known(), &paris()).unwrap()
}

const SECTIONS: &str = "# Le fil de la journée\nschema = 1\ntitle = \"Fil\"  # court\n\
    day = 2014-11-28\n\n[[sections]]\nid = \"matin\"\n\n# Le premier\n[[sections.entries]]\n\
    post_id = \"1\"\nkey = true # important\n\n# Le deuxième\n[[sections.entries]]\n\
    post_id = \"2\"\n\n[[sections]]\nid = \"cloture\"\ntitle = \"Fin\"\nfrom = \"12:00\"\n\n\
    [[sections.entries]]\npost_id = \"3\"\n\n# Rien après\n";

#[test]
fn an_entry_goes_to_its_section_and_everything_else_stays() {
    let after = appended(
        SECTIONS,
        &[
            ("10", "2014-11-28T08:30:00Z"),
            ("11", "2014-11-28T17:00:00Z"),
        ],
    );
    let new = |id: &str| format!("\n[[sections.entries]]\npost_id = \"{id}\"\n");
    let expected = SECTIONS
        .replace("\n# Le deuxième", &format!("{}\n# Le deuxième", new("10")))
        .replace("\n# Rien après", &format!("{}\n# Rien après", new("11")));
    assert_eq!(after.text, expected);
    assert_eq!(after.added, ["10", "11"]);
}

#[test]
fn a_post_is_never_there_twice() {
    let after = appended(SECTIONS, &[("2", "2014-11-28T09:00:00Z")]);
    assert_eq!((after.text.as_str(), after.added.len()), (SECTIONS, 0));
    let once = appended(SECTIONS, &[("10", "2014-11-28T08:30:00Z")]).text;
    assert_eq!(
        appended(&once, &[("10", "2014-11-28T08:30:00Z")]).text,
        once
    );
}

#[test]
fn without_sections_the_list_is_in_the_order_of_time() {
    let begun = begun(&Beginning {
        title: "Une « journée » \"à part\"".into(),
        day: "2014-11-28".parse().unwrap(),
    });
    let after = appended(
        &begun,
        &[("2", "2014-11-28T09:00:00Z"), ("1", "2014-11-28T08:00:00Z")],
    );
    assert_eq!(
        after.text,
        "schema = 1\ntitle = 'Une « journée » \"à part\"'\nday = 2014-11-28\n\
         \n[[entries]]\npost_id = \"1\"\n\n[[entries]]\npost_id = \"2\"\n"
    );
    let first = appended(&after.text, &[("0", "2014-11-28T07:00:00Z")]).text;
    let place = |id: &str| first.find(&format!("\"{id}\"")).unwrap();
    assert!(
        place("0") < place("1") && place("1") < place("2"),
        "{first}"
    );
}

#[test]
fn lists_on_one_line_stay_on_it() {
    let text = "schema = 1\nentries = [{ post_id = \"1\" }, { post_id = \"3\" }]\n";
    let after = appended(
        text,
        &[("0", "2014-11-28T07:00:00Z"), ("2", "2014-11-28T09:00:00Z")],
    );
    assert_eq!(
        after.text,
        "schema = 1\nentries = [{ post_id = \"0\" }, { post_id = \"1\" }, \
         { post_id = \"2\" }, { post_id = \"3\" }]\n"
    );
}

#[test]
fn without_fitting_hours_a_post_follows_those_before_it() {
    let text = "day = 2014-11-28\n[[sections]]\nid = \"a\"\ntitle = \"A\"\n\
        [[sections.entries]]\npost_id = \"1\"\n[[sections]]\nid = \"b\"\ntitle = \"B\"\n\
        [[sections.entries]]\npost_id = \"3\"\n";
    let section = |at: &str| {
        let after = appended(text, &[("10", at)]).text;
        let place = after.find("\"10\"").unwrap();
        if place < after.find("\"b\"").unwrap() {
            'a'
        } else {
            'b'
        }
    };
    assert_eq!(section("2014-11-28T07:00:00Z"), 'a');
    assert_eq!(section("2014-11-28T14:00:00Z"), 'a');
    assert_eq!(section("2014-11-28T16:00:00Z"), 'b');
    assert_eq!(section("2014-11-29T08:00:00Z"), 'b');
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    for text in [
        "title = ",
        "entries = 3\n",
        "sections = []\n",
        "sections = 1\n",
    ] {
        let posts = hours(&[("1", "2014-11-28T08:00:00Z")]);
        assert!(append(text, &posts, &known(), &paris()).is_err(), "{text}");
    }
}

#[test]
fn a_directive_is_found_whatever_its_language() {
    for (text, expected) in [
        ("::: fil src=\"visite\"\n:::", true),
        ("  ::: timeline sections=\"a\" src=\"visite\"\n:::", true),
        ("::: fil src=\"visite-2\"\n:::", false),
        ("::: figure src=\"visite\"", false),
        ("src=\"visite\"", false),
    ] {
        assert_eq!(shows(text, "visite"), expected, "{text}");
    }
}
