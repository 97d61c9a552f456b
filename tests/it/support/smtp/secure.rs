//! TLS for the test mail server, under a certificate that is made for each run and that no authority signed.

use rcgen::{CertifiedKey, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::{Arc, LazyLock, OnceLock};
use tempfile::NamedTempFile;

/// How the server speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    #[default]
    Plain,
    /// In clear until STARTTLS.
    StartTls,
    /// Under TLS from the first byte.
    Tls,
}

impl Security {
    /// What begins the URL that leads to such a server.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Plain => "smtp",
            Self::StartTls => "smtp+starttls",
            Self::Tls => "smtps",
        }
    }
}

static PAIR: LazyLock<CertifiedKey<KeyPair>> =
    LazyLock::new(|| rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate"));

/// A file with the server's certificate, for those who are to believe it.
pub fn certificate() -> NamedTempFile {
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(PAIR.cert.pem().as_bytes()).expect("a written file");
    file
}

/// The server's side of TLS over this connection.
pub(super) fn secured(stream: TcpStream) -> std::io::Result<StreamOwned<ServerConnection, TcpStream>> {
    static CONFIG: OnceLock<Arc<ServerConfig>> = OnceLock::new();
    let config = CONFIG.get_or_init(|| {
        let certificate = PAIR.cert.der().clone();
        let key = PrivateKeyDer::try_from(PAIR.signing_key.serialize_der()).expect("its key");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let builder = builder.expect("the usual versions").with_no_client_auth();
        Arc::new(builder.with_single_cert(vec![certificate], key).expect("a pair that fits"))
    });
    let connection = ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
    Ok(StreamOwned::new(connection, stream))
}
