//! What every client of AWS is made with: credentials by the SDK's own chain, TLS by rustls, the CA roots of Mozilla inside
//! the binary.

use std::path::PathBuf;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

pub use aws_config::SdkConfig;

/// How often a request is sent until it is given up. The waits between grow to 20 s.
const ATTEMPTS: u32 = 5;

/// For a connection to be made.
const CONNECT: Duration = Duration::from_secs(5);

/// Where AWS is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Else as the SDK finds it: the environment, a profile.
    pub region: Option<String>,
    /// The URL of a server that stands in for AWS.
    pub endpoint: Option<String>,
    /// Roles that are assumed for some objects.
    pub roles: Vec<Role>,
}

/// A role, and what it is assumed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    pub arn: String,
    /// What its trust policy asks for.
    pub external_id: Option<String>,
    /// Whose logs are read in it.
    pub accounts: Vec<String>,
    /// What is read in it, whosever logs they are.
    pub buckets: Vec<String>,
}

/// Why AWS cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the CA certificates in `{}` (SSL_CERT_FILE) cannot be read: {source}", path.display())]
    Certificates { path: PathBuf, source: std::io::Error },
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
    #[error("no AWS region is set: give `--aws-region`, or set AWS_REGION")]
    Region,
}

/// What all clients have in common.
///
/// # Errors
/// Where no region is known, or the CA certificates cannot be read.
pub async fn config(place: &Place) -> Result<SdkConfig, Error> {
    let tls = TlsContext::builder().with_trust_store(trust()?).build().map_err(|e| Error::Tls(e.to_string()))?;
    let provider = Provider::rustls(CryptoMode::Ring);
    let http = aws_smithy_http_client::Builder::new().tls_provider(provider).tls_context(tls).build_https();
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
        .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).build());
    if let Some(region) = &place.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(endpoint) = &place.endpoint {
        loader = loader.endpoint_url(endpoint);
    }
    let config = loader.load().await;
    if config.region().is_none() { Err(Error::Region) } else { Ok(config) }
}

/// `config` with the credentials of a role: asked for when they are first needed, and again before they expire.
pub async fn assume(config: &SdkConfig, role: &Role) -> SdkConfig {
    let mut provider = AssumeRoleProvider::builder(&role.arn).session_name("iota").configure(config);
    if let Some(id) = &role.external_id {
        provider = provider.external_id(id);
    }
    let provider = SharedCredentialsProvider::new(provider.build().await);
    config.to_builder().credentials_provider(provider).build()
}

fn trust() -> Result<TrustStore, Error> {
    let pem = match std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        Some(path) => {
            let path = PathBuf::from(path);
            std::fs::read(&path).map_err(|source| Error::Certificates { path, source })?
        }
        None => mozilla(),
    };
    Ok(TrustStore::empty().with_pem_certificate(pem))
}

/// The CA roots that Mozilla trusts, as PEM (RFC 7468).
fn mozilla() -> Vec<u8> {
    let pem =
        |der: &[u8]| format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(der));
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().flat_map(|der| pem(der).into_bytes()).collect()
}
