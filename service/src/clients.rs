//! As whom objects are asked for: by the pod's own credentials, or in a role that the configuration names for them.

use aws::{Role, SdkConfig};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::Builder;

/// Clients of S3, one for each role.
#[derive(Debug)]
pub(crate) struct Clients {
    own: Client,
    roles: Vec<(Role, Client)>,
}

impl Clients {
    /// Those of `config`; what a role may do is asked for when it is first needed, and anew before it expires.
    pub(crate) async fn new(config: &SdkConfig, roles: &[Role]) -> Clients {
        let mut clients = Clients { own: client(config), roles: Vec::new() };
        for role in roles {
            clients.roles.push((role.clone(), client(&aws::assume(config, role).await)));
        }
        clients
    }

    /// The one that asks for an object: a role for its bucket wins over one for its account.
    pub(crate) fn of(&self, bucket: &str, key: &str) -> &Client {
        let by_bucket = self.roles.iter().find(|(role, _)| role.buckets.iter().any(|of| of == bucket));
        let by_account = || {
            let account = account(key)?;
            self.roles.iter().find(|(role, _)| role.accounts.iter().any(|of| of == account))
        };
        by_bucket.or_else(by_account).map_or(&self.own, |(_, client)| client)
    }
}

/// A client. A server that stands in for AWS has no names for its buckets.
pub(crate) fn client(config: &SdkConfig) -> Client {
    let path_style = config.endpoint_url().is_some();
    Client::from_conf(Builder::from(config).force_path_style(path_style).build())
}

/// Whose logs a key says that an object has: `AWSLogs/111122223333/...`, an organisation's `AWSLogs/o-xxxx/111122223333/...`.
fn account(key: &str) -> Option<&str> {
    let is_account = |part: &&str| part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = key.split('/').skip_while(|part| *part != "AWSLogs").skip(1);
    let first = parts.next()?;
    if first.starts_with("o-") { parts.next().filter(is_account) } else { Some(first).filter(is_account) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_their_account() {
        assert_eq!(account("AWSLogs/111122223333/CloudTrail/us-east-1/x.json.gz"), Some("111122223333"));
        assert_eq!(account("trails/AWSLogs/o-abcdef1234/111122223333/CloudTrail/x.json.gz"), Some("111122223333"));
        assert_eq!(account("AWSLogs/o-abcdef1234/CloudTrail-Digest/x"), None);
        assert_eq!(account("okta/111122223333/x"), None);
        assert_eq!(account("AWSLogs"), None);
    }
}
