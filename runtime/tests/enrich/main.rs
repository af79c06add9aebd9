//! Tables and databases beside the records: what is found in them, what is wrong with them, and what becomes of files that
//! change.

mod damaged;
mod mmdb;

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use event::tables::{Found, Tables};
use mmdb::Value;
use runtime::alert::About;
use runtime::enrich::{Annotated, Enrichment, Match, Reloads, Sources, Spec};
use tempfile::TempDir;

/// What is said where nothing has changed.
const NOTHING: [&str; 0] = [];

/// Files in a folder, written long ago.
struct Files(TempDir);

impl Files {
    fn new() -> Files {
        Files(TempDir::new().expect("a folder"))
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        self.write_at(name, content, SystemTime::now() - Duration::from_secs(3600))
    }

    fn write_at(&self, name: &str, content: impl AsRef<[u8]>, time: SystemTime) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).expect("a file");
        let file = File::options().write(true).open(&path).expect("the file");
        file.set_modified(time).expect("a time");
        path
    }
}

fn table(name: &str, file: PathBuf) -> Spec {
    Spec { name: name.into(), file, key: None, matching: Match::Exact, annotates: Vec::new() }
}

fn of_tables(tables: Vec<Spec>) -> Sources {
    Sources { tables, ..Sources::default() }
}

#[track_caller]
fn open(sources: Sources) -> Enrichment {
    Enrichment::open(sources).expect("they are right").expect("there is something")
}

#[track_caller]
fn wrong(sources: Sources) -> String {
    Enrichment::open(sources).expect_err("it is wrong").to_string()
}

#[track_caller]
fn has(all: &Enrichment, table: &str, key: &str, row: &str) {
    assert_eq!(all.find(table, key), Found::Json(row.into()), "{table} {key}");
}

#[track_caller]
fn lacks(all: &Enrichment, table: &str, key: &str) {
    assert_eq!(all.find(table, key), Found::Nothing, "{table} {key}");
}

#[test]
fn rows_are_found_by_their_keys_in_each_layout() {
    let files = Files::new();
    let csv = files.write(
        "a.csv",
        "\u{feff}user, team ,note\r\nann@example.com,blue,\"a \"\"b\"\"\nc\"\nbob,red,\n\nbob,green,late\n",
    );
    let object = files.write("b.json", r#" {"x": "one", "y": {"n": [1, 2.50]}, "x": null}"#);
    let array = files.write("c.txt", "\n[\n{\"id\": 7, \"a\": true},\n {\"id\": \"x\",\n \"id\": \"z\"}]");
    let second = Spec { key: Some("team".into()), ..table("teams", csv.clone()) };
    let ids = Spec { key: Some("id".into()), ..table("ids", array) };
    let all = open(of_tables(vec![table("users", csv), second, table("object", object), ids]));
    has(&all, "users", "ann@example.com", r#"{"user":"ann@example.com","team":"blue","note":"a \"b\"\nc"}"#);
    has(&all, "users", "bob", r#"{"user":"bob","team":"green","note":"late"}"#);
    lacks(&all, "users", "BOB");
    lacks(&all, "users", "user");
    has(&all, "teams", "red", r#"{"user":"bob","team":"red","note":""}"#);
    has(&all, "object", "x", "null");
    has(&all, "object", "y", r#"{"n":[1,2.50]}"#);
    has(&all, "ids", "7", r#"{"id":7,"a":true}"#);
    has(&all, "ids", "z", r#"{"id":"x","id":"z"}"#);
    lacks(&all, "ids", "x");
    for none in ["other", "geoip", "accounts", ""] {
        assert_eq!(all.find(none, "x"), Found::NoTable, "{none}");
    }
    assert!(matches!(Enrichment::open(Sources::default()), Ok(None)));
}

#[test]
fn keys_are_of_any_case_or_ranges_of_which_the_smallest_counts() {
    let files = Files::new();
    let words =
        Spec { matching: Match::IgnoreCase, ..table("words", files.write("w.json", r#"{"Straße": 1, "a@B.c": 2}"#)) };
    let nets = "net,is\n10.0.0.0/8,all\n10.1.0.0/16,some\n10.1.2.3,one\n2001:db8::/32,six\n0.0.0.0/0,world\n10.9.9.9/24,bits\n";
    let nets = Spec { matching: Match::Cidr, ..table("nets", files.write("n.csv", nets)) };
    let all = open(of_tables(vec![words, nets]));
    has(&all, "words", "STRASSE".to_lowercase().replace("ss", "ß").as_str(), "1");
    has(&all, "words", "A@b.C", "2");
    lacks(&all, "words", "a@b");
    for (address, net, is) in [
        ("10.1.2.3", "10.1.2.3", "one"),
        ("10.1.2.4", "10.1.0.0/16", "some"),
        ("10.2.0.0", "10.0.0.0/8", "all"),
        ("::ffff:10.2.0.0", "10.0.0.0/8", "all"),
        ("192.0.2.1", "0.0.0.0/0", "world"),
        ("2001:db8::1", "2001:db8::/32", "six"),
        ("10.9.9.1", "10.9.9.9/24", "bits"),
        // A range is in the ranges that hold all of it.
        ("10.1.0.0/15", "10.0.0.0/8", "all"),
    ] {
        has(&all, "nets", address, &format!(r#"{{"net":"{net}","is":"{is}"}}"#));
    }
    for nothing in ["2001:db9::1", "", "example.com", "10.1.2", "10.1.2.3:443"] {
        lacks(&all, "nets", nothing);
    }
}

#[test]
fn what_is_wrong_with_a_table_is_said_with_its_line() {
    let files = Files::new();
    let csv_help = "the first line of CSV names the columns, each other line has a value for each";
    let json_help = r#"write `{"KEY": ROW, ...}`, or `[{...}, ...]` and say which member is the key: `key = "..."`"#;
    let exact = |name: &str, content: &[u8]| wrong(of_tables(vec![table("t", files.write(name, content))]));
    let at = |name: &str| files.0.path().join(name).display().to_string();
    for (name, content, expected) in [
        ("e.csv", &b""[..], format!(": it is empty; {csv_help}")),
        ("f.csv", b"a,b\n1,2\n\n3\n", format!(":4: a row of 1 values, where there are 2 columns; {csv_help}")),
        ("g.csv", b"a,b,a\n", format!(":1: two columns are called `a`; {csv_help}")),
        ("h.csv", b"a,b\n1,2\n ,3\n", ":3: a row whose key is empty; leave the row out".into()),
        ("i.csv", b"a\nb\n\xff\n", ":3: it is not UTF-8; save it as UTF-8".into()),
        ("j.json", b"{\n\"a\": 1,\n}", format!(":3: it is no JSON: expected a key in double quotes; {json_help}")),
        ("k.json", b"12", format!(":1: it is neither an object nor an array; {json_help}")),
        ("l.json", b"[\n{}]", format!(":2: an array, of which nothing says what the keys are; {json_help}")),
        ("m.json", b"{\"a\": 1,\n\"\": 2}", ":2: a row whose key is empty; leave the row out".into()),
    ] {
        assert_eq!(exact(name, content), format!("{}{expected}", at(name)));
    }
    let keyed = |name: &str, content: &str| {
        wrong(of_tables(vec![Spec { key: Some("id".into()), ..table("t", files.write(name, content)) }]))
    };
    for (name, content, expected) in [
        ("n.csv", "a,b\n1,2\n", ":1: there is no column `id`, but `a`, `b`; say which is the key: `key = \"...\"`".into()),
        ("o.json", "[{\"id\": \"1\"},\n\n{\"i\": 2}]", format!(":3: an object whose `id` is neither text nor a number; {json_help}")),
        ("p.json", "[\n7]", format!(":2: an element that is no object; {json_help}")),
        ("q.json", "[{\"i\": 2}]", format!(":1: an object without `id`; {json_help}")),
        (
            "r.json",
            "{\"i\": 2}",
            ":1: it is an object, whose members' names are the keys: there is no `id` to look for; leave `key` out, or write an \
             array of objects"
                .into(),
        ),
    ] {
        assert_eq!(keyed(name, content), format!("{}{expected}", at(name)));
    }
    let nets = Spec { matching: Match::Cidr, ..table("t", files.write("s.csv", "a\n10.0.0.0/8\n10.0.0.0/33\n")) };
    let expected = ":3: `10.0.0.0/33` is no address and no range; write `192.0.2.7` or `192.0.2.0/24`";
    assert_eq!(wrong(of_tables(vec![nets])), format!("{}{expected}", at("s.csv")));
    let gone = wrong(of_tables(vec![table("t", files.0.path().join("gone.csv"))]));
    assert!(gone.ends_with("gone.csv: it cannot be read: No such file or directory (os error 2)"), "{gone}");
    let folder = wrong(of_tables(vec![table("t", files.0.path().to_owned())]));
    assert!(folder.ends_with(": it is a folder; name a file"), "{folder}");
    let sparse = files.0.path().join("large.csv");
    File::create(&sparse).and_then(|file| file.set_len((256 << 20) + 1)).expect("a sparse file");
    let large = wrong(of_tables(vec![table("t", sparse)]));
    assert!(large.ends_with("large.csv: it is larger than 256 MiB; leave rows out"), "{large}");
}

#[test]
fn databases_say_all_that_they_say_and_the_first_counts() {
    let files = Files::new();
    let all_kinds = Value::Map(vec![
        ("array", Value::Array(vec![Value::Bool(true), Value::Int32(-7), Value::Array(vec![]), Value::Map(vec![])])),
        ("autonomous_system_number", Value::Uint32(1)),
        ("bytes", Value::Bytes(b"\x00\xff")),
        ("float", Value::Float(0.5)),
        ("large", Value::Uint128(u128::MAX)),
        ("long", Value::Uint64(1 << 40)),
        ("nan", Value::Double(f64::NAN)),
        ("text", Value::Text("a \"quoted\" \u{e9}, and long enough for a size of its own")),
    ]);
    let own = files.write("own.mmdb", mmdb::database("Own", &[("192.0.2.128/25", all_kinds)]));
    let asn = files.write("asn.mmdb", mmdb::asn());
    let all = open(Sources { geoip: vec![own, asn], ..Sources::default() });
    has(
        &all,
        "geoip",
        "192.0.2.200",
        "{\"array\":[true,-7,[],{}],\"autonomous_system_number\":1,\"bytes\":\"00ff\",\"float\":0.5,\
         \"large\":340282366920938463463374607431768211455,\"long\":1099511627776,\"nan\":null,\
         \"text\":\"a \\\"quoted\\\" \u{e9}, and long enough for a size of its own\",\"autonomous_system_organization\":\"x\"}",
    );
    has(&all, "geoip", "192.0.2.1", r#"{"autonomous_system_number":64501,"autonomous_system_organization":"x"}"#);
    for nothing in ["203.0.113.1", "2001:db8::1", "", "example.com", "192.0.2.0/24"] {
        lacks(&all, "geoip", nothing);
    }
    let text = files.write("text.mmdb", "no database");
    let wrong = wrong(Sources { geoip: vec![text], ..Sources::default() });
    assert!(wrong.contains("text.mmdb: it is no database in MaxMind's format: "), "{wrong}");
}

/// What an alert says of `actor` at `address`, about an event of account 111122223333.
fn annotation(all: &Enrichment, actor: &str, address: &str) -> Option<String> {
    const EVENT: &str = r#"{"recipientAccountId":"111122223333","userIdentity":{"type":"AssumedRole","sessionContext":
        {"sessionIssuer":{"arn":"arn:aws:iam::111122223333:role/path/ops"}}}}"#;
    let about = About { actor: Some(actor.into()), source_ip: Some(address.into()), ..About::default() };
    all.of(&about, EVENT, None)
}

#[test]
fn alerts_say_whose_account_where_from_and_which_lists() {
    let files = Files::new();
    let nets = files.write("nets.csv", "net,note\n198.51.100.0/24,office\n");
    let all = open(Sources {
        accounts: Some(files.write("accounts.csv", "Owner,Account ID,Account Name\nann,111122223333,Production\n")),
        geoip: vec![files.write("city.mmdb", mmdb::city()), files.write("asn.mmdb", mmdb::asn())],
        tables: vec![
            Spec { matching: Match::Cidr, annotates: vec![Annotated::SourceIp], ..table("known", nets.clone()) },
            Spec { matching: Match::Cidr, ..table("silent", nets) },
            Spec {
                annotates: Annotated::ALL.to_vec(),
                ..table(
                    "users",
                    files
                        .write("u.json", r#"{"arn:aws:iam::111122223333:role/ops": {"vip": true}, "111122223333": 5}"#),
                )
            },
        ],
    });
    let session = "arn:aws:sts::111122223333:assumed-role/ops/ann";
    assert_eq!(
        annotation(&all, session, "198.51.100.7").as_deref(),
        Some(
            "{\"account\":{\"id\":\"111122223333\",\"name\":\"Production\",\"Owner\":\"ann\"},\
             \"source_ip\":{\"country\":\"DE\",\"country_name\":\"Germany\",\"region\":\"DE-BE\",\"region_name\":\"State of Berlin\",\
             \"city\":\"Berlin\",\"latitude\":52.5,\"longitude\":13.25,\"asn\":64500,\"as_org\":\"Example & Sons\"},\
             \"lists\":[{\"name\":\"known\",\"field\":\"source_ip\",\"key\":\"198.51.100.0/24\",\"row\":{\"net\":\"198.51.100.0/24\",\
             \"note\":\"office\"}},{\"name\":\"users\",\"field\":\"actor\",\"key\":\"arn:aws:iam::111122223333:role/ops\",\
             \"row\":{\"vip\":true}},{\"name\":\"users\",\"field\":\"account\",\"key\":\"111122223333\",\"row\":5}]}"
        )
    );
    let place = |address| {
        let all = annotation(&all, "ann", address).expect("the account stands there");
        let (_, after) = all.split_once("\"source_ip\":").unwrap_or_default();
        after.split_once(",\"lists\"").unwrap_or_default().0.to_owned()
    };
    assert_eq!(place("203.0.113.1"), r#"{"country":"DE","country_name":"Germany"}"#);
    assert_eq!(place("2001:db8::5"), r#"{"country":"DE","country_name":"Germany"}"#);
    assert_eq!(place("192.0.2.1"), r#"{"asn":64501,"as_org":"x"}"#);
    assert_eq!(place("203.0.113.200"), "");
    // A role is known with its path too.
    let roles = files.write("p.json", r#"{"arn:aws:iam::111122223333:role/path/ops": 1}"#);
    let roles = open(of_tables(vec![Spec { annotates: vec![Annotated::Actor], ..table("roles", roles) }]));
    let listed =
        r#"{"lists":[{"name":"roles","field":"actor","key":"arn:aws:iam::111122223333:role/path/ops","row":1}]}"#;
    assert_eq!(annotation(&roles, session, "").as_deref(), Some(listed));
    let nothing = About::default();
    assert_eq!(all.of(&nothing, "{}", None), None);
}

#[test]
fn accounts_are_taken_as_they_are_exported_and_large_rows_left_out() {
    let files = Files::new();
    let accounts = |name: &str, content: &str| {
        let all = open(Sources { accounts: Some(files.write(name, content)), ..Sources::default() });
        annotation(&all, "ann", "192.0.2.1").unwrap_or_default()
    };
    let listed = r#"{"Accounts": [{"Arn": "a", "Id": "111122223333", "Name": "Prod", "Tags": {"x": [1]}}]}"#;
    assert_eq!(
        accounts("a.json", listed),
        r#"{"account":{"id":"111122223333","name":"Prod","Arn":"a","Tags":{"x":[1]}}}"#
    );
    assert_eq!(accounts("b.json", r#"{"111122223333": "Prod"}"#), r#"{"account":{"id":"111122223333","name":"Prod"}}"#);
    assert_eq!(accounts("c.csv", "nr,name\n111122223333,Prod\n"), r#"{"account":{"id":"111122223333","name":"Prod"}}"#);
    assert_eq!(accounts("d.csv", "nr,name\n123456789012,Prod\n"), "");
    let long = "x".repeat(5000);
    assert_eq!(
        accounts("e.csv", &format!("id,name,note\n111122223333,Prod,{long}\n")),
        r#"{"account":{"id":"111122223333","name":"Prod"}}"#
    );
}

#[test]
fn a_file_that_changes_is_read_again_once_it_stands_still() {
    let files = Files::new();
    let file = files.write("t.csv", "a,b\nx,1\n");
    let geo = files.write("g.mmdb", mmdb::asn());
    let all = open(Sources { geoip: vec![geo.clone()], ..of_tables(vec![table("t", file.clone())]) });
    let shown = |name: &str| format!("`{}`", files.0.path().join(name).display());
    assert_eq!(all.reload(), NOTHING);
    // Written a while ago: at once.
    files.write("t.csv", "a,b\nx,2\ny,3\n");
    assert_eq!(all.reload(), [format!("read again, the table `t` of {}: 2 rows", shown("t.csv"))]);
    has(&all, "t", "x", r#"{"a":"x","b":"2"}"#);
    // Written just now, as far as can be told: once it has not changed from one look to the next.
    let now = SystemTime::now() + Duration::from_secs(3600);
    files.write_at("t.csv", "a,b\nx,4\n", now);
    assert_eq!(all.reload(), NOTHING);
    files.write_at("t.csv", "a,b\nx,5\n", now + Duration::from_secs(1));
    assert_eq!(all.reload(), NOTHING);
    has(&all, "t", "x", r#"{"a":"x","b":"2"}"#);
    assert_eq!(all.reload().len(), 1);
    has(&all, "t", "x", r#"{"a":"x","b":"5"}"#);
    // Wrong: what was read stays, and that is said once.
    files.write("t.csv", "a,b\nx\n");
    let said = all.reload();
    let expected = format!(
        ":2: a row of 1 values, where there are 2 columns; the first line of CSV names the columns, each other line \
                            has a value for each; what was read before stays, the table `t` of {}: 1 row",
        shown("t.csv")
    );
    assert!(said.len() == 1 && said[0].ends_with(&expected), "{said:?}");
    assert_eq!(all.reload(), NOTHING);
    has(&all, "t", "x", r#"{"a":"x","b":"5"}"#);
    // Gone, as between the removal of one file and the move of another into its place; then said once.
    fs::remove_file(&file).expect("it is there");
    assert_eq!(all.reload(), NOTHING);
    assert_eq!(all.reload().len(), 1);
    assert_eq!(all.reload(), NOTHING);
    files.write("t.csv", "a,b\nx,6\n");
    assert_eq!(all.reload().len(), 1);
    has(&all, "t", "x", r#"{"a":"x","b":"6"}"#);
    // The database.
    files.write("g.mmdb", "half of a file");
    assert_eq!(all.reload().len(), 1);
    has(&all, "geoip", "192.0.2.1", r#"{"autonomous_system_number":64501,"autonomous_system_organization":"x"}"#);
    files.write("g.mmdb", mmdb::city());
    assert_eq!(all.reload(), [format!("read again, the database {} (`Example-City`)", shown("g.mmdb"))]);
    lacks(&all, "geoip", "192.0.2.1");
    assert_eq!(all.reloads(), Reloads { succeeded: 4, failed: 3 });
    // Files are not looked at each time that somebody may ask for it.
    assert_eq!(all.refresh(), NOTHING);
}
