//! A webhook's receiver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use serde_json::Value as Json;

/// It listens until the test ends.
pub struct Receiver {
    address: SocketAddr,
    state: Arc<(Mutex<State>, Condvar)>,
}

#[derive(Default)]
struct State {
    status: u16,
    requests: usize,
    /// What was answered with 200: the alert's id, and the key that it came with.
    taken: Vec<(String, String)>,
}

impl Receiver {
    pub fn new() -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new((Mutex::new(State { status: 200, ..State::default() }), Condvar::new()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(stream, &shared));
            }
        });
        Receiver { address, state }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What is answered from now on.
    pub fn answer(&self, status: u16) {
        self.state.0.lock().expect("a lock").status = status;
    }

    pub fn requests(&self) -> usize {
        self.state.0.lock().expect("a lock").requests
    }

    /// The ids of the alerts that were taken.
    pub fn taken(&self) -> Vec<String> {
        self.state.0.lock().expect("a lock").taken.iter().map(|(id, _)| id.clone()).collect()
    }

    /// As [`Receiver::taken`].
    pub fn ids(&self) -> Vec<String> {
        self.taken()
    }

    /// What they came with.
    pub fn keys(&self) -> Vec<String> {
        self.state.0.lock().expect("a lock").taken.iter().map(|(_, key)| key.clone()).collect()
    }

    /// Returns once so many were taken.
    pub fn wait_for(&self, taken: usize) {
        let (state, changed) = &*self.state;
        drop(changed.wait_while(state.lock().expect("a lock"), |state| state.taken.len() < taken).expect("a lock"));
    }
}

fn serve(mut stream: TcpStream, (state, changed): &(Mutex<State>, Condvar)) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    while let Some((key, body)) = request(&mut reader) {
        let status = {
            let mut state = state.lock().expect("a lock");
            state.requests += 1;
            // An alert, or an incident for PagerDuty.
            let id = serde_json::from_slice::<Json>(&body)
                .ok()
                .and_then(|body| Some(body["alert_id"].as_str().or(body["dedup_key"].as_str())?.to_owned()));
            if let (200, Some(id)) = (state.status, id) {
                state.taken.push((id, key));
            }
            state.status
        };
        changed.notify_all();
        let body = if status == 200 { "ok" } else { "no" };
        // In one piece: what comes after the first waits for the client to acknowledge that.
        let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 2\r\n\r\n{body}");
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// The key and the body.
fn request(reader: &mut BufReader<TcpStream>) -> Option<(String, Vec<u8>)> {
    let (mut key, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim_end().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().ok()?,
            Some(("idempotency-key", value)) => value.clone_into(&mut key),
            Some(_) => {}
            None if line.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((key, body))
}
