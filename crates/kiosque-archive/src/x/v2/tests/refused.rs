//! What is refused, and what is kept of an answer that drifts.

use kiosque_model::post::PostState;
use serde_json::json;

use super::*;
use crate::import::Account;

#[test]
fn what_is_withheld_protected_or_gone_is_refused_and_included_posts_are_none() {
    let outcomes = outcomes(PAGE);
    let refused: Vec<_> = outcomes.iter().filter_map(|it| it.as_ref().err()).collect();
    let why: Vec<_> = refused.iter().map(|refused| &refused.why).collect();
    assert_eq!(
        why[..3],
        [&Refusal::Withheld, &Refusal::Withheld, &Refusal::Protected]
    );
    assert!(matches!(why[3], Refusal::Gone { reason } if reason.contains("1633000000000000000")));
    assert_eq!(refused[3].id.as_deref(), Some("1633000000000000000"));
    assert_eq!(why.len(), 4, "{why:?}");
    assert_eq!(outcomes.iter().flatten().count(), 11);
    assert!(
        outcomes
            .iter()
            .flatten()
            .all(|it| it.post.state == PostState::LiveSnapshot)
    );
}

#[test]
fn an_answer_of_errors_alone_refuses_each_post_by_its_reason() {
    let refused: Vec<_> = outcomes(ERRORS)
        .into_iter()
        .filter_map(Result::err)
        .collect();
    assert!(refused.iter().all(|refused| refused.id.is_some()));
    assert_eq!(refused[0].why, Refusal::Protected);
    assert!(matches!(refused[1].why, Refusal::Gone { .. }));
    assert_eq!(refused[2].why, Refusal::Suspended);
}

#[test]
fn a_request_that_was_refused_as_a_whole_says_why() {
    let refused = outcomes(
        br#"{"title":"Unsupported Authentication","detail":"Not with this key.","status":403,
            "type":"https://api.twitter.com/2/problems/unsupported-authentication"}"#,
    );
    assert!(
        matches!(&refused[..], [Err(Refused { id: None, why: Refusal::Gone { reason } })]
        if reason == "Not with this key.")
    );
}

#[test]
fn an_error_said_twice_is_one_and_a_message_is_a_reason() {
    let mut value: Value = serde_json::from_slice(ERRORS).unwrap();
    let errors = value["errors"].as_array_mut().unwrap();
    errors.insert(1, errors[0].clone());
    assert_eq!(outcomes(value.to_string().as_bytes()).len(), 3);
    let refused = outcomes(
        br#"{"errors": [{"parameters": {"id": ["a"]}, "message": "[a] is not valid"}],
            "title": "Invalid Request", "type": "https://api.twitter.com/2/problems/invalid-request"}"#,
    );
    assert!(
        matches!(&refused[..], [Err(Refused { id: None, why: Refusal::Gone { reason } })]
        if reason == "[a] is not valid")
    );
}

#[test]
fn an_author_that_is_not_there_may_be_told() {
    let mut value: Value = serde_json::from_slice(POST).unwrap();
    value["includes"].as_object_mut().unwrap().remove("users");
    let input = Input::Json(vec![value]);
    let missing = Refusal::MissingField {
        field: "includes.users".into(),
    };
    assert_eq!(
        read(&input, &request())[0].as_ref().unwrap_err().why,
        missing
    );
    let account = |id: &str| Account {
        id: id.into(),
        handle: "camille_demo".into(),
        name: String::new(),
    };
    let told = |id| Request {
        account: Some(account(id)),
        ..request()
    };
    assert!(
        read(&input, &told("7"))[0].is_err(),
        "the account of another"
    );
    let imported = read(&input, &told("900000001")).remove(0).unwrap();
    assert_eq!(imported.post.author.name, "camille_demo");
}

#[test]
fn an_account_is_given_no_post_of_others() {
    let mut value: Value = serde_json::from_slice(PAGE).unwrap();
    value["includes"].as_object_mut().unwrap().remove("users");
    let told = |id: &str| Request {
        account: Some(Account {
            id: id.into(),
            handle: "yasmine_demo".into(),
            name: String::new(),
        }),
        ..request()
    };
    let all = Input::Json(vec![value.clone()]);
    assert!(
        read(&all, &told("")).iter().all(Result::is_err),
        "of several accounts"
    );
    let own: Vec<_> = read(&all, &told("900000002"))
        .into_iter()
        .flatten()
        .collect();
    assert!(own.len() > 3);
    for ImportedPost { post, .. } in own {
        let by = post
            .repost_by
            .as_ref()
            .map_or(&post.author, |by| &by.author);
        assert_eq!(by.handle, "yasmine_demo");
        if post.repost_by.is_some() {
            assert_ne!(post.author.handle, "yasmine_demo");
        }
        assert!(
            !matches!(post.quote, Some(Quote::Post(_))),
            "its author is not known"
        );
    }
    let posts = value["data"].as_array_mut().unwrap();
    posts.retain(|post| post["author_id"] == "900000002");
    let few = read(&Input::Json(vec![value]), &told(""));
    for outcome in few {
        let Ok(ImportedPost { post, .. }) = outcome else {
            continue;
        };
        assert!(!matches!(post.quote, Some(Quote::Post(_))));
    }
}

#[test]
fn what_drifts_loses_a_part_or_is_refused_by_name() {
    let refusal = |data: Value| {
        let input = Input::Json(vec![json!({"data": data,
            "includes": {"users": [{"id": "1", "username": "camille_demo", "name": ""}]}})]);
        read(&input, &request())
            .remove(0)
            .map_err(|refused| refused.why)
    };
    let post = |key: &str, value: Value| {
        let mut post = json!({"id": "1", "author_id": "1", "text": "🚀 Été", "created_at": "2023-03-07T08:04:23.000Z"});
        post[key] = value;
        post
    };
    assert_eq!(
        refusal(post("id", json!(1_633_000_000_000_000_000_u64))).unwrap_err(),
        Refusal::NumberId
    );
    assert!(matches!(
        refusal(post("created_at", json!(null))).unwrap_err(),
        Refusal::MissingField { .. }
    ));
    assert!(matches!(
        refusal(post("created_at", json!("hier"))).unwrap_err(),
        Refusal::WrongField { .. }
    ));
    for (key, value) in [
        (
            "entities",
            json!({"urls": {}, "hashtags": null, "mentions": [null, 7, {"start": 0}]}),
        ),
        ("entities", json!([])),
        ("attachments", json!({"media_keys": {}, "poll_ids": null})),
        (
            "referenced_tweets",
            json!([{"type": "quoted"}, {"type": "replied_to", "id": 7}]),
        ),
        ("public_metrics", json!([])),
        ("edit_history_tweet_ids", json!("1")),
        ("note_tweet", json!({})),
    ] {
        let imported = refusal(post(key, value.clone())).unwrap();
        assert_eq!(imported.post.text, "🚀 Été", "{key} {value}");
    }
    let marks = json!({"hashtags": [{"start": 4_000_000_000_u64, "end": 18_446_744_073_709_551_615_u64, "tag": "x"}, {"start": 3, "end": 1, "tag": "Été"}]});
    let imported = refusal(post("entities", marks)).unwrap();
    assert_eq!((imported.post.spans.len(), imported.losses.len()), (0, 2));
    let keys = json!({"media_keys": ["3_1"], "poll_ids": ["9"]});
    let imported = refusal(post("attachments", keys)).unwrap();
    assert_eq!(imported.losses.len(), 2, "what the answer left out is told");
}

#[test]
fn other_answers_are_not_taken_for_posts() {
    for text in [
        r#"{"data": {"id": "1", "username": "camille_demo", "name": "Camille"}}"#,
        r#"{"data": {"tweetResult": {"result": {}}}}"#,
        r#"{"errors": [{"message": "Sorry, that page does not exist.", "code": 34}]}"#,
        r#"{"id_str": "1", "text": "a", "user": {"screen_name": "a"}}"#,
        "{}",
        "[]",
    ] {
        assert!(!is_of(&Input::read(text.as_bytes()).unwrap()), "{text}");
    }
}

#[test]
fn an_answer_is_known_by_any_of_its_pages() {
    let empty = r#"{"meta": {"result_count": 0}}"#;
    let lines = format!("{empty}\n{}", std::str::from_utf8(LINES).unwrap());
    assert_eq!(outcomes(lines.as_bytes()).len(), outcomes(LINES).len());
    let mut value: Value = serde_json::from_slice(ERRORS).unwrap();
    value["data"] = json!([]);
    assert_eq!(outcomes(value.to_string().as_bytes()), outcomes(ERRORS));
    assert!(!is_of(&Input::read(empty.as_bytes()).unwrap()));
}
