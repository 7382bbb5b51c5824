use serde_json::json;

use super::*;

fn string(text: &str) -> Value {
    json!({"type": "STRING", "string_value": text})
}

fn as_list(map: &Value) -> Value {
    map.as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| json!({"key": key, "value": value}))
        .collect()
}

#[test]
fn a_poll_is_read_from_a_map_and_from_a_list() {
    let map = json!({
        "choice1_label": string("Oui, « déjà » 😀"), "choice1_count": string("12"),
        "choice2_label": string("Non"), "choice2_count": string("0"),
        "choice3_label": string("Peut-être"), "choice3_count": string("3"),
        "counts_are_final": {"type": "BOOLEAN", "boolean_value": true},
        "end_datetime_utc": string("2025-03-16T22:44:33Z"),
    });
    let expected = Poll {
        options: [("Oui, « déjà » 😀", 12), ("Non", 0), ("Peut-être", 3)]
            .map(|(label, votes)| PollOption {
                label: label.into(),
                votes: Some(votes),
            })
            .into(),
        total: Some(15),
        ends_at: Some("2025-03-16T22:44:33Z".into()),
        is_final: true,
    };
    let mut losses = Vec::new();
    for card in [
        json!({"name": "poll3choice_text_only", "binding_values": map}),
        json!({"legacy": {"name": "poll3choice_image", "binding_values": as_list(&map)}}),
    ] {
        let reading = read(&card, &Value::Null, &mut losses);
        assert_eq!(reading.poll, Some(expected.clone()));
    }
    assert_eq!(losses, []);
}

#[test]
fn a_poll_that_still_runs_has_no_final_counts_and_may_have_none() {
    let map = json!({"choice1_label": string("Oui"), "choice2_label": string("Non"),
        "choice2_count": string("18446744073709551615"),
        "counts_are_final": {"type": "BOOLEAN", "boolean_value": false}});
    let card = json!({"name": "poll2choice_text_only", "binding_values": map});
    let poll = read(&card, &Value::Null, &mut Vec::new()).poll.unwrap();
    assert_eq!(
        (poll.total, poll.is_final, poll.ends_at),
        (None, false, None)
    );
    assert_eq!(poll.options[0].votes, None);
}

#[test]
fn link_cards_lead_where_the_redirect_leads() {
    let entities = json!({"urls": [{"url": "https://t.co/a",
        "expanded_url": "https://www.exemple.example/une?a=1&b=2"}]});
    for kind in ["summary", "summary_large_image", "player", "99:player"] {
        let map = json!({"card_url": string("https://t.co/a"), "title": string("À la une & plus"),
            "description": string("Le chapeau"),
            "thumbnail_image_original": {"image_value": {"url": "https://pbs.twimg.com/card_img/1/a?format=jpg&name=orig", "width": 1200, "height": 630}},
            "thumbnail_image_small": {"image_value": {"url": "https://pbs.twimg.com/card_img/1/a?format=jpg&name=small", "width": 12, "height": 6}}});
        let card = json!({"legacy": {"name": kind, "binding_values": as_list(&map)}});
        let mut losses = Vec::new();
        let card = read(&card, &entities, &mut losses).card.unwrap();
        assert_eq!(card.url, "https://www.exemple.example/une?a=1&b=2");
        assert_eq!(card.domain, "exemple.example");
        assert_eq!(card.image.unwrap().width, 1200);
        assert_eq!(losses, []);
    }
}

#[test]
fn the_host_shown_is_that_of_the_address() {
    let entities =
        json!({"urls": [{"url": "https://t.co/a", "expanded_url": "https://piege.example/x"}]});
    for (address, host) in [
        ("https://t.co/a", "piege.example"),
        ("https://t.co/b", "banque.example"),
    ] {
        let card = json!({"name": "summary", "binding_values": {"card_url": string(address),
            "title": string("t"), "vanity_url": string("banque.example")}});
        let card = read(&card, &entities, &mut Vec::new()).card.unwrap();
        assert_eq!(card.domain, host, "{address}");
    }
}

#[test]
fn unified_cards_are_read_from_their_string() {
    let inner = json!({
        "type": "image_website",
        "component_objects": {
            "details_1": {"type": "details", "data": {"title": {"content": "Un livre"},
                "subtitle": {"content": "exemple.example"}, "destination": "browser_1"}},
            "media_1": {"type": "media", "data": {"id": "13_1"}}},
        "destination_objects": {"browser_1": {"type": "browser", "data": {
            "url_data": {"url": "https://exemple.example/livre", "vanity": "exemple.example"}}}},
        "media_entities": {"13_1": {"media_url_https": "https://pbs.twimg.com/media/a.jpg",
            "original_info": {"width": 800, "height": 418}}}});
    let values = json!({"unified_card": string(&inner.to_string())});
    let card = json!({"name": "unified_card", "binding_values": values});
    let card = read(&card, &Value::Null, &mut Vec::new()).card.unwrap();
    assert_eq!(
        (
            card.title.as_str(),
            card.domain.as_str(),
            card.description.as_str()
        ),
        ("Un livre", "exemple.example", "")
    );
    assert_eq!(
        card.image.unwrap().file,
        "https://pbs.twimg.com/media/a.jpg?name=orig"
    );
}

#[test]
fn a_unified_card_leads_where_its_words_do() {
    let card = |named: Value| {
        let place = |address: &str| json!({"data": {"url_data": {"url": address}}});
        let inner = json!({
            "component_objects": {"details_1": {"type": "details",
                "data": {"title": {"content": "Un livre"}, "destination": named}}},
            "destination_objects": {"browser_1": place("https://autre.example/"),
                "browser_2": place("https://exemple.example/livre"), "app_3": {"data": {}}}});
        let values = json!({"unified_card": string(&inner.to_string())});
        let card = json!({"name": "unified_card", "binding_values": values});
        let card = read(&card, &Value::Null, &mut Vec::new()).card;
        card.map(|card| card.url)
    };
    let leads_to = |address: &str| Some(address.to_owned());
    assert_eq!(
        card(json!("browser_2")),
        leads_to("https://exemple.example/livre")
    );
    assert_eq!(card(json!("app_3")), None);
    assert_eq!(card(json!("browser_9")), None);
    assert_eq!(card(json!(null)), leads_to("https://autre.example/"));
}

#[test]
fn an_article_on_x_is_a_preview_of_it() {
    let given = json!({"article_results": {"result": {"rest_id": "12", "title": "Écrire & lire",
        "preview_text": "Le début…", "cover_media": {"media_info": {
            "original_img_url": "https://pbs.twimg.com/media/a.jpg",
            "original_img_width": 1916, "original_img_height": 766}}}}});
    let card = article(&given).unwrap();
    assert_eq!(
        (card.url.as_str(), card.title.as_str()),
        ("https://x.com/i/article/12", "Écrire & lire")
    );
    assert_eq!(card.image.unwrap().width, 1916);
    for nothing in [
        json!({}),
        json!({"article_results": {"result": {"rest_id": "12/../x", "title": "t"}}}),
        json!({"article_results": {"result": {"rest_id": "12"}}}),
    ] {
        assert_eq!(article(&nothing), None);
    }
}

#[test]
fn a_card_that_cannot_be_read_is_told_and_no_more() {
    for card in [
        json!({"name": "3691233323:audiospace", "binding_values": {"id": string("1")}}),
        json!({"name": "unified_card", "binding_values": {"unified_card": string("{")}}),
        json!({"name": "poll4choice_text_only", "binding_values": []}),
        json!({"name": "summary", "binding_values": {"title": string("t"), "card_url": string("javascript:alert(1)")}}),
    ] {
        let mut losses = Vec::new();
        assert_eq!(read(&card, &Value::Null, &mut losses), Reading::default());
        assert_eq!(
            losses,
            [Loss::UnknownCard {
                kind: card["name"].as_str().unwrap().into()
            }]
        );
    }
    // Only an id: X never says more of it.
    let mut losses = Vec::new();
    read(
        &json!({"rest_id": "https://t.co/a"}),
        &Value::Null,
        &mut losses,
    );
    assert_eq!(losses, []);
}
