//! People's second factors. Codes are computed and compared elsewhere; here it is kept which time steps and recovery
//! codes are used up.

use serde_json::json;

use super::{Answer, Directory, Editor, SignedInBy, members::digest, sessions::insert_session};
use crate::{
    id::UserId,
    store::{AuditKind, Entry, SecondFactorRecord, SignInStep, StoreError, TokenRecord, second_factors, sign_in_steps},
    time::Seconds,
};

/// A person's second factor, as others may know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecondFactor {
    /// Whether it is asked for at sign-in.
    pub is_confirmed: bool,
    pub recovery_codes_left: i64,
}

/// What somebody showed as their second factor: right, but perhaps used before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeUsed {
    /// The code of this time step.
    Step(i64),
    /// A recovery code.
    Recovery(String),
}

/// How long a sign-in waits for its second step.
const STEP_LIFE: Seconds = Seconds(600);

impl Directory {
    /// What the person's codes are computed from, if they have begun with a second factor.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn second_factor_record(&self, user: &UserId) -> Answer<Option<SecondFactorRecord>> {
        Ok(second_factors::find(self.store().reader(), user).await?)
    }

    /// Those of these people who are asked for a second factor.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn with_second_factor(&self, users: &[UserId]) -> Result<Vec<UserId>, StoreError> {
        second_factors::confirmed_among(self.store().reader(), users).await
    }

    /// Whether the person has a second factor, and what is left of its recovery codes.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn second_factor(&self, user: &UserId) -> Answer<SecondFactor> {
        let reader = self.store().reader();
        let record = second_factors::find(reader, user).await?;
        if record.is_none_or(|it| it.confirmed_at.is_none()) {
            return Ok(SecondFactor::default());
        }
        let recovery_codes_left = second_factors::count_codes(reader, user).await?;
        Ok(SecondFactor { is_confirmed: true, recovery_codes_left })
    }

    /// Writes down what a sign-in waits for. The answer is what its browser has to bring back.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn begin_step(&self, step: &SignInStep) -> Answer<String> {
        let (ticket, now) = (self.ids().secret(), self.now());
        let tx = self.store().write().await?;
        sign_in_steps::insert(&tx, &digest(&ticket), step, now, now + STEP_LIFE).await?;
        tx.commit().await?;
        Ok(ticket)
    }

    /// What the bringer's sign-in waits for.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn step(&self, ticket: &str) -> Answer<Option<SignInStep>> {
        Ok(sign_in_steps::find(self.store().reader(), &digest(ticket), self.now()).await?)
    }

    /// The same, for good: nobody can bring the ticket again.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn take_step(&self, ticket: &str) -> Answer<Option<SignInStep>> {
        let tx = self.store().write().await?;
        let digest = digest(ticket);
        let step = sign_in_steps::find(&tx, &digest, self.now()).await?;
        sign_in_steps::remove(&tx, &digest).await?;
        tx.commit().await?;
        Ok(step)
    }
}

impl Editor {
    /// Gives the person a secret for codes, which is asked for once they have shown one of them.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn begin_second_factor(&self, user: &UserId, secret: &str) -> Answer<()> {
        let change = self.act().await?;
        second_factors::begin(&change, user, secret).await?;
        Ok(change.commit(Entry::new(AuditKind::SecondFactorBegun, user)).await?)
    }

    /// Asks for the second factor from now on; `step` is the time step of the code that the person showed. False if
    /// that was used before.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn confirm_second_factor(&self, user: &UserId, step: i64, recovery: &[String]) -> Answer<bool> {
        let change = self.act().await?;
        if !second_factors::use_step(&change, user, step).await? {
            return Ok(false);
        }
        second_factors::confirm(&change, user, self.now()).await?;
        let digests: Vec<String> = recovery.iter().map(|it| digest(it)).collect();
        second_factors::set_codes(&change, user, &digests).await?;
        change.commit(Entry::new(AuditKind::SecondFactorEnabled, user)).await?;
        Ok(true)
    }

    /// Puts new recovery codes in place of the person's old ones.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn renew_recovery_codes(&self, user: &UserId, recovery: &[String]) -> Answer<()> {
        let change = self.act().await?;
        let digests: Vec<String> = recovery.iter().map(|it| digest(it)).collect();
        second_factors::set_codes(&change, user, &digests).await?;
        Ok(change.commit(Entry::new(AuditKind::RecoveryCodesRenewed, user)).await?)
    }

    /// Asks the person for no second factor any more: by themselves, or by an administrator.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn remove_second_factor(&self, user: &UserId) -> Answer<()> {
        let is_own = self.author().who.user() == Some(user);
        let kind = if is_own { AuditKind::SecondFactorDisabled } else { AuditKind::SecondFactorReset };
        let change = self.act().await?;
        if second_factors::remove(&change, user).await? {
            change.commit(Entry::new(kind, user)).await?;
        }
        Ok(())
    }

    /// Ends a sign-in that waited for a code, and begins the session. `None` if the code or the ticket was used before.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn finish_sign_in(&self, user: &UserId, ticket: &str, code: &CodeUsed) -> Answer<Option<TokenRecord>> {
        let change = self.act().await?;
        let is_new = match code {
            CodeUsed::Step(step) => second_factors::use_step(&change, user, *step).await?,
            CodeUsed::Recovery(code) => second_factors::use_code(&change, user, &digest(code)).await?,
        };
        if !is_new || !sign_in_steps::remove(&change, &digest(ticket)).await? {
            return Ok(None);
        }
        if matches!(code, CodeUsed::Recovery(_)) {
            let left = second_factors::count_codes(&*change, user).await?;
            change.note(Entry::new(AuditKind::RecoveryCodeUsed, user).after(json!({ "left": left }))).await?;
        }
        let record = self.session(user);
        insert_session(change, user, &record, SignedInBy::SecondFactor, self.author().client.agent()).await?;
        Ok(Some(record))
    }
}
