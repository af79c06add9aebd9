//! Outputs as `iota.toml` has them, alerts to send, and golden files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use deliver::alert::Alert;
use deliver::config::{Settings, Table};
use deliver::output::{Output, Refusal, Sent};
use serde::Deserialize;
use tempfile::TempDir;
use toml::Spanned;

#[derive(Deserialize)]
struct File {
    output: Vec<Spanned<Table>>,
}

/// A folder for files of secrets.
pub struct Place(TempDir);

impl Place {
    pub fn new() -> Place {
        Place(TempDir::new().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A file with `text` in it.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    /// An output of which `text` says all but the name; `{NAME}` stands for the path of the file `NAME`.
    pub fn settings(&self, text: &str) -> Settings {
        let text = text.replace('{', &format!("{}/", self.path().display())).replace('}', "");
        let file: File = toml::from_str(&format!("[[output]]\nname = \"test\"\n{text}\n")).expect("TOML");
        let mut settings = deliver::config::read(file.output).expect("it is right");
        settings.remove(0)
    }

    pub fn output(&self, text: &str) -> Box<dyn Output> {
        self.settings(text).output().expect("an output")
    }
}

/// The alert in `alerts/`.
pub fn alert(name: &str) -> Alert {
    let path = folder().join("alerts").join(format!("{name}.json"));
    Alert::read(&std::fs::read(path).expect("an alert")).expect("an alert")
}

/// So many alerts, of some rules.
pub fn many(count: usize) -> Vec<Alert> {
    let one = |n: usize| {
        let severity = ["LOW", "HIGH", "MEDIUM"][n % 3];
        let line = format!(
            r#"{{"alert_id":"id-{n:05}","rule_id":"rule_{}","title":"Sign-in {n} <!here>","severity":"{severity}",
            "log_type":"Okta.SystemLog","event_time":"2026-03-02T08:{:02}:{:02}Z"}}"#,
            n % 20,
            n / 60 % 60,
            n % 60
        );
        Alert::read(line.as_bytes()).expect("an alert")
    };
    (0..count).map(one).collect()
}

pub fn send(output: &dyn Output, alerts: &[Alert]) -> Result<Sent, Refusal> {
    deliver::once(output, alerts, Duration::from_secs(60)).expect("timers")
}

/// `text` is what the golden file says.
#[track_caller]
pub fn golden(name: &str, text: &str) {
    let path = folder().join("golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, text).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} is not what was sent (BLESS=1 rewrites it):\n{text}", path.display());
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/receivers")
}
