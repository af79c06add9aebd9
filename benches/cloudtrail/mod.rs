//! CloudTrail records to measure with: a size in, the text of a log file out. The same on every machine and in every
//! run.
//!
//! The records are made up after AWS's documentation of the format: assumed roles that describe, list, read objects and
//! decrypt, services that assume roles, users that are refused. All are of the compact form in which CloudTrail
//! delivers them, 0.9 to 1.6 KB each. One in 2,000 is a sign-in of the root user, which a shipped rule matches.

use std::fmt::Write;
use std::ops::Range;

/// One record in this many is a sign-in of the root user, the first one never.
const ROOT_EVERY: usize = 2000;

/// A log file.
pub struct File {
    /// `{"Records":[...]}`
    pub json: String,
    /// Where each record is in `json`.
    pub records: Vec<Range<usize>>,
}

/// A file of at least `size` bytes, and less than a record more.
pub fn file(size: usize) -> File {
    let mut random = Random(0x10_7a);
    let mut json = String::from("{\"Records\":[");
    let mut records = Vec::new();
    while json.len() < size {
        if !records.is_empty() {
            json.push(',');
        }
        let start = json.len();
        record(&mut json, &mut random, records.len());
        records.push(start..json.len());
    }
    json.push_str("]}");
    File { json, records }
}

/// What differs from call to call.
struct Call {
    source: &'static str,
    name: &'static str,
    read_only: bool,
    parameters: String,
    response: String,
    /// What follows the common fields, with the comma before it.
    more: String,
}

fn record(out: &mut String, random: &mut Random, index: usize) {
    let root = index % ROOT_EVERY == ROOT_EVERY - 1;
    let account = 111_122_223_330 + random.below(8);
    let region = ["eu-central-1", "us-east-1", "us-west-2"][random.below(3) as usize];
    // The first record is of the first kind, which is what a single event is measured with.
    let kind = if index == 0 { 0 } else { random.below(6) };
    let call = if root { sign_in() } else { call(random, kind, account, region) };
    let identity = match call.name {
        "ConsoleLogin" => format!(
            r#"{{"type":"Root","principalId":"{account}","arn":"arn:aws:iam::{account}:root","accountId":"{account}","accessKeyId":""}}"#
        ),
        "AssumeRole" => r#"{"type":"AWSService","invokedBy":"ec2.amazonaws.com"}"#.to_owned(),
        "PutUserPolicy" => {
            let user = random.below(40);
            format!(
                r#"{{"type":"IAMUser","principalId":"AIDA{user:016X}","arn":"arn:aws:iam::{account}:user/user-{user}","accountId":"{account}","accessKeyId":"AKIA{user:016X}","userName":"user-{user}"}}"#
            )
        }
        _ => assumed_role(random, account),
    };
    let (hour, minute, second) = (index / 3600 % 24, index / 60 % 60, index % 60);
    let agent = [
        "aws-cli/2.22.4 md/awscrt#0.23.4 ua/2.0 os/linux#6.8 lang/python#3.12.6",
        "Boto3/1.35.90 md/Botocore#1.35.90 ua/2.0 os/linux#5.10.228 md/arch#x86_64 lang/python#3.11.10",
        "aws-sdk-go-v2/1.32.7 os/linux lang/go#1.23.4 md/GOOS#linux md/GOARCH#arm64 api/s3#1.71.1",
    ][random.below(3) as usize];
    let (ip_a, ip_b) = (random.below(4), random.below(256));
    let (request, event) = (random.uuid(), random.uuid());
    let event_type = if root { "AwsConsoleSignIn" } else { "AwsApiCall" };
    let management = call.name != "GetObject";
    let category = if management { "Management" } else { "Data" };
    let Call { source, name, read_only, parameters, response, more } = call;
    write!(
        out,
        r#"{{"eventVersion":"1.11","userIdentity":{identity},"eventTime":"2025-06-02T{hour:02}:{minute:02}:{second:02}Z","eventSource":"{source}","eventName":"{name}","awsRegion":"{region}","sourceIPAddress":"198.51.{ip_a}.{ip_b}","userAgent":"{agent}","requestParameters":{parameters},"responseElements":{response},"requestID":"{request}","eventID":"{event}","readOnly":{read_only},"eventType":"{event_type}","managementEvent":{management},"recipientAccountId":"{account}","eventCategory":"{category}"{more},"tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"{host}.{region}.amazonaws.com"}}}}"#,
        host = source.split('.').next().unwrap_or_default(),
    )
    .expect("a String can be written");
}

fn call(random: &mut Random, kind: u64, account: u64, region: &str) -> Call {
    let null = || "null".to_owned();
    let (bucket, object, instance) = (random.below(20), random.next(), random.next() >> 4);
    match kind {
        0 => Call {
            source: "ec2.amazonaws.com",
            name: "DescribeInstances",
            read_only: true,
            parameters: format!(
                r#"{{"maxResults":1000,"instancesSet":{{"items":[{{"instanceId":"i-{instance:017x}"}}]}},"filterSet":{{"items":[{{"name":"instance-state-name","valueSet":{{"items":[{{"value":"running"}}]}}}}]}}}}"#
            ),
            response: null(),
            more: String::new(),
        },
        1 => Call {
            source: "s3.amazonaws.com",
            name: "GetObject",
            read_only: true,
            parameters: format!(
                r#"{{"bucketName":"data-{bucket}","Host":"data-{bucket}.s3.{region}.amazonaws.com","key":"year=2025/month=06/part-{object:016x}.parquet"}}"#
            ),
            response: null(),
            more: format!(
                r#","additionalEventData":{{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"bytesTransferredOut":{bytes},"AuthenticationMethod":"AuthHeader","x-amz-id-2":"{object:016x}+{instance:016x}/="}},"resources":[{{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::data-{bucket}/year=2025/month=06/part-{object:016x}.parquet"}},{{"accountId":"{account}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::data-{bucket}"}}]"#,
                bytes = random.below(50_000_000),
            ),
        },
        2 => Call {
            source: "sts.amazonaws.com",
            name: "AssumeRole",
            read_only: true,
            parameters: format!(
                r#"{{"roleArn":"arn:aws:iam::{account}:role/service-{bucket}","roleSessionName":"i-{instance:017x}"}}"#
            ),
            response: format!(
                r#"{{"credentials":{{"accessKeyId":"ASIA{object:016X}","expiration":"Jun 2, 2025, 2:08:14 PM","sessionToken":"IQoJ{object:016x}{instance:016x}{object:016x}{instance:016x}"}}}}"#
            ),
            more: format!(r#","sharedEventID":"{}""#, random.uuid()),
        },
        3 => Call {
            source: "kms.amazonaws.com",
            name: "Decrypt",
            read_only: true,
            parameters: format!(
                r#"{{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{{"aws:s3:arn":"arn:aws:s3:::data-{bucket}"}}}}"#
            ),
            response: null(),
            more: format!(
                r#","resources":[{{"accountId":"{account}","type":"AWS::KMS::Key","ARN":"arn:aws:kms:{region}:{account}:key/{}"}}]"#,
                random.uuid(),
            ),
        },
        4 => Call {
            source: "logs.amazonaws.com",
            name: "CreateLogStream",
            read_only: false,
            parameters: format!(
                r#"{{"logGroupName":"/aws/lambda/worker-{bucket}","logStreamName":"2025/06/02/[$LATEST]{object:016x}"}}"#
            ),
            response: null(),
            more: r#","apiVersion":"20140328""#.to_owned(),
        },
        _ => Call {
            source: "iam.amazonaws.com",
            name: "PutUserPolicy",
            read_only: false,
            parameters: format!(
                r#"{{"userName":"user-{bucket}","policyName":"inline","policyDocument":"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::data-{bucket}/*\"}}]}}"}}"#
            ),
            response: null(),
            more:
                r#","errorCode":"AccessDenied","errorMessage":"User is not authorized to perform: iam:PutUserPolicy""#
                    .to_owned(),
        },
    }
}

fn sign_in() -> Call {
    Call {
        source: "signin.amazonaws.com",
        name: "ConsoleLogin",
        read_only: false,
        parameters: "null".to_owned(),
        response: r#"{"ConsoleLogin":"Success"}"#.to_owned(),
        more: r#","additionalEventData":{"LoginTo":"https://console.aws.amazon.com/","MobileVersion":"No","MFAUsed":"No"}"#
            .to_owned(),
    }
}

fn assumed_role(random: &mut Random, account: u64) -> String {
    let (role, session) = (random.below(30), random.next() >> 4);
    format!(
        r#"{{"type":"AssumedRole","principalId":"AROA{role:016X}:i-{session:017x}","arn":"arn:aws:sts::{account}:assumed-role/service-{role}/i-{session:017x}","accountId":"{account}","accessKeyId":"ASIA{session:016X}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA{role:016X}","arn":"arn:aws:iam::{account}:role/service-{role}","accountId":"{account}","userName":"service-{role}"}},"webIdFederationData":{{}},"attributes":{{"creationDate":"2025-06-02T00:00:00Z","mfaAuthenticated":"false"}},"ec2RoleDelivery":"2.0"}}}}"#
    )
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn uuid(&mut self) -> String {
        let (a, b) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            a >> 32,
            a >> 16 & 0xffff,
            a & 0xfff,
            b >> 48,
            b & 0xffff_ffff_ffff
        )
    }
}
