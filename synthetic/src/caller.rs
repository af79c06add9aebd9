//! Who calls: the sessions of one file, each with the identity, the address and the program that all its calls have.

use fastrand::Rng;

use crate::account::{Account, WORKLOADS, made};
use crate::call::{Call, weighted};
use crate::calls;
use crate::template::{hex, key_id};

const SDKS: [&str; 5] = [
    "Boto3/1.37.1 md/Botocore#1.37.1 ua/2.0 os/linux#6.1.128 md/arch#x86_64 lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.37.1",
    "aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1 md/GOOS#linux md/GOARCH#arm64 api/s3#1.78.2 m/E,Z,e",
    "aws-sdk-java/2.30.31 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.128 lang/java#21.0.6 md/OpenJDK_64-Bit_Server_VM#21.0.6+7-LTS md/vendor#Amazon.com_Inc. exec-env/AWS_ECS_FARGATE m/D,N",
    "aws-sdk-js/3.758.0 ua/2.1 os/linux#5.10.234 lang/js md/nodejs#22.14.0 api/dynamodb#3.758.0 exec-env/AWS_Lambda_nodejs22.x m/E",
    "Boto3/1.36.26 md/Botocore#1.36.26 ua/2.0 os/linux#5.10.234 md/arch#aarch64 lang/python#3.13.2 exec-env/AWS_Lambda_python3.13 Botocore/1.36.26",
];
const CLI: &str = "aws-cli/2.24.10 md/awscrt#0.23.8 ua/2.1 os/macos#24.3.0 md/arch#arm64 lang/python#3.12.9 md/installer#exe md/prompt#off";
const BROWSER: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36";
const TERRAFORM: &str =
    "APN/1.0 HashiCorp/1.0 Terraform/1.11.0 terraform-provider-aws/5.89.0 aws-sdk-go-v2/1.36.2 os/linux lang/go#1.23.6";

/// One session, or one service.
#[derive(Clone, Debug)]
pub struct Caller {
    /// `userIdentity`, JSON.
    pub identity: String,
    /// `sourceIPAddress`, `userAgent`.
    pub address: String,
    pub agent: String,
    /// AWS itself.
    pub is_service: bool,
    pub in_console: bool,
    /// What its calls to S3 pass through.
    pub vpc_endpoint: Option<String>,
}

/// Callers that do alike.
#[derive(Clone, Debug)]
struct Group {
    /// Of a thousand records.
    share: u32,
    callers: Vec<Caller>,
    calls: &'static [Call],
}

/// All callers of one file.
#[derive(Clone, Debug)]
pub struct Callers {
    groups: Vec<Group>,
    /// Who has no business to do what is suspicious: an IAM user, and root.
    pub intruder: Caller,
    pub root: Caller,
}

impl Callers {
    pub fn new(account: &Account, random: &mut Rng) -> Callers {
        let mut group = |share, count: usize, calls, make: &dyn Fn(usize, &mut Rng) -> Caller| Group {
            share,
            callers: (0..count).map(|n| make(n, random)).collect(),
            calls,
        };
        let groups = vec![
            group(515, 96, calls::WORKLOAD, &|n, random| workload(account, n, random)),
            group(170, 9, calls::SERVICE, &|n, _| service(n)),
            group(100, 6, calls::SCANNER, &|n, random| scanner(account, n, random)),
            group(95, 8, calls::LINKED, &|n, random| linked(account, n, random)),
            group(45, 12, calls::PERSON, &|n, random| person(account, n, random)),
            group(70, 10, calls::PIPELINE, &|n, random| pipeline(account, n, random)),
            group(5, 2, calls::USER, &|n, random| user(account, ["olga", "pete"][n % 2], true, random)),
        ];
        let intruder = Caller { agent: CLI.to_owned(), ..user(account, "contractor", false, random) };
        Callers { groups, intruder, root: root(account) }
    }

    /// Somebody, and what they do on an ordinary day.
    pub fn choose(&self, random: &mut Rng) -> (&Caller, &'static [Call]) {
        let group = weighted(&self.groups, |group| group.share, random);
        let Some(caller) = random.choice(&group.callers) else { unreachable!("no group is empty") };
        (caller, group.calls)
    }
}

/// A session of a role.
struct Session<'s> {
    role: &'s str,
    /// Of the role's ARN, with the last slash.
    path: &'s str,
    name: String,
    /// Appended to the context: `ec2RoleDelivery` and the like.
    context: &'s str,
    invoked_by: Option<&'s str>,
}

impl Session<'_> {
    fn identity(&self, account: &Account, random: &mut Rng) -> String {
        let Session { role, path, name, context, .. } = self;
        let id = &account.id;
        let principal = account.principal("AROA", role);
        let key = match self.invoked_by {
            // What AWS does by itself it does without one that is logged.
            Some(_) => String::new(),
            None => format!(r#","accessKeyId":"{}""#, made(|out| key_id(out, "ASIA", random))),
        };
        let invoked = self.invoked_by.map_or(String::new(), |host| format!(r#","invokedBy":"{host}""#));
        // In some the object is empty that federation would fill.
        let web = if random.u32(0..6) == 0 { r#""webIdFederationData":{},"# } else { "" };
        let made = format!("2026-03-01T{:02}:{:02}:{:02}Z", random.u8(0..24), random.u8(0..60), random.u8(0..60));
        format!(
            r#"{{"type":"AssumedRole","principalId":"{principal}:{name}","arn":"arn:aws:sts::{id}:assumed-role/{role}/{name}","accountId":"{id}"{key},"sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"{principal}","arn":"arn:aws:iam::{id}:role/{path}{role}","accountId":"{id}","userName":"{role}"}},{web}"attributes":{{"creationDate":"{made}","mfaAuthenticated":"false"}}{context}}}{invoked}}}"#
        )
    }

    fn caller(&self, account: &Account, address: String, agent: &str, random: &mut Rng) -> Caller {
        let identity = self.identity(account, random);
        Caller { identity, address, agent: agent.to_owned(), is_service: false, in_console: false, vpc_endpoint: None }
    }
}

/// On instances, in containers and in functions.
fn workload(account: &Account, n: usize, random: &mut Rng) -> Caller {
    let role = WORKLOADS.into_iter().cycle().nth(n).unwrap_or("shop-backend");
    let (name, context) = match n % 3 {
        0 => (account.one_of("instance", random).to_owned(), r#","ec2RoleDelivery":"2.0""#),
        1 => (made(|out| hex(out, 32, random)), ""),
        _ => (account.one_of("function", random).to_owned(), ""),
    };
    let session = Session { role, path: "service/", name, context, invoked_by: None };
    let agent = SDKS.into_iter().cycle().nth(n).unwrap_or(CLI);
    let address = account.one_of(if n.is_multiple_of(2) { "inner" } else { "address" }, random).to_owned();
    let vpc_endpoint =
        address.starts_with("10.").then(|| format!("vpce-{}", &account.principal("", "vpce")[..8].to_lowercase()));
    Caller { vpc_endpoint, ..session.caller(account, address, agent, random) }
}

fn service(n: usize) -> Caller {
    const NAMES: [&str; 9] =
        ["lambda", "ec2", "ecs-tasks", "rds", "config", "cloudtrail", "delivery.logs", "ssm", "guardduty"];
    let host = format!("{}.amazonaws.com", NAMES.into_iter().cycle().nth(n).unwrap_or("ec2"));
    Caller {
        identity: format!(r#"{{"type":"AWSService","invokedBy":"{host}"}}"#),
        address: host.clone(),
        agent: host,
        is_service: true,
        in_console: false,
        vpc_endpoint: None,
    }
}

/// What reads whole accounts by design.
fn scanner(account: &Account, n: usize, random: &mut Rng) -> Caller {
    const ROLES: [&str; 6] = [
        "DatadogIntegrationRole",
        "WizAccess-Role",
        "ProwlerScan",
        "SecurityAudit",
        "GrafanaCloudWatch",
        "VantaAuditor",
    ];
    let role = ROLES.into_iter().cycle().nth(n).unwrap_or("SecurityAudit");
    let session = Session { role, path: "", name: format!("scan-{n}"), context: "", invoked_by: None };
    let address = account.one_of("address", random).to_owned();
    session.caller(account, address, SDKS[n % SDKS.len()], random)
}

/// A service in the role that it has in the account.
fn linked(account: &Account, n: usize, random: &mut Rng) -> Caller {
    const ROLES: [(&str, &str); 8] = [
        ("AutoScaling", "autoscaling"),
        ("ConfigServiceRolePolicy", "config"),
        ("AmazonEKS", "eks"),
        ("SecurityHub", "securityhub"),
        ("TrustedAdvisor", "trustedadvisor"),
        ("RDS", "rds"),
        ("ECS", "ecs"),
        ("AmazonSSM", "ssm"),
    ];
    let (name, service) = ROLES.into_iter().cycle().nth(n).unwrap_or(("ECS", "ecs"));
    let (role, host) = (format!("AWSServiceRoleFor{name}"), format!("{service}.amazonaws.com"));
    let path = format!("aws-service-role/{host}/");
    let session = Session { role: &role, path: &path, name: name.to_owned(), context: "", invoked_by: Some(&host) };
    session.caller(account, host.clone(), &host, random)
}

/// Through IAM Identity Center, in the console or from a terminal.
fn person(account: &Account, n: usize, random: &mut Rng) -> Caller {
    const SETS: [&str; 3] = ["Developer", "ReadOnly", "PowerUser"];
    let role = format!("AWSReservedSSO_{}_0123456789abcdef", SETS[n % SETS.len()]);
    let path = format!("aws-reserved/sso.amazonaws.com/{}/", account.region);
    let name = format!("{}@example.com", account.one_of("user", random));
    let session = Session { role: &role, path: &path, name, context: "", invoked_by: None };
    let in_console = n.is_multiple_of(2);
    let address = account.one_of("address", random).to_owned();
    let agent = if in_console { BROWSER } else { CLI };
    Caller { in_console, ..session.caller(account, address, agent, random) }
}

fn pipeline(account: &Account, n: usize, random: &mut Rng) -> Caller {
    const ROLES: [&str; 5] = ["github-actions-deploy", "TerraformApply", "gitlab-ci", "jenkins-agent", "platform-cicd"];
    let role = ROLES[n % ROLES.len()];
    let name = format!("run-{}", random.u32(10_000_000..100_000_000));
    let session = Session { role, path: "", name, context: "", invoked_by: None };
    let address = account.one_of("address", random).to_owned();
    session.caller(account, address, TERRAFORM, random)
}

fn user(account: &Account, name: &str, mfa: bool, random: &mut Rng) -> Caller {
    let id = &account.id;
    let principal = account.principal("AIDA", name);
    let key = account.principal("AKIA", name);
    let identity = format!(
        r#"{{"type":"IAMUser","principalId":"{principal}","arn":"arn:aws:iam::{id}:user/{name}","accountId":"{id}","accessKeyId":"{key}","userName":"{name}","sessionContext":{{"attributes":{{"creationDate":"2026-03-01T08:00:00Z","mfaAuthenticated":"{mfa}"}}}}}}"#
    );
    let address = account.one_of("address", random).to_owned();
    Caller { identity, address, agent: CLI.to_owned(), is_service: false, in_console: false, vpc_endpoint: None }
}

fn root(account: &Account) -> Caller {
    let id = &account.id;
    Caller {
        identity: format!(
            r#"{{"type":"Root","principalId":"{id}","arn":"arn:aws:iam::{id}:root","accountId":"{id}","accessKeyId":""}}"#
        ),
        address: "203.0.113.66".to_owned(),
        agent: BROWSER.to_owned(),
        is_service: false,
        in_console: false,
        vpc_endpoint: None,
    }
}
