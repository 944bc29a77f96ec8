//! The file that holds a signing key: PKCS#8 PEM, Ed25519, mode 0600, made at the first start.
//!
//! `openssl genpkey -algorithm ed25519` writes the same format.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

const PEM_TAG: &str = "PRIVATE KEY";

/// Why a key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("cannot read the signing key {path}")]
    Read { path: PathBuf, source: io::Error },
    #[error("cannot write the signing key {path}")]
    Write { path: PathBuf, source: io::Error },
    #[error("{path} holds no Ed25519 private key in PKCS#8 PEM")]
    WrongKind { path: PathBuf },
    #[error("the signing key {path} is open to other users of this machine (mode {mode:04o})")]
    Open { path: PathBuf, mode: u32 },
    #[error("the system's random number generator failed")]
    Generate,
}

impl KeyError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Read { path, .. } => {
                format!("let this user read {}, or name another file", path.display())
            }
            Self::Write { path, .. } => {
                format!("let this user write to the folder of {}, or set BATON_DATA_DIR", path.display())
            }
            Self::WrongKind { path } => {
                format!("make one with `openssl genpkey -algorithm ed25519 -out {}`", path.display())
            }
            Self::Open { path, .. } => {
                format!("`chmod 600 {}`; if others may have read it, replace it", path.display())
            }
            Self::Generate => "try again; the kernel may still be gathering entropy".to_owned(),
        }
    }
}

/// A private key as its file has it.
pub(super) struct KeyFile {
    pub(super) pkcs8: Vec<u8>,
    pub(super) public: Vec<u8>,
}

impl KeyFile {
    /// # Errors
    ///
    /// The file is missing, unreadable, open to others, or something else than an Ed25519 key.
    pub(super) fn load(path: &Path) -> Result<Self, KeyError> {
        let text = fs::read(path).map_err(|source| KeyError::Read { path: path.into(), source })?;
        refuse_open(path)?;
        Self::parse(&text).ok_or_else(|| KeyError::WrongKind { path: path.into() })
    }

    /// Loads the key, or makes one if there is no file.
    ///
    /// Two processes that start at once end up with the same key: the first to put its file in place
    /// wins, and the other loads that.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load), and when a new key cannot be made or written.
    pub(super) fn load_or_create(path: &Path) -> Result<Self, KeyError> {
        match Self::load(path) {
            Err(KeyError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            loaded => return loaded,
        }
        match create(path, &generate()?) {
            Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
                Err(KeyError::Write { path: path.into(), source })
            }
            _ => Self::load(path),
        }
    }

    /// The key's name in a token's header: its JWK thumbprint (RFC 7638, RFC 8037).
    pub(super) fn thumbprint(&self) -> String {
        let x = URL_SAFE_NO_PAD.encode(&self.public);
        URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let pem = pem::parse(text).ok().filter(|it| it.tag() == PEM_TAG)?;
        let pair = Ed25519KeyPair::from_pkcs8(pem.contents()).ok()?;
        Some(Self { public: pair.public_key().as_ref().to_vec(), pkcs8: pem.into_contents() })
    }
}

fn generate() -> Result<String, KeyError> {
    let pair = Ed25519KeyPair::generate().map_err(|_| KeyError::Generate)?;
    // Version 1, without the public key, is what every other tool reads too.
    let pkcs8 = pair.to_pkcs8v1().map_err(|_| KeyError::Generate)?;
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    Ok(pem::encode_config(&pem::Pem::new(PEM_TAG, pkcs8.as_ref()), config))
}

/// Writes beside the path, then moves into place unless something is there by now.
fn create(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Temporary files are born with mode 0600.
    let mut file = tempfile::Builder::new().prefix(".key-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    fs::File::open(folder)?.sync_all()
}

/// A group may be let in to read, as orchestrators do with mounted secrets; nobody else may.
#[cfg(unix)]
fn refuse_open(path: &Path) -> Result<(), KeyError> {
    use std::os::unix::fs::PermissionsExt;

    let metadata = fs::metadata(path).map_err(|source| KeyError::Read { path: path.into(), source })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o027 == 0 { Ok(()) } else { Err(KeyError::Open { path: path.into(), mode }) }
}

#[cfg(not(unix))]
fn refuse_open(_: &Path) -> Result<(), KeyError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt, thread};

    use aws_lc_rs::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair},
    };

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_missing_key_is_made_for_this_user_alone_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/jwt.pem");
        let made = KeyFile::load_or_create(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(KeyFile::load_or_create(&path).unwrap().pkcs8, made.pkcs8);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "a temporary file was left");
    }

    #[test]
    fn starts_at_the_same_time_agree_on_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jwt.pem");
        let keys: Vec<_> = thread::scope(|scope| {
            let starts: Vec<_> =
                (0..8).map(|_| scope.spawn(|| KeyFile::load_or_create(&path).unwrap().public)).collect();
            starts.into_iter().map(|it| it.join().unwrap()).collect()
        });
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_key_that_others_may_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jwt.pem");
        KeyFile::load_or_create(&path).unwrap();
        for (mode, fine) in
            [(0o600, true), (0o400, true), (0o440, true), (0o644, false), (0o660, false), (0o602, false)]
        {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(KeyFile::load(&path).is_ok(), fine, "{mode:o}");
        }
    }

    #[test]
    fn anything_but_an_ed25519_key_is_refused_and_left_alone() {
        let (rng, curve) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let ec = EcdsaKeyPair::generate_pkcs8(curve, &rng).unwrap();
        let ec = pem::encode(&pem::Pem::new(PEM_TAG, ec.as_ref()));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jwt.pem");
        for text in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", &ec] {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            assert!(matches!(KeyFile::load_or_create(&path), Err(KeyError::WrongKind { .. })), "{text:?} passed");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn a_folder_in_the_keys_place_is_unreadable() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(KeyFile::load_or_create(folder.path()), Err(KeyError::Read { .. })));
    }

    /// RFC 8037, appendices A.1 and A.3.
    #[test]
    fn thumbprints_are_those_of_the_standard() {
        let der = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
        let pkcs8 = URL_SAFE_NO_PAD.decode(der).unwrap();
        let key = KeyFile::parse(pem::encode(&pem::Pem::new(PEM_TAG, pkcs8)).as_bytes()).unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(&key.public), "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assert_eq!(key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
