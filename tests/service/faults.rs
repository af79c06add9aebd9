//! A proxy before AWS that makes faults: one connection a request, so that each can go its own way.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    None,
    /// Nothing is answered.
    HangUp,
    /// It is not handed on: this is answered.
    Answer(&'static str, &'static str),
    /// Half of the body of the answer, and no more.
    Cut,
    /// It is handed on late.
    Slow(Duration),
}

/// The proxy.
pub struct Proxy {
    pub endpoint: String,
    faults: Arc<AtomicUsize>,
}

impl Proxy {
    /// Before the server at `endpoint`. `fault` is given how many requests there were before, and the request's head.
    pub fn before(endpoint: &str, fault: impl Fn(usize, &str) -> Fault + Send + Sync + 'static) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let upstream = endpoint.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let faults = Arc::new(AtomicUsize::new(0));
        let (made, fault) = (Arc::clone(&faults), Arc::new(fault));
        std::thread::spawn(move || {
            for (n, client) in listener.incoming().flatten().enumerate() {
                let (upstream, fault, made) = (upstream.clone(), Arc::clone(&fault), Arc::clone(&made));
                // A client that hangs up is no concern of the proxy's.
                std::thread::spawn(move || drop(serve(client, &upstream, n, &*fault, &made)));
            }
        });
        Proxy { endpoint: format!("http://{address}"), faults }
    }

    /// Faults that were made.
    pub fn faults(&self) -> usize {
        self.faults.load(Ordering::Relaxed)
    }
}

/// One request in five fails, each kind of failure in turn.
pub fn one_in_five(n: usize, head: &str) -> Fault {
    if !n.is_multiple_of(5) {
        return Fault::None;
    }
    let is_queue = head.to_ascii_lowercase().contains("x-amz-target: amazonsqs");
    match n / 5 % 7 {
        0 => Fault::HangUp,
        1 => Fault::Answer("500 Internal Server Error", ""),
        2 if is_queue => Fault::Answer("400 Bad Request", r#"{"__type":"com.amazonaws.sqs#ThrottlingException"}"#),
        2 => Fault::Answer("503 Slow Down", "<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>"),
        3 => Fault::Cut,
        4 if is_queue => Fault::Answer("503 Service Unavailable", "{}"),
        4 => Fault::Answer("403 Forbidden", "<Error><Code>AccessDenied</Code><Message>No</Message></Error>"),
        5 => Fault::Answer("502 Bad Gateway", "<html>not what was asked for</html>"),
        _ => Fault::Slow(Duration::from_millis(700)),
    }
}

fn serve(
    mut client: TcpStream,
    upstream: &str,
    n: usize,
    fault: &dyn Fn(usize, &str) -> Fault,
    made: &AtomicUsize,
) -> io::Result<()> {
    let (head, body) = request(&mut client)?;
    let fault = fault(n, &head);
    made.fetch_add(usize::from(!matches!(fault, Fault::None)), Ordering::Relaxed);
    match fault {
        Fault::HangUp => return Ok(()),
        Fault::Answer(status, body) => {
            let length = body.len();
            return write!(client, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        }
        Fault::Slow(time) => std::thread::sleep(time),
        Fault::None | Fault::Cut => {}
    }
    let mut server = TcpStream::connect(upstream)?;
    let head = head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
    server.write_all(head.as_bytes())?;
    server.write_all(&body)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    if let Fault::Cut = fault {
        let begin = end_of_head(&answer).unwrap_or_default();
        answer.truncate(begin + (answer.len() - begin) / 2);
    }
    client.write_all(&answer)
}

/// A request's head, to the empty line, and its body.
fn request(client: &mut TcpStream) -> io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 16 << 10];
    let end = loop {
        if let Some(end) = end_of_head(&bytes) {
            break end;
        }
        match client.read(&mut chunk)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&chunk[..read]),
        }
    };
    let mut body = bytes.split_off(end);
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    while body.len() < length.unwrap_or(0) {
        match client.read(&mut chunk)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => body.extend_from_slice(&chunk[..read]),
        }
    }
    Ok((head, body))
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}
