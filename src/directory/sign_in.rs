//! What signing in needs to know and to change. Passwords come and go as hashes.

use std::sync::Arc;

use super::{Answer, Directory, Editor, NewUser, Problem, Refused, members::digest, told};
use crate::{
    id::UserId,
    store::{AuditKind, Entry, StoreError, UserRecord, invitations, sessions, users},
};

impl Directory {
    /// The person with this address and the hash of their password, if they have chosen one.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn credentials(&self, email: &str) -> Result<Option<(UserRecord, Option<String>)>, StoreError> {
        users::find_by_email(self.store().reader(), email.trim()).await
    }

    /// Whether no administrator can sign in yet.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn lacks_administrator(&self) -> Result<bool, StoreError> {
        Ok(!users::has_admin_with_password(self.store().reader()).await?)
    }

    /// Whom an invitation is for, if it can still be used.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn invited(&self, invitation: &str) -> Answer<Option<Arc<UserRecord>>> {
        match invitations::find(self.store().reader(), &digest(invitation), self.now()).await? {
            Some(user) => Ok(self.user(&user).await?),
            None => Ok(None),
        }
    }
}

impl Editor {
    /// Makes the first administrator who can sign in.
    ///
    /// # Errors
    ///
    /// INVALID name or address; CONFLICT if somebody has this address, or an administrator can sign in already.
    pub async fn create_first_admin(&self, new: NewUser, password_hash: &str) -> Answer<Arc<UserRecord>> {
        let change = self.change().await?;
        if users::has_admin_with_password(&*change).await? {
            return Err(Refused::Conflict { field: "code", what: "an administrator" }.into());
        }
        let record = self.insert_user(&change, NewUser { is_admin: true, ..new }, Some(password_hash)).await?;
        change.commit(Entry::new(AuditKind::UserCreated, &record.id).after(told::user(&record))).await?;
        Ok(Arc::new(record))
    }

    /// Gives the invited person their password. The invitation is then used up, and so are all others of theirs.
    ///
    /// # Errors
    ///
    /// The invitation was never made, has been used, or is too old.
    pub async fn accept_invitation(&self, invitation: &str, password_hash: &str) -> Answer<UserId> {
        let change = self.change().await?;
        let user = invitations::find(&*change, &digest(invitation), self.now()).await?;
        let user = user.ok_or(Problem::NotFound("the invitation"))?;
        users::set_password_hash(&change, &user, password_hash).await?;
        invitations::remove_of(&change, &user).await?;
        change.commit(Entry::new(AuditKind::InvitationAccepted, &user)).await?;
        Ok(user)
    }

    /// Gives a person another password, and ends their sessions but for the one that asks.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn set_password(&self, user: &UserId, password_hash: &str) -> Answer<()> {
        let change = self.change().await?;
        users::set_password_hash(&change, user, password_hash).await?;
        sessions::end(&change, user, self.author().token.as_ref(), self.now()).await?;
        change.commit(Entry::new(AuditKind::PasswordChanged, user)).await?;
        Ok(())
    }
}
