//! Templates of JSON: text in which `$name` stands for a value of that kind. Within a record a thing of the account
//! (`$bucket`, `$instance`) is always the same one; ids and numbers are new wherever they stand.

use std::fmt::Write;

use fastrand::Rng;

use crate::account::Account;
use crate::record::time;

/// Base64's digits, as session tokens and the ids of S3 have them.
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Those of the ids of access keys and roles (base32).
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// 2026-03-01T00:00:00Z
const MARCH: u64 = 1_772_323_200;

/// What the values of one record are taken from.
#[derive(Debug)]
pub struct Values<'a> {
    pub account: &'a Account,
    pub random: &'a mut Rng,
    /// What the choice of the record's things follows from.
    pub things: u64,
    /// The same for the object of its bucket.
    pub part: u64,
    /// Seconds into the month.
    pub moment: u64,
}

/// Appends `template`. A `$` that no small letter follows is a `$`.
pub fn fill(out: &mut String, template: &str, values: &mut Values<'_>) {
    let mut parts = template.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(part.len());
        match part.split_at(end) {
            ("", rest) => {
                out.push('$');
                out.push_str(rest);
            }
            (name, rest) => {
                value(out, name, values);
                out.push_str(rest);
            }
        }
    }
}

fn value(out: &mut String, name: &str, values: &mut Values<'_>) {
    let Values { account, random, things, part, moment } = values;
    match name {
        "account" => out.push_str(&account.id),
        "region" => out.push_str(account.region),
        "bytes" => number(out, random.u32(0..50_000_000)),
        "part" => _ = write!(out, "part-{:05}.snappy.parquet", Rng::with_seed(*part).u32(0..100_000)),
        "moment" => time(out, *moment),
        "epoch" => _ = write!(out, "{}", MARCH + *moment),
        "count" => number(out, random.u32(1..100)),
        "port" => number(out, random.u32(1024..65536)),
        "high" => number(out, random.u32(32_768..61_000)),
        "uuid" => uuid(out, random),
        "hex" => hex(out, 8, random),
        "id" => hex(out, 17, random),
        "digest" => hex(out, 64, random),
        "accesskey" => key_id(out, "ASIA", random),
        "principal" => key_id(out, "AROA", random),
        "userid" => key_id(out, "AIDA", random),
        "hostid" => base64(out, 76, random),
        "token" => base64(out, 320, random),
        _ => out.push_str(account.one_of(name, &mut Rng::with_seed(*things))),
    }
}

fn number(out: &mut String, n: u32) {
    _ = write!(out, "{n}");
}

/// A random UUID, as RFC 9562 has its version 4.
pub fn uuid(out: &mut String, random: &mut Rng) {
    let n = random.u128(..);
    let (a, b, c, d, e) = (n >> 96, n >> 80 & 0xffff, n >> 64 & 0xfff, n >> 48 & 0x3fff | 0x8000, n & 0xffff_ffff_ffff);
    _ = write!(out, "{a:08x}-{b:04x}-4{c:03x}-{d:04x}-{e:012x}");
}

pub fn hex(out: &mut String, digits: usize, random: &mut Rng) {
    digits_of(out, b"0123456789abcdef", digits, random);
}

/// The id of an access key or a principal: four letters that say what it is, and sixteen at random.
pub fn key_id(out: &mut String, prefix: &str, random: &mut Rng) {
    out.push_str(prefix);
    digits_of(out, BASE32, 16, random);
}

fn base64(out: &mut String, digits: usize, random: &mut Rng) {
    digits_of(out, BASE64, digits, random);
}

fn digits_of(out: &mut String, alphabet: &[u8], digits: usize, random: &mut Rng) {
    out.extend((0..digits).filter_map(|_| random.choice(alphabet)).map(|&digit| char::from(digit)));
}
