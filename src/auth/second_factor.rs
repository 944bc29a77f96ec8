//! Time-based one-time passwords (RFC 6238) as a second factor: six digits that change every thirty seconds, computed from
//! a secret that the person's device shares; and recovery codes for who has lost the device.

use qrcode::{QrCode, render::svg};
use totp_rs::{Builder, Secret, Totp, TotpError};

use super::{Auth, Issued, sign_in::SignInError};
use crate::{
    client::Client,
    directory::{CodeUsed, Editor, Problem},
    id::UserId,
    store::{Author, SecondFactorRecord, SignInStep},
    time::Timestamp,
};

/// What devices show the code under.
const ISSUER: &str = "Baton";
/// Recovery codes that a person has at first.
const RECOVERY_CODES: usize = 10;
/// Attempts at a person's codes before there is a pause between them.
const FREE_ATTEMPTS: u32 = 5;
/// Characters of a code: of an authenticator's, or of a recovery code with its dashes.
const LONGEST_CODE: usize = 20;

/// What a device needs to know: shown once, when the person sets the second factor up.
pub struct Enrolment {
    /// In base 32, to be typed.
    pub secret: String,
    /// `otpauth://…`, to be opened.
    pub uri: String,
    /// The same as a QR code, to be scanned: an SVG image.
    pub qr_code: String,
}

/// Why a second factor stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    #[error("the code is wrong, or has been used; wait for the next one")]
    WrongCode,
    #[error("there is a second factor already; disable it first")]
    Exists,
    #[error("there is no second factor to confirm; begin with one first")]
    NotBegun,
    #[error(transparent)]
    SignIn(#[from] SignInError),
    #[error(transparent)]
    Problem(#[from] Problem),
    #[error("the second factor could not be computed: {0}")]
    Totp(#[from] TotpError),
    #[error("the second factor could not be drawn: {0}")]
    Drawing(#[from] qrcode::types::QrError),
}

impl Auth {
    /// Gives the person a secret for a second factor, which is asked for once it is confirmed.
    ///
    /// # Errors
    ///
    /// They have one; the password is wrong.
    pub async fn begin_second_factor(
        &self,
        editor: &Editor,
        user: &UserId,
        password: &str,
    ) -> Result<Enrolment, SecondFactorError> {
        self.check_password(user, password).await?;
        if self.confirmed(user).await?.is_some() {
            return Err(SecondFactorError::Exists);
        }
        let person = self.directory.user(user).await.map_err(Problem::Store)?.ok_or(Problem::NotFound("the person"))?;
        let secret = Secret::new_stack(self.ids.seed()).to_base32();
        let uri = totp(&secret, &person.email)?.to_url()?;
        let drawing = QrCode::new(uri.as_bytes())?;
        let qr_code = drawing.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
        editor.begin_second_factor(user, &secret).await?;
        Ok(Enrolment { secret, uri, qr_code })
    }

    /// Asks for the second factor from now on, since the person can show a code. The answer is their recovery codes, shown
    /// this once.
    ///
    /// # Errors
    ///
    /// The code is wrong; there is nothing to confirm.
    pub async fn confirm_second_factor(
        &self,
        editor: &Editor,
        user: &UserId,
        code: &str,
    ) -> Result<Vec<String>, SecondFactorError> {
        self.throttle_codes(user)?;
        let record = self.directory.second_factor_record(user).await?;
        let record = match record {
            Some(record) if record.confirmed_at.is_none() => record,
            Some(_) => return Err(SecondFactorError::Exists),
            None => return Err(SecondFactorError::NotBegun),
        };
        let step = step_of(&record, code, self.clock.now())?.ok_or(SecondFactorError::WrongCode)?;
        let codes = self.recovery_codes();
        if !editor.confirm_second_factor(user, step, &codes).await? {
            return Err(SecondFactorError::WrongCode);
        }
        self.forgive_codes(user);
        Ok(codes)
    }

    /// Puts new recovery codes in place of the old ones.
    ///
    /// # Errors
    ///
    /// There is no second factor; the password is wrong.
    pub async fn renew_recovery_codes(
        &self,
        editor: &Editor,
        user: &UserId,
        password: &str,
    ) -> Result<Vec<String>, SecondFactorError> {
        self.check_password(user, password).await?;
        self.confirmed(user).await?.ok_or(SecondFactorError::NotBegun)?;
        let codes = self.recovery_codes();
        editor.renew_recovery_codes(user, &codes).await?;
        Ok(codes)
    }

    /// Asks for no second factor any more.
    ///
    /// # Errors
    ///
    /// The password is wrong.
    pub async fn disable_second_factor(
        &self,
        editor: &Editor,
        user: &UserId,
        password: &str,
    ) -> Result<(), SecondFactorError> {
        self.check_password(user, password).await?;
        Ok(editor.remove_second_factor(user).await?)
    }

    /// The second step of a sign-in: a code of the second factor, or a recovery code.
    ///
    /// # Errors
    ///
    /// The code is wrong or used; the sign-in has waited too long; too many attempts.
    pub async fn sign_in_with_code(&self, ticket: &str, code: &str, client: &Client) -> Result<Issued, SignInError> {
        self.throttle_address(client)?;
        let Some(SignInStep::SecondFactor { user }) = self.directory.step(ticket).await? else {
            return Err(SignInError::NoTicket);
        };
        self.throttle_codes(&user)?;
        let record = self.confirmed(&user).await?.ok_or(SignInError::NoTicket)?;
        let used = match step_of(&record, code, self.clock.now()).map_err(|_| SignInError::WrongSecondFactor)? {
            Some(step) => CodeUsed::Step(step),
            None => CodeUsed::Recovery(normal(code).ok_or(SignInError::WrongSecondFactor)?),
        };
        let editor = self.directory.by(Author::person(user.clone(), client.clone()));
        let session = editor.finish_sign_in(&user, ticket, &used).await?.ok_or(SignInError::WrongSecondFactor)?;
        self.forgive_codes(&user);
        Ok(Issued { text: self.keys.sign(&session)?, record: session })
    }

    /// The person's second factor, if it is asked for.
    pub(super) async fn confirmed(&self, user: &UserId) -> Result<Option<SecondFactorRecord>, Problem> {
        Ok(self.directory.second_factor_record(user).await?.filter(|it| it.confirmed_at.is_some()))
    }

    fn recovery_codes(&self) -> Vec<String> {
        (0..RECOVERY_CODES).map(|_| self.ids.code()).collect()
    }

    fn throttle_codes(&self, user: &UserId) -> Result<(), SignInError> {
        self.throttle.attempt(&attempts(user), FREE_ATTEMPTS, self.clock.now()).map_err(SignInError::TooMany)
    }

    fn forgive_codes(&self, user: &UserId) {
        self.throttle.forgive(&attempts(user));
    }
}

/// Under which name attempts at the person's codes are counted.
fn attempts(user: &UserId) -> String {
    format!("code of {user}")
}

fn totp(secret: &str, account: &str) -> Result<Totp, TotpError> {
    // Colons part the issuer from the account, and have no place in either.
    let account = account.replace(':', " ");
    let secret = Secret::try_from_base32(secret).unwrap_or_else(|_| Secret::new(Box::default()));
    Builder::new().with_secret(secret).with_account_name(account).with_issuer(Some(ISSUER)).build()
}

/// The time step whose code this is: the one now, before or after, since clocks differ. `None` if it is of none.
fn step_of(record: &SecondFactorRecord, code: &str, now: Timestamp) -> Result<Option<i64>, TotpError> {
    let digits: String = code.chars().filter(|it| !it.is_whitespace()).take(LONGEST_CODE).collect();
    let seconds = u64::try_from(now.millis() / 1_000).unwrap_or_default();
    let step = totp(&record.secret, ISSUER)?.check(&digits, seconds);
    Ok(step.and_then(|it| i64::try_from(it).ok()))
}

/// A recovery code as it was shown, however it was typed: `None` if it is none.
fn normal(code: &str) -> Option<String> {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).take(LONGEST_CODE).collect();
    let letters = letters.to_ascii_uppercase();
    (letters.len() == 12).then(|| [&letters[..4], &letters[4..8], &letters[8..]].join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret of SHA-1 is this text, and codes have eight digits, of which six are ours.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        let record = SecondFactorRecord { secret, confirmed_at: None, last_step: 0 };
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = Timestamp::from_millis(seconds * 1_000);
            assert_eq!(step_of(&record, code, now).unwrap(), Some(seconds / 30), "at {seconds}");
            let spaced = format!(" {} {}", &code[..3], &code[3..]);
            assert_eq!(step_of(&record, &spaced, now).unwrap(), Some(seconds / 30));
        }
        for wrong in ["", "28708", "2870822", "abcdef", "٢٨٧٠٨٢"] {
            assert_eq!(step_of(&record, wrong, Timestamp::from_millis(59_000)).unwrap(), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_code_is_good_half_a_minute_before_and_after() {
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        let record = SecondFactorRecord { secret, confirmed_at: None, last_step: 0 };
        let at = |seconds: i64| step_of(&record, "287082", Timestamp::from_millis(seconds * 1_000)).unwrap();
        assert_eq!([0, 29, 30, 89, 90].map(at), [Some(1), Some(1), Some(1), Some(1), None]);
    }

    #[test]
    fn recovery_codes_may_be_typed_in_any_way() {
        for typed in ["7K3M-Q9XT-2RWA", "7k3mq9xt2rwa", " 7k3m q9xt 2rwa "] {
            assert_eq!(normal(typed).as_deref(), Some("7K3M-Q9XT-2RWA"), "{typed:?}");
        }
        for none in ["", "123456", "7K3M-Q9XT-2RW", "7K3M-Q9XT-2RWAA"] {
            assert_eq!(normal(none), None, "{none:?}");
        }
    }
}
