//! Whom outputs trust: the CA roots of Mozilla, those of `SSL_CERT_FILE` instead, or those of a file of the output's own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// Why TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the CA certificates in `{path}` cannot be read: {why}", path = .path.display())]
    Certificates { path: PathBuf, why: String },
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

/// The roots in `own`, or those that are trusted by default.
///
/// # Errors
/// Where a file cannot be read, or there is none in it.
pub fn roots(own: Option<&Path>) -> Result<Vec<CertificateDer<'static>>, Error> {
    let named = || std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()).map(PathBuf::from);
    let Some(path) = own.map(Path::to_owned).or_else(named) else {
        return Ok(webpki_root_certs::TLS_SERVER_ROOT_CERTS.to_vec());
    };
    let failed = |why: String| Error::Certificates { path: path.clone(), why };
    let roots = CertificateDer::pem_file_iter(&path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|e| failed(e.to_string()))?;
    if roots.is_empty() { Err(failed("there is none in it".into())) } else { Ok(roots) }
}

/// What connections are made with.
///
/// # Errors
/// As [`roots`] has, and where a root is no certificate.
pub fn config(own: Option<&Path>) -> Result<ClientConfig, Error> {
    let mut store = RootCertStore::empty();
    for root in roots(own)? {
        store.add(root).map_err(|e| Error::Tls(e.to_string()))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::Tls(e.to_string()))?;
    Ok(config.with_root_certificates(store).with_no_client_auth())
}
