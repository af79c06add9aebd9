//! Slack, HEC, PagerDuty, Opsgenie and webhooks.

use std::time::Duration;

use deliver::alert::Alert;
use deliver::output::{Refusal, Sent};

use crate::place::{Place, alert, golden, many, send};
use crate::server::{Answer, Server};

const OK: Answer = Answer::Status(200, "ok");

/// What an output sends for each kind of alert, held against a file for each.
#[track_caller]
fn check(output: &str, of: impl Fn(&Place, &Server) -> String, answer: &'static str) {
    let cases: [(&str, Vec<Alert>); 4] = [
        ("alert", vec![alert("alert")]),
        ("follow_up", vec![alert("follow_up")]),
        ("hostile", vec![alert("hostile")]),
        ("many", many(60)),
    ];
    for (name, alerts) in cases {
        let (place, server) = (Place::new(), Server::new([Answer::Status(200, answer)]));
        let made = place.output(&of(&place, &server));
        if alerts.len() > made.batch().most {
            continue;
        }
        send(&*made, &alerts).expect("it is taken");
        let sent: String = server.received().iter().map(|request| request.text()).collect();
        golden(&format!("{output}.{name}.txt"), &sent);
        // What is shown is what is sent, but for secrets.
        let shown = made.preview(&alerts);
        for request in server.received() {
            let masked = request.body.replace("a-routing-key", "***");
            assert!(shown.contains(&masked), "{shown}");
        }
        for secret in ["a-token-of-slack", "a-routing-key", "hec-token", "genie-key", "a-signing-key", "header-secret"]
        {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

fn slack(place: &Place, server: &Server) -> String {
    place.file("url", &format!("{}/services/T0/B0/a-token-of-slack\n", server.url()));
    "type = \"slack\"\nurl_file = \"{url}\"".into()
}

fn hec(place: &Place, server: &Server) -> String {
    place.file("token", "hec-token");
    format!("type = \"splunk\"\nurl = \"{}\"\ntoken_file = \"{{token}}\"\nindex = \"main\"", server.url())
}

fn pagerduty(place: &Place, server: &Server) -> String {
    place.file("key", "a-routing-key");
    format!("type = \"pagerduty\"\nurl = \"{}\"\nrouting_key_file = \"{{key}}\"", server.url())
}

fn webhook(place: &Place, server: &Server) -> String {
    place.file("key", "a-signing-key");
    place.file("header", "header-secret");
    format!(
        "type = \"webhook\"\nurl = \"{}/in\"\nsigning_key_file = \"{{key}}\"\n[output.headers]\nX-Team = \"blue\"\n\
         [output.headers.Authorization]\nfile = \"{{header}}\"",
        server.url()
    )
}

#[test]
fn names_and_places_stand_beside_accounts_and_addresses() {
    let (place, server) = (Place::new(), Server::new([OK]));
    send(&*place.output(&slack(&place, &server)), &[alert("enriched")]).expect("it is taken");
    golden("slack.enriched.txt", &server.received()[0].text());
}

#[test]
fn slack_is_sent_blocks() {
    check("slack", slack, "ok");
}

#[test]
fn a_bot_of_slack_is_told_its_channel() {
    let bot = |place: &Place, server: &Server| {
        place.file("token", "a-token-of-slack");
        format!("type = \"slack\"\nurl = \"{}/api\"\ntoken_file = \"{{token}}\"\nchannel = \"#soc\"", server.url())
    };
    check("slack_bot", bot, r#"{"ok":true}"#);
    for (answer, expected) in [
        (r#"{"ok":false,"error":"channel_not_found"}"#, "down: Slack says `channel_not_found`"),
        (r#"{"ok":false,"error":"invalid_blocks"}"#, "never: Slack says `invalid_blocks`"),
        (r#"{"ok":false,"error":"internal_error"}"#, "failed: Slack says `internal_error`"),
        ("<html>", "failed: 200 OK: <html>"),
    ] {
        assert_eq!(refusal(bot, [Answer::Status(200, answer)]), expected);
    }
}

#[test]
fn splunk_is_sent_events_and_asked_for_their_acknowledgement() {
    check("splunk", hec, r#"{"text":"Success","code":0}"#);
    let (place, server) = (
        Place::new(),
        Server::new([
            Answer::Status(200, r#"{"text":"Success","code":0,"ackId":7}"#),
            Answer::Status(200, r#"{"acks":{"7":false}}"#),
            Answer::Status(200, r#"{"acks":{"7":true}}"#),
        ]),
    );
    let channel = "ack_channel = \"0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba\"";
    let output = place.output(&format!("{}\n{channel}", hec(&place, &server)));
    send(&*output, &[alert("alert")]).expect("it is indexed");
    let asked: Vec<String> = server.received().iter().map(|request| request.line.clone()).collect();
    let ack = "POST /services/collector/ack HTTP/1.1";
    assert_eq!(asked, ["POST /services/collector/event HTTP/1.1", ack, ack]);
    assert_eq!(server.received()[1].body, r#"{"acks":[7]}"#);
    assert!(server.received()[1].header("x-splunk-request-channel").is_some());
}

#[test]
fn pagerduty_is_sent_events() {
    check("pagerduty", pagerduty, r#"{"status":"success"}"#);
    let wrong = r#"{"status":"invalid event","errors":["Invalid routing key"]}"#;
    assert!(refusal(pagerduty, [Answer::Status(400, wrong)]).starts_with("down: 400"));
}

fn opsgenie(place: &Place, server: &Server) -> String {
    place.file("key", "genie-key");
    format!("type = \"opsgenie\"\nurl = \"{}\"\napi_key_file = \"{{key}}\"", server.url())
}

#[test]
fn what_is_resolved_is_resolved_where_it_is_an_incident() {
    let line = alert("alert").line.replacen('{', "{\"resolved_at\":\"2026-03-02T09:00:00Z\",", 1);
    let resolved = Alert::read(line.as_bytes()).expect("an alert");
    for (name, of) in [("pagerduty", pagerduty as fn(&Place, &Server) -> String), ("opsgenie", opsgenie)] {
        let (place, server) = (Place::new(), Server::new([Answer::Status(202, "{}")]));
        send(&*place.output(&of(&place, &server)), std::slice::from_ref(&resolved)).expect("it is taken");
        golden(&format!("{name}.resolved.txt"), &server.received()[0].text());
    }
}

#[test]
fn opsgenie_is_sent_alerts() {
    check("opsgenie", opsgenie, r#"{"result":"Request will be processed"}"#);
}

#[test]
fn a_webhook_is_sent_the_alert_signed() {
    check("webhook", webhook, "");
    let (place, server) = (Place::new(), Server::new([OK]));
    place.file("template", TEMPLATE);
    let output =
        place.output(&format!("type = \"webhook\"\nurl = \"{}\"\ntemplate_file = \"{{template}}\"", server.url()));
    send(&*output, &[alert("hostile")]).expect("it is taken");
    golden("webhook.template.txt", &server.received()[0].text());
    let body: serde_json::Value = serde_json::from_str(&server.received()[0].body).expect("JSON");
    assert_eq!(body["text"], format!("[HIGH] {}", alert("hostile").title));
}

const TEMPLATE: &str = r#"{"text": "[{{severity}}] {{title}}", "who": {{actor}}, "alert": {{alert}}}"#;

/// What comes of `answers`, in a word and what is said of it.
fn refusal(of: impl Fn(&Place, &Server) -> String, answers: impl IntoIterator<Item = Answer>) -> String {
    let (place, server) = (Place::new(), Server::new(answers));
    let said = match send(&*place.output(&of(&place, &server)), &[alert("alert")]) {
        Ok(Sent(said)) => format!("sent: {said}"),
        Err(Refusal::Down { after: Some(after), why }) => format!("down for {after:?}: {why}"),
        Err(Refusal::Down { after: None, why }) => format!("down: {why}"),
        Err(Refusal::Failed { why }) => format!("failed: {why}"),
        Err(Refusal::Never { why }) => format!("never: {why}"),
    };
    for secret in ["a-token-of-slack", "a-routing-key", "hec-token"] {
        assert!(!said.contains(secret), "{said}");
    }
    said.replace(&server.address.to_string(), "ADDRESS")
}

#[test]
fn what_services_answer_has_its_consequence() {
    let slack = |answer| refusal(slack, [answer]);
    assert_eq!(slack(OK), "sent: 200 OK: ok");
    let limited = slack(Answer::With(429, "retry-after: 30", "rate_limited"));
    assert_eq!(limited, "down for 30s: 429 Too Many Requests: rate_limited");
    assert_eq!(slack(Answer::Status(500, "oops")), "failed: 500 Internal Server Error: oops");
    assert_eq!(slack(Answer::Status(503, "")), "down: 503 Service Unavailable");
    assert_eq!(slack(Answer::Status(404, "no_service")), "down: 404 Not Found: no_service");
    assert_eq!(slack(Answer::Status(400, "invalid_payload")), "never: 400 Bad Request: invalid_payload");
    let moved = slack(Answer::With(302, "location: http://192.0.2.1/a-token-of-slack", ""));
    assert_eq!(moved, "down: 302 Found (redirects are not followed: give the final URL)");
    assert!(slack(Answer::Cut).starts_with("down: http://ADDRESS/***: "), "{}", slack(Answer::Cut));
    assert!(slack(Answer::Half).starts_with("down: http://ADDRESS/***: "), "{}", slack(Answer::Half));
    // A service that repeats the token that it was sent.
    let repeated = refusal(hec, [Answer::Status(403, "{\"text\":\"Invalid token hec-token\",\"code\":4}")]);
    assert_eq!(repeated, "down: 403 Forbidden: {\"text\":\"Invalid token ***\",\"code\":4}");
    assert!(refusal(hec, [Answer::Status(400, "{\"text\":\"Incorrect index\",\"code\":7}")]).starts_with("down: 400"));
    assert!(refusal(hec, [Answer::Status(400, "{\"text\":\"Invalid data\",\"code\":6}")]).starts_with("never: 400"));
}

#[test]
fn what_cannot_be_reached_or_never_answers_is_down() {
    let (place, server) = (Place::new(), Server::new([OK]));
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address");
    let text = slack(&place, &server);
    place.file("url", &format!("http://{address}/a-token-of-slack"));
    let output = place.output(&format!("{text}\ntimeout = \"1s\""));
    let refusal = deliver::once(&*output, &[alert("alert")], Duration::from_secs(60)).expect("timers");
    let why = refusal.expect_err("nobody answers");
    assert!(matches!(&why, Refusal::Down { .. }) && why.why().ends_with("no answer in time"), "{why:?}");
    drop(silent);
    let refusal = send(&*output, &[alert("alert")]).expect_err("nobody listens");
    assert!(matches!(&refusal, Refusal::Down { .. }) && refusal.why().contains("refused"), "{refusal:?}");
    assert!(!refusal.why().contains("a-token-of-slack"), "{refusal:?}");
}

#[test]
fn a_thousand_alerts_are_two_messages_of_slack() {
    let (place, server) = (Place::new(), Server::new([OK]));
    let output = place.output(&slack(&place, &server));
    for alerts in many(1000).chunks(output.batch().of(1000)) {
        send(&*output, alerts).expect("it is taken");
    }
    let received = server.received();
    assert_eq!(received.len(), 2);
    for request in received {
        let message: serde_json::Value = serde_json::from_str(&request.body).expect("JSON");
        let blocks = message["attachments"][0]["blocks"].as_array().expect("blocks");
        assert!(blocks.len() <= 50);
        for block in blocks {
            let length = block["text"]["text"].as_str().map_or(0, |text| text.chars().count());
            assert!(length <= if block["type"] == "header" { 150 } else { 3000 }, "{block}");
        }
        assert!(!request.body.contains("<!here>"));
    }
}
