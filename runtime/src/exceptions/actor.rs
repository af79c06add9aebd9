//! Who did it, by all names under which an exception may know them.

use event::Value;
use event::py::dict::Dict;

use super::Test;

/// What the root user of any account is called in `exceptions.json`.
const ROOT: &str = "arn:aws:iam::root";

/// The names of who did it: what the alert says, and of a CloudTrail record what its identity says, the role of a session
/// included.
pub(crate) fn names(actor: Option<&str>, event: Value<'_>) -> Vec<String> {
    let mut names: Vec<String> = actor.into_iter().map(str::to_owned).collect();
    if let Value::Dict(event) = event
        && let Some(Value::Dict(identity)) = event.get_str("userIdentity")
    {
        let kind = text(identity, "type").unwrap_or_default();
        names.extend(text(identity, "arn").map(str::to_owned));
        names.extend(issuer(identity).map(str::to_owned));
        match kind {
            "Root" => names.push(ROOT.to_owned()),
            "AWSService" => names.extend(text(identity, "invokedBy").map(str::to_owned)),
            _ => {}
        }
    }
    let roles: Vec<String> = names.iter().filter_map(|name| session(name)).map(Role::arn).collect();
    names.extend(roles);
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether `name` is who a test means. A role's name is unique in its account whatever its path, which ARNs of sessions do not
/// show.
pub(super) fn is(test: &Test, name: &str) -> bool {
    if test.holds(name) {
        return true;
    }
    match test {
        Test::Equals(expected) => session(name).is_some_and(|session| role(expected) == Some(session)),
        Test::Matches(_) | Test::Within(_) => false,
    }
}

fn text<'a>(record: &'a Dict<'a>, key: &str) -> Option<&'a str> {
    match record.get_str(key) {
        Some(Value::Str(text)) => Some(text),
        _ => None,
    }
}

/// The role that a session is of, with its path.
fn issuer<'a>(identity: &'a Dict<'a>) -> Option<&'a str> {
    let Some(Value::Dict(context)) = identity.get_str("sessionContext") else { return None };
    let Some(Value::Dict(issuer)) = context.get_str("sessionIssuer") else { return None };
    text(issuer, "arn")
}

/// A role without its path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Role<'a> {
    partition: &'a str,
    account: &'a str,
    name: &'a str,
}

impl Role<'_> {
    fn arn(self) -> String {
        format!("arn:{}:iam::{}:role/{}", self.partition, self.account, self.name)
    }
}

/// The role of `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`.
fn session(arn: &str) -> Option<Role<'_>> {
    let (partition, account, name) = parts(arn, "sts", "assumed-role/")?;
    let (name, _) = name.split_once('/')?;
    Some(Role { partition, account, name })
}

/// The role of `arn:aws:iam::111122223333:role/PATH/ROLE`.
fn role(arn: &str) -> Option<Role<'_>> {
    let (partition, account, name) = parts(arn, "iam", "role/")?;
    Some(Role { partition, account, name: name.rsplit('/').next()? })
}

fn parts<'a>(arn: &'a str, service: &str, kind: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    let (account, rest) = rest.strip_prefix(service)?.strip_prefix("::")?.split_once(':')?;
    Some((partition, account, rest.strip_prefix(kind)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_names_its_sessions_whatever_its_path() {
        let said = |expected: &str, name: &str| is(&Test::Equals(expected.to_owned()), name);
        let session = "arn:aws:sts::111122223333:assumed-role/deploy/i-0abc";
        for role in [session, "arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:role/ci/a/deploy"] {
            assert!(said(role, session), "{role}");
        }
        for other in [
            "arn:aws:iam::123456789012:role/deploy",
            "arn:aws-cn:iam::111122223333:role/deploy",
            "arn:aws:iam::111122223333:role/deploy2",
            "arn:aws:iam::111122223333:role/deploy/x",
            "arn:aws:iam::111122223333:user/deploy",
            "arn:aws:sts::111122223333:assumed-role/deploy/i-0abd",
            "deploy",
            "",
        ] {
            assert!(!said(other, session), "{other}");
        }
        // What is no session is what it says.
        assert!(!said("arn:aws:iam::111122223333:role/x/deploy", "arn:aws:iam::111122223333:role/deploy"));
    }
}
