//! Syslog over TCP and TLS, files, and OCSF.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use deliver::output::Refusal;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::place::{Place, alert, folder, golden, many, send};

/// Takes one connection: its port, and all that came.
fn receive(tls: Option<Arc<ServerConfig>>) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let read = move |stream: TcpStream| {
        let mut text = String::new();
        match tls {
            None => (&stream).read_to_string(&mut text).expect("text"),
            Some(config) => {
                let connection = ServerConnection::new(config).expect("a connection");
                StreamOwned::new(connection, stream).read_to_string(&mut text).expect("text")
            }
        };
        text
    };
    (port, thread::spawn(move || read(listener.accept().expect("a connection").0)))
}

fn syslog(port: u16, rest: &str) -> String {
    format!("type = \"syslog\"\nhost = \"localhost\"\nport = {port}\nhostname = \"pod-1\"\n{rest}")
}

/// The messages of a stream, each of the length that stands before it.
fn messages(mut stream: &str) -> Vec<&str> {
    let mut messages = Vec::new();
    while let Some((length, rest)) = stream.split_once(' ') {
        let (message, rest) = rest.split_at(length.parse().expect("a length"));
        messages.push(message);
        stream = rest;
    }
    assert!(stream.is_empty(), "{stream}");
    messages
}

#[test]
fn messages_are_counted_in_octets() {
    let place = Place::new();
    for (name, alerts) in [("alert", vec![alert("alert")]), ("hostile", vec![alert("hostile")]), ("many", many(3))] {
        let (port, receiver) = receive(None);
        send(&*place.output(&syslog(port, "tls = \"none\"")), &alerts).expect("it is sent");
        let stream = receiver.join().expect("a stream");
        assert_eq!(messages(&stream).len(), alerts.len());
        assert!(messages(&stream).iter().all(|message| !message.contains(['\n', '\r'])), "{stream}");
        golden(&format!("syslog.{name}.txt"), &stream);
    }
}

#[test]
fn tls_is_verified() {
    let place = Place::new();
    let status = Command::new("python3").arg(folder().join("tls.py")).arg(place.path()).status().expect("python3");
    assert!(status.success());
    let chain = CertificateDer::pem_file_iter(place.path().join("cert.pem")).expect("a file");
    let chain = chain.collect::<Result<Vec<_>, _>>().expect("certificates");
    let key = PrivateKeyDer::from_pem_file(place.path().join("key.pem")).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = Arc::new(config.with_no_client_auth().with_single_cert(chain, key).expect("a certificate"));
    let (port, receiver) = receive(Some(Arc::clone(&config)));
    send(&*place.output(&syslog(port, "ca_file = \"{ca.pem}\"")), &[alert("alert")]).expect("it is sent");
    assert_eq!(messages(&receiver.join().expect("a stream")).len(), 1);
    let (port, _receiver) = receive(Some(config));
    let refusal = send(&*place.output(&syslog(port, "")), &[alert("alert")]).expect_err("it is not trusted");
    assert!(matches!(&refusal, Refusal::Down { why, .. } if why.contains("certificate")), "{refusal:?}");
}

#[test]
fn nobody_who_listens_is_down() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    let refusal = send(&*Place::new().output(&syslog(port, "tls = \"none\"")), &[alert("alert")]).expect_err("refused");
    assert!(matches!(refusal, Refusal::Down { .. }), "{refusal:?}");
}

#[test]
fn a_file_is_appended_to() {
    let place = Place::new();
    let output = place.output("type = \"file\"\npath = \"{alerts.jsonl}\"");
    send(&*output, &[alert("alert"), alert("hostile")]).expect("it is written");
    send(&*output, &[alert("follow_up")]).expect("it is written");
    let text = std::fs::read_to_string(place.path().join("alerts.jsonl")).expect("a file");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines, [alert("alert").line, alert("hostile").line, alert("follow_up").line]);
    let refusal = send(&*place.output("type = \"file\"\npath = \"{no/such/folder}\""), &[alert("alert")]);
    assert!(matches!(refusal, Err(Refusal::Down { .. })));
}

#[test]
fn an_alert_is_a_detection_finding_of_ocsf() {
    let now = jiff::Timestamp::UNIX_EPOCH;
    for name in ["alert", "enriched", "follow_up", "hostile"] {
        let line = deliver::ocsf::line(alert(name).line.as_bytes(), now).expect("a finding");
        let line = String::from_utf8(line).expect("text");
        assert_eq!(line.matches('\n').count(), 1);
        golden(&format!("ocsf.{name}.txt"), &line);
    }
    assert!(deliver::ocsf::line(b"{}", now).is_err());
}
