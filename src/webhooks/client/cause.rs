//! What a request failed for, in a few words that are the same for all requests that failed for the same: deliveries are
//! grouped by them, and repeated. Addresses, moments and the like stay in the error's own text.

use std::{borrow::Cow, error::Error, io, iter::successors};

use rustls::CertificateError;

use super::resolver::Unresolved;
use crate::webhooks::target::BadTarget;

/// The outermost error that has a name, or what the error itself says, less its numbers.
pub(super) fn name(error: &(dyn Error + 'static)) -> Cow<'static, str> {
    successors(Some(error), |it| behind(*it))
        .find_map(known)
        .map_or_else(|| without_numbers(&error.to_string()).into(), Cow::Borrowed)
}

/// An I/O error that wraps another one names that one's source as its own.
fn behind<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

fn known(error: &(dyn Error + 'static)) -> Option<&'static str> {
    if error.is::<BadTarget>() {
        return Some("the address is not allowed");
    }
    if error.is::<Unresolved>() {
        return Some("the name could not be resolved");
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(of_tls(error));
    }
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        return of_http(error);
    }
    error.downcast_ref::<io::Error>().and_then(|it| of_kind(it.kind()))
}

const fn of_tls(error: &rustls::Error) -> &'static str {
    let rustls::Error::InvalidCertificate(why) = error else {
        return "no TLS connection came about";
    };
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "the certificate has expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the certificate is not valid yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the certificate is not for this name"
        }
        CertificateError::Revoked => "the certificate has been revoked",
        _ => "the certificate is not trusted",
    }
}

fn of_http(error: &hyper::Error) -> Option<&'static str> {
    if error.is_parse_too_large() {
        return Some("the answer's headers are too long");
    }
    if error.is_parse() {
        return Some("the answer is not HTTP");
    }
    (error.is_incomplete_message() || error.is_closed() || error.is_canceled()).then_some(CLOSED)
}

const CLOSED: &str = "the connection was closed";

const fn of_kind(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    match kind {
        Kind::ConnectionRefused => Some("connection refused"),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => Some(CLOSED),
        Kind::HostUnreachable | Kind::NetworkUnreachable => Some("the address cannot be reached"),
        _ => None,
    }
}

fn without_numbers(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for it in text.chars() {
        if !it.is_ascii_digit() {
            told.push(it);
        } else if !told.ends_with('…') {
            told.push('…');
        }
    }
    told
}

#[cfg(test)]
mod tests;
