//! The account that a match is about: what the rule's context says, else what the record says. The names are those by which the
//! outputs find it too (crate `deliver`, `alert.rs`).

use event::Value;
use event::py::dict::Dict;

/// What vendors and rules call the id of an account.
const NAMES: [&str; 6] = ["account", "account_id", "recipientAccountId", "accountId", "account-id", "aws_account"];

/// The id of the account, of an alert's context and of its event.
pub(super) fn of(context: Value<'_>, event: Value<'_>) -> Option<String> {
    let (context, event) = (object(context), object(event));
    let first = |name: &&str| context.and_then(|context| text(context, name)).or_else(|| text(event?, name));
    NAMES.iter().find_map(first).or_else(|| text(object(event?.get_str("userIdentity")?)?, "accountId"))
}

fn object<'a>(value: Value<'a>) -> Option<&'a Dict<'a>> {
    match value {
        Value::Dict(object) => Some(object),
        _ => None,
    }
}

fn text(object: &Dict<'_>, name: &str) -> Option<String> {
    let found = object.get_str(name)?.as_str()?;
    (!found.is_empty()).then(|| found.to_owned())
}

#[cfg(test)]
mod tests {
    use event::{Heap, Value};

    fn of(context: Option<&str>, event: &str) -> Option<String> {
        let heap = Heap::default();
        let read = |text| event::json::read(heap.enter(), text).unwrap_or(Value::None);
        super::of(context.map_or(Value::None, read), read(event))
    }

    #[test]
    fn the_rules_word_counts_before_the_records() {
        let event = r#"{"recipientAccountId": "111122223333", "userIdentity": {"accountId": "123456789012"}}"#;
        assert_eq!(of(None, event).as_deref(), Some("111122223333"));
        assert_eq!(of(Some(r#"{"account_id": "210987654321"}"#), event).as_deref(), Some("210987654321"));
        assert_eq!(of(Some(r#"{"account_id": 1, "account": ""}"#), event).as_deref(), Some("111122223333"));
        let assumed = r#"{"userIdentity": {"accountId": "123456789012"}}"#;
        assert_eq!(of(None, assumed).as_deref(), Some("123456789012"));
        for nothing in ["{}", "[]", "{\"account\": null}", "{"] {
            assert_eq!(of(Some(nothing), nothing), None, "{nothing}");
        }
    }
}
