//! moto as AWS, one for all tests of this file: each test has queues and buckets of its own.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_sqs::types::QueueAttributeName;

/// How long something may take before the test gives it up. Nothing waits for it to pass.
pub const PATIENCE: Duration = Duration::from_secs(120);

pub const REGION: &str = "eu-central-1";

/// A server, and clients that ask it.
pub struct Cloud {
    pub endpoint: String,
    pub s3: aws_sdk_s3::Client,
    pub sqs: aws_sdk_sqs::Client,
    sns: aws_sdk_sns::Client,
    runtime: tokio::runtime::Runtime,
}

/// What a queue had.
pub struct Message {
    pub body: String,
    pub attributes: BTreeMap<String, String>,
}

/// Ends with the tests: it sees that its standard input is closed.
struct Server(#[expect(dead_code, reason = "as long as it is held, the server lives")] Child);

static SERVER: OnceLock<(Server, String)> = OnceLock::new();

/// Serves until whoever started it is gone, however that went.
const SCRIPT: &str = "
import sys, threading
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address='127.0.0.1', port=int(sys.argv[1]), verbose=False)
server.start()
sys.stdin.read()
";

impl Cloud {
    pub fn new() -> Cloud {
        let (_, endpoint) = SERVER.get_or_init(start);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let config = runtime.block_on(
            aws_config::defaults(aws_config::BehaviorVersion::latest())
                .endpoint_url(endpoint)
                .region(aws_config::Region::new(REGION))
                .http_client(aws_smithy_http_client::Builder::new().build_http())
                .credentials_provider(aws_sdk_sqs::config::Credentials::for_tests())
                .load(),
        );
        let s3 = aws_sdk_s3::config::Builder::from(&config).force_path_style(true).build();
        Cloud {
            endpoint: endpoint.clone(),
            s3: aws_sdk_s3::Client::from_conf(s3),
            sqs: aws_sdk_sqs::Client::new(&config),
            sns: aws_sdk_sns::Client::new(&config),
            runtime,
        }
    }

    pub fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        self.runtime.block_on(what)
    }

    /// The queue's URL. After `tries` a message goes to the queue of the second URL.
    pub fn queue(&self, name: &str, tries: u32) -> (String, String) {
        let make = |name: String, policy: Option<String>| {
            let request = self.sqs.create_queue().queue_name(name);
            let request = match policy {
                Some(policy) => request.attributes(QueueAttributeName::RedrivePolicy, policy),
                None => request,
            };
            self.wait(request.send()).expect("a queue").queue_url.expect("its URL")
        };
        let dead = make(format!("{name}-dead"), None);
        let arn = self.arn(&dead);
        let policy = format!("{{\"deadLetterTargetArn\":\"{arn}\",\"maxReceiveCount\":\"{tries}\"}}");
        (make(name.to_owned(), Some(policy)), dead)
    }

    pub fn arn(&self, queue: &str) -> String {
        self.attribute(queue, QueueAttributeName::QueueArn)
    }

    fn attribute(&self, queue: &str, name: QueueAttributeName) -> String {
        self.attributes(queue, &[name]).remove(0)
    }

    /// As they are at one moment.
    fn attributes(&self, queue: &str, names: &[QueueAttributeName]) -> Vec<String> {
        let request = self.sqs.get_queue_attributes().queue_url(queue).set_attribute_names(Some(names.to_vec()));
        let answer = self.wait(request.send()).expect("attributes").attributes.unwrap_or_default();
        names.iter().map(|name| answer.get(name).cloned().unwrap_or_default()).collect()
    }

    /// Messages in a queue, hidden ones included. Both are asked for at once: one that is hidden no more is seen by neither of
    /// two requests.
    pub fn depth(&self, queue: &str) -> u64 {
        use QueueAttributeName::{ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible};
        let counts = self.attributes(queue, &[ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible]);
        counts.iter().map(|count| count.parse::<u64>().expect("a number")).sum()
    }

    pub fn send(&self, queue: &str, body: &str) {
        self.wait(self.sqs.send_message().queue_url(queue).message_body(body).send()).expect("it is sent");
    }

    /// The first `count` messages of a queue, which they leave.
    pub fn receive(&self, queue: &str, count: usize) -> Vec<Message> {
        let mut messages = Vec::new();
        while messages.len() < count {
            let request = self.sqs.receive_message().queue_url(queue).message_attribute_names("All");
            let received =
                self.wait(request.max_number_of_messages(10).wait_time_seconds(5).send()).expect("an answer");
            assert!(!received.messages().is_empty(), "{} of {count} messages", messages.len());
            for message in received.messages() {
                let handle = message.receipt_handle().expect("a handle");
                self.wait(self.sqs.delete_message().queue_url(queue).receipt_handle(handle).send())
                    .expect("it is gone");
                let attributes = message.message_attributes().into_iter().flatten();
                let attribute = |(name, value): (&String, &aws_sdk_sqs::types::MessageAttributeValue)| {
                    (name.clone(), value.string_value().unwrap_or_default().to_owned())
                };
                let body = message.body().unwrap_or_default().to_owned();
                messages.push(Message { body, attributes: attributes.map(attribute).collect() });
            }
        }
        messages
    }

    /// The ARN of a topic that a queue has subscribed to.
    pub fn topic(&self, name: &str, subscriber: &str) -> String {
        let topic = self.wait(self.sns.create_topic().name(name).send()).expect("a topic").topic_arn.expect("its ARN");
        let subscribe = self.sns.subscribe().topic_arn(&topic).protocol("sqs").endpoint(self.arn(subscriber));
        self.wait(subscribe.send()).expect("a subscription");
        topic
    }

    pub fn bucket(&self, name: &str) {
        use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};
        let place = BucketLocationConstraint::from(REGION);
        let place = CreateBucketConfiguration::builder().location_constraint(place).build();
        self.wait(self.s3.create_bucket().bucket(name).create_bucket_configuration(place).send()).expect("a bucket");
    }

    /// Has the queue told of each object that is stored in the bucket.
    pub fn notify(&self, bucket: &str, queue: &str) {
        use aws_sdk_s3::types::{Event, NotificationConfiguration, QueueConfiguration};
        let to = QueueConfiguration::builder().queue_arn(self.arn(queue)).events(Event::S3ObjectCreated);
        let to = NotificationConfiguration::builder().queue_configurations(to.build().expect("a target")).build();
        let request = self.s3.put_bucket_notification_configuration().bucket(bucket).notification_configuration(to);
        self.wait(request.send()).expect("notifications");
    }

    pub fn store(&self, bucket: &str, key: &str, bytes: &[u8]) {
        let body = ByteStream::from(bytes.to_vec());
        self.wait(self.s3.put_object().bucket(bucket).key(key).body(body).send()).expect("an object");
    }
}

fn start() -> (Server, String) {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let mut python = Command::new("python3");
    python.args(["-c", SCRIPT, &port.to_string()]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut server = python.spawn().expect("python3 runs");
    until("moto listens", || {
        assert!(server.try_wait().expect("a child").is_none(), "moto does not start: is `moto[server]` installed?");
        std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
    });
    (Server(server), format!("http://127.0.0.1:{port}"))
}

/// Returns once `so` is true.
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < PATIENCE, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
