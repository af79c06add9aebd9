//! One level of a JSON object. Nothing below it is looked at before it is asked for, so depth costs no stack.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::error::excerpt;

/// The members of an object; of doubled keys the last.
pub(crate) struct Members<'j>(BTreeMap<String, &'j RawValue>);

impl<'j> Members<'j> {
    /// # Errors
    ///
    /// `text` is not valid JSON, or no object.
    pub(crate) fn of(text: &'j str) -> Result<Members<'j>, serde_json::Error> {
        serde_json::from_str(text).map(Members)
    }

    /// The text of a member; of a null, none.
    pub(crate) fn get(&self, key: &str) -> Option<&'j str> {
        self.0.get(key).map(|value| value.get()).filter(|text| *text != "null")
    }

    pub(crate) fn string(&self, key: &str) -> Option<String> {
        serde_json::from_str(self.get(key)?).ok()
    }

    pub(crate) fn object(&self, key: &str) -> Option<Members<'j>> {
        Members::of(self.get(key)?).ok()
    }

    pub(crate) fn array(&self, key: &str) -> Option<Vec<&'j RawValue>> {
        serde_json::from_str(self.get(key)?).ok()
    }

    /// A whole number that is not negative. Sizes come as numbers from S3; as anything else they are not known.
    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        serde_json::from_str(self.get(key)?).ok()
    }

    /// What the object looks like, for whoever did not expect it.
    pub(crate) fn looks(&self) -> String {
        const MOST: usize = 6;
        if self.0.is_empty() {
            return "an empty JSON object".to_owned();
        }
        let mut keys: Vec<String> = self.0.keys().take(MOST).map(|key| format!("`{}`", excerpt(key))).collect();
        if self.0.len() > MOST {
            keys.push("…".to_owned());
        }
        format!("a JSON object of {}", keys.join(", "))
    }
}
