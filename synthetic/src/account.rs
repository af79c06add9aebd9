//! An AWS account and what there is in it. Some of each kind is used far more often than the rest.

use fastrand::Rng;

use crate::template::{hex, key_id, uuid};

const REGIONS: [&str; 4] = ["eu-west-1", "us-east-1", "us-west-2", "eu-central-1"];

/// What runs in it; one role for each.
pub const WORKLOADS: [&str; 16] = [
    "shop-backend",
    "orders-api",
    "search-indexer",
    "media-worker",
    "billing",
    "reports",
    "image-resizer",
    "data-etl",
    "external-secrets",
    "checkout",
    "notifications",
    "recommendations",
    "inventory-sync",
    "ledger",
    "session-store",
    "event-router",
];

#[derive(Clone, Debug)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    pub region: &'static str,
    /// What templates name, and what there is of it.
    things: Vec<(&'static str, Vec<String>)>,
}

impl Account {
    /// The `number`th account of the organisation that `seed` makes.
    pub fn new(seed: u64, number: u64) -> Account {
        let mut random = Rng::with_seed(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ number);
        let id = format!("{:012}", 111_122_223_300 + number * 1_111);
        let region = REGIONS.into_iter().cycle().nth(number as usize).unwrap_or("us-east-1");
        let mut things: Vec<(&'static str, Vec<String>)> = Vec::new();
        let mut many = |kind, count: usize, make: &mut dyn FnMut(usize, &mut Rng) -> String| {
            things.push((kind, (0..count).map(|n| make(n, &mut random)).collect()));
        };
        let workload = |n: usize| WORKLOADS.into_iter().cycle().nth(n).unwrap_or("shop-backend");
        many("workload", WORKLOADS.len(), &mut |n, _| workload(n).to_owned());
        many("bucket", 24, &mut |n, _| format!("example-{}-{}", workload(n), ["data", "assets"][n % 2]));
        many("prefix", 60, &mut |n, random| {
            format!("year=2026/month=03/day=02/hour={:02}/run={:08x}", n % 24, random.u32(..))
        });
        many("instance", 80, &mut |_, random| with("i-", 17, random));
        many("volume", 60, &mut |_, random| with("vol-", 17, random));
        many("interface", 60, &mut |_, random| with("eni-", 17, random));
        many("subnet", 6, &mut |_, random| with("subnet-", 17, random));
        many("vpc", 2, &mut |_, random| with("vpc-", 17, random));
        many("group", 12, &mut |_, random| with("sg-", 17, random));
        many("image", 5, &mut |_, random| with("ami-", 17, random));
        many("key", 20, &mut |_, random| made(|out| uuid(out, random)));
        // Fewer than what a rule takes for reading them in bulk.
        many("secret", 6, &mut |n, _| format!("prod/{}/database", workload(n)));
        many("parameter", 40, &mut |n, _| format!("/prod/{}/setting-{}", workload(n), n / 4));
        many("table", 16, &mut |n, _| format!("{}-v{}", workload(n), n % 3 + 1));
        many("function", 30, &mut |n, _| format!("{}-{}", workload(n), ["handler", "worker", "sweep"][n % 3]));
        many("queue", 16, &mut |n, _| format!("{}-queue", workload(n)));
        many("cluster", 4, &mut |n, _| format!("prod-{n}"));
        many("user", 30, &mut |n, _| format!("person{n:02}"));
        // Documentation addresses (RFC 5737), and those of a VPC.
        many("address", 90, &mut |n, random| format!("198.51.100.{}", (n as u32 * 2 + random.u32(0..2)) % 256));
        many("inner", 120, &mut |n, random| format!("10.{}.{}.{}", n % 4, random.u32(0..64), random.u32(4..250)));
        many("interfacemac", 40, &mut |_, random| {
            format!("0a:{:02x}:{:02x}:{:02x}:{:02x}:01", random.u8(..), random.u8(..), random.u8(..), random.u8(..))
        });
        Account { id, region, things }
    }

    /// One of what there is of `kind`: the first of them are used most.
    pub fn one_of(&self, kind: &str, random: &mut Rng) -> &str {
        let Some((_, all)) = self.things.iter().find(|(name, _)| *name == kind) else {
            unreachable!("no template names `${kind}`")
        };
        // The square of a uniform number: a tenth of them has a third of the use.
        let at = random.f64() * random.f64() * all.len() as f64;
        all.get(at as usize).map_or("", String::as_str)
    }

    /// The id of a role or a user, which follows from its name.
    pub fn principal(&self, prefix: &str, name: &str) -> String {
        let seed = name.bytes().chain(self.id.bytes()).fold(7, |sum: u64, b| sum.wrapping_mul(131) + u64::from(b));
        made(|out| key_id(out, prefix, &mut Rng::with_seed(seed)))
    }
}

fn with(prefix: &str, digits: usize, random: &mut Rng) -> String {
    made(|out| {
        out.push_str(prefix);
        hex(out, digits, random);
    })
}

/// What `write` writes.
pub fn made(write: impl FnOnce(&mut String)) -> String {
    let mut out = String::new();
    write(&mut out);
    out
}
