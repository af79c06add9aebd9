//! How our own structures say in JSON what rules and records gave.

use event::Heap;
use serde::ser::{Error, Serialize, Serializer};
use sonic_rs::LazyValue;

/// A `str` of Python's: a lone surrogate, which is held as U+10DXXX, is written `\udXXX`.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t>(pub &'t str);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.0.chars().any(|c| ('\u{10d800}'..='\u{10dfff}').contains(&c)) {
            return serializer.serialize_str(self.0);
        }
        let heap = Heap::default();
        let py = heap.enter();
        let json = event::py::json::dumps(py, py.str(self.0)).map_err(|e| S::Error::custom(e.message(py)))?;
        Raw(json).serialize(serializer)
    }
}

/// JSON text that is written as it is.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'t>(pub &'t str);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        sonic_rs::from_str::<LazyValue<'_>>(self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_raw_json_come_out_as_they_went_in() {
        let print = |text| sonic_rs::to_string(&Text(text)).expect("it can be written");
        assert_eq!(print("a\"\u{e9}\n"), "\"a\\\"\u{e9}\\n\"");
        assert_eq!(print("\u{10d800}x"), "\"\\ud800x\"");
        let raw = r#"{"a":1.0,"a":1e400,"b":-0,"c":123456789012345678901234567890,"d":"\ud800\/"}"#;
        assert_eq!(sonic_rs::to_string(&Raw(raw)).expect("it can be written"), raw);
    }
}
