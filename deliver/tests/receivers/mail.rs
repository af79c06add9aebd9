//! Mail, through aiosmtpd.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use deliver::output::{Refusal, Sent};
use serde::Deserialize;

use crate::place::{Place, alert, folder, golden, many, send};

/// A mail, as the server took it.
#[derive(Deserialize, Debug)]
struct Mail {
    from: String,
    to: Vec<String>,
    tls: bool,
    authenticated: bool,
    data: String,
}

impl Mail {
    /// But for the date and the boundary, which are of the moment.
    fn text(&self) -> String {
        let boundary =
            self.data.split("boundary=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        let data = self.data.replace(boundary, "BOUNDARY").replace("\r\n", "\n");
        let line = |line: &str| if line.starts_with("Date: ") { "Date: then".to_owned() } else { line.to_owned() };
        let data: Vec<String> = data.lines().map(line).collect();
        format!("MAIL FROM:<{}>\nRCPT TO:{:?}\n\n{}\n", self.from, self.to, data.join("\n"))
    }
}

/// A mail server in a process of its own.
struct Server {
    process: Child,
    said: BufReader<ChildStdout>,
    port: u16,
}

impl Server {
    fn new(place: &Place, mode: &str, more: &[&str]) -> Server {
        let mut command = Command::new("python3");
        command.arg(folder().join("smtp.py")).arg(mode).arg(place.path()).args(more);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a mail server");
        let mut said = BufReader::new(process.stdout.take().expect("its output"));
        let mut port = String::new();
        said.read_line(&mut port).expect("its port");
        let port = port.trim().parse().expect("a port: is aiosmtpd installed, as scripts/test does it?");
        Server { process, said, port }
    }

    fn mail(&mut self) -> Mail {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("a mail");
        serde_json::from_str(&line).expect("a mail")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// With what TLS needs, and a password.
fn place() -> Place {
    let place = Place::new();
    let status = Command::new("python3").arg(folder().join("tls.py")).arg(place.path()).status().expect("python3");
    assert!(status.success());
    place.file("password", "a-password-of-mail");
    place
}

fn smtp(server: &Server, rest: &str) -> String {
    format!(
        "type = \"smtp\"\nhost = \"localhost\"\nport = {}\nfrom = \"iota <iota@example.com>\"\n\
         to = [\"soc@example.com\", \"Jane Doe <jane@example.net>\"]\n{rest}",
        server.port
    )
}

const LOGIN: &str = "ca_file = \"{ca.pem}\"\nuser = \"iota\"\npassword_file = \"{password}\"";

#[test]
fn mails_are_as_they_are_meant_to_be() {
    let place = place();
    let mut server = Server::new(&place, "none", &[]);
    let output = place.output(&smtp(&server, "tls = \"none\""));
    for (name, alerts) in [
        ("alert", vec![alert("alert")]),
        ("enriched", vec![alert("enriched")]),
        ("follow_up", vec![alert("follow_up")]),
        ("hostile", vec![alert("hostile")]),
        ("many", many(60)),
    ] {
        let Sent(said) = send(&*output, &alerts).expect("it is taken");
        assert_eq!(said, "250 2.0.0 taken");
        let mail = server.mail();
        assert_eq!(mail.to, ["soc@example.com", "jane@example.net"]);
        golden(&format!("smtp.{name}.txt"), &mail.text());
    }
}

#[test]
fn what_an_alert_says_adds_no_header_and_no_recipient() {
    let place = place();
    let mut server = Server::new(&place, "none", &[]);
    send(&*place.output(&smtp(&server, "tls = \"none\"")), &[alert("hostile")]).expect("it is taken");
    let mail = server.mail();
    let head = mail.data.split("\r\n\r\n").next().expect("a head");
    let names: Vec<&str> =
        head.lines().filter(|line| !line.starts_with([' ', '\t'])).filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(names, ["From", "Subject", "Message-ID", "Date", "To", "MIME-Version", "Content-Type"]);
    // Mail programs would take this for markup.
    assert!(!mail.data.contains("<script>") || mail.data.contains("&lt;script&gt;"), "{}", mail.data);
}

#[test]
fn a_connection_is_secured_and_logged_in() {
    let place = place();
    for mode in ["starttls", "tls"] {
        let mut server = Server::new(&place, mode, &["iota", "a-password-of-mail"]);
        let output = place.output(&smtp(&server, &format!("tls = \"{mode}\"\n{LOGIN}")));
        send(&*output, &[alert("alert")]).expect("it is taken");
        let mail = server.mail();
        assert!(mail.tls && mail.authenticated, "{mode}");
        // Roots that the server has no certificate of.
        let stranger = place.output(&smtp(&server, &format!("tls = \"{mode}\"")));
        let refusal = send(&*stranger, &[alert("alert")]).expect_err("it is not trusted");
        assert!(matches!(&refusal, Refusal::Down { why, .. } if why.contains("certificate")), "{refusal:?}");
    }
}

#[test]
fn a_wrong_password_keeps_alerts_and_is_not_shown() {
    let place = place();
    let server = Server::new(&place, "starttls", &["iota", "another"]);
    let output = place.output(&smtp(&server, &format!("tls = \"starttls\"\n{LOGIN}")));
    let refusal = send(&*output, &[alert("alert")]).expect_err("it is refused");
    assert!(matches!(&refusal, Refusal::Down { why, .. } if why.contains("535")), "{refusal:?}");
    for shown in [refusal.why().to_owned(), output.preview(&[alert("alert")])] {
        assert!(!shown.contains("a-password-of-mail"), "{shown}");
    }
}

#[test]
fn without_starttls_nothing_is_sent() {
    let place = place();
    let server = Server::new(&place, "none", &[]);
    let output = place.output(&smtp(&server, "tls = \"starttls\"\nca_file = \"{ca.pem}\""));
    let refusal = send(&*output, &[alert("alert")]).expect_err("it is not sent");
    assert!(matches!(&refusal, Refusal::Down { .. }), "{refusal:?}");
}

#[test]
fn what_a_server_refuses_for_good_is_told_from_what_passes() {
    let place = place();
    for (answer, never) in [
        ("451 4.3.0 not now", false),
        ("554 5.7.1 relay access denied", false),
        ("550 5.1.1 no such user", false),
        ("554 5.6.0 this mail is broken", true),
        ("552 5.3.4 too large", true),
    ] {
        let server = Server::new(&place, "none", &["", "", answer]);
        let refusal = send(&*place.output(&smtp(&server, "tls = \"none\"")), &[alert("alert")]).expect_err("refused");
        assert_eq!(matches!(&refusal, Refusal::Never { .. }), never, "{refusal:?}");
    }
}
