//! The build script sees every change to a rule folder: an edited, a new, a renamed, a deleted and a broken rule.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const RULE: &str = "def rule(event):\n    return event.get(\"eventName\") == \"FIRST\"\n";

struct Pack {
    folder: tempfile::TempDir,
}

impl Pack {
    fn rule(&self, name: &str) -> PathBuf {
        self.folder.path().join("rules/pack").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.rule(name), text).expect("a rule is written");
    }

    /// Builds `generated` of the pack, in a target folder that only this test uses.
    fn build(&self) -> Output {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        Command::new(env!("CARGO"))
            .current_dir(root)
            .args(["check", "--release", "--quiet", "-p", "generated", "--target-dir"])
            .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild"))
            .env("IOTA_RULES", self.folder.path().join("rules"))
            .env("IOTA_GENERATED_DIR", self.folder.path().join("peek"))
            .output()
            .expect("cargo runs")
    }

    /// The generated files after a build that must work, but for the table.
    fn built(&self) -> Vec<String> {
        let output = self.build();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let peek = std::fs::read_dir(self.folder.path().join("peek")).expect("a folder of generated text");
        let mut names: Vec<String> =
            peek.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != "mod.rs");
        names.sort();
        names
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join("peek").join(name)).expect("generated text")
    }
}

#[test]
fn every_change_to_the_rules_is_built() {
    let pack = Pack { folder: tempfile::tempdir().expect("a folder") };
    std::fs::create_dir_all(pack.rule("")).expect("a folder");
    pack.write("one.py", RULE);
    assert_eq!(pack.built(), ["pack__one.rs"]);
    assert!(pack.text("pack__one.rs").contains("\"FIRST\""));

    pack.write("one.py", &RULE.replace("FIRST", "SECOND"));
    assert_eq!(pack.built(), ["pack__one.rs"]);
    assert!(pack.text("pack__one.rs").contains("\"SECOND\""), "an edited rule");

    pack.write("two.py", RULE);
    assert_eq!(pack.built(), ["pack__one.rs", "pack__two.rs"], "a new rule");

    std::fs::rename(pack.rule("two.py"), pack.rule("three.py")).expect("a rename");
    assert_eq!(pack.built(), ["pack__one.rs", "pack__three.rs"], "a renamed rule");

    std::fs::remove_file(pack.rule("three.py")).expect("a removal");
    assert_eq!(pack.built(), ["pack__one.rs"], "a deleted rule");

    pack.write("bad.py", "def rule(event):\n    with open(event['x']) as f:\n        return True\n");
    let refused = pack.build();
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success(), "a rule outside the subset fails the build");
    assert!(said.contains("error[E012]") && said.contains("bad.py:2:5"), "{said}");

    std::fs::remove_file(pack.rule("bad.py")).expect("a removal");
    assert_eq!(pack.built(), ["pack__one.rs"], "and builds again without it");
}
