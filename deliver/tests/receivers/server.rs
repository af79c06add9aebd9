//! A server of HTTP that notes what it is sent, and answers as it is told, well or badly.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is answered to a request.
#[derive(Clone, Debug)]
pub enum Answer {
    Status(u16, &'static str),
    /// With a header.
    With(u16, &'static str, &'static str),
    /// The connection ends without an answer.
    Cut,
    /// It ends in the middle of the answer.
    Half,
}

/// A request, as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub line: String,
    /// In their order, names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// All of it, but for the port.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.line);
        for (name, value) in &self.headers {
            let value = if name == "host" { value.split(':').next().unwrap_or_default() } else { value };
            let value = if name == "user-agent" { value.split('/').next().unwrap_or_default() } else { value };
            text.push_str(&format!("{name}: {value}\n"));
        }
        format!("{text}\n{}\n", self.body)
    }
}

/// It listens until the test ends.
pub struct Server {
    pub address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Gives `answers` in turn, and goes on with the last.
    pub fn new(answers: impl IntoIterator<Item = Answer>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::<Mutex<Vec<Received>>>::default();
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<_>>()));
        let noted = Arc::clone(&received);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (noted, answers) = (Arc::clone(&noted), Arc::clone(&answers));
                thread::spawn(move || serve(stream, &noted, &answers));
            }
        });
        Server { address, received }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("a lock").clone()
    }
}

fn serve(mut stream: TcpStream, noted: &Mutex<Vec<Received>>, answers: &Mutex<VecDeque<Answer>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    while let Some(request) = request(&mut reader) {
        noted.lock().expect("a lock").push(request);
        let answer = {
            let mut answers = answers.lock().expect("a lock");
            if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }
        };
        let (status, header, body) = match answer.expect("an answer") {
            Answer::Status(status, body) => (status, "x-answer: 1", body),
            Answer::With(status, header, body) => (status, header, body),
            Answer::Half => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhal");
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
            Answer::Cut => {
                let _ = stream.shutdown(Shutdown::Both);
                return;
            }
        };
        let length = body.len();
        let answer = format!("HTTP/1.1 {status} x\r\n{header}\r\ncontent-length: {length}\r\n\r\n{body}");
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn request(reader: &mut BufReader<TcpStream>) -> Option<Received> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        match header.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.to_owned())),
            None => break,
        }
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or_default()];
    reader.read_exact(&mut body).ok()?;
    Some(Received { line: line.trim_end().to_owned(), headers, body: String::from_utf8(body).expect("UTF-8") })
}
