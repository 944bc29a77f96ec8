//! People, and their tasks on pages.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Answer, Directory, Editor, PageView, Power, Problem, Refused, limits, pages::taken, refusal, told};
use crate::{
    id::{PageId, UserId},
    protocol::Tasks,
    store::{AuditKind, Author, Entry, MemberRecord, StoreError, UserRecord, Write, invitations, members, users},
    time::Seconds,
};

/// A person to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub name: String,
    pub email: String,
    pub is_admin: bool,
}

/// How long an invitation can be used.
pub const INVITATION_LIFE: Seconds = Seconds::days(7);

impl Editor {
    /// Makes a person who has a password already, given as its hash.
    ///
    /// # Errors
    ///
    /// INVALID name or address; CONFLICT if somebody has this address.
    pub async fn create_user(&self, new: NewUser, password_hash: Option<&str>) -> Answer<Arc<UserRecord>> {
        let change = self.change().await?;
        let record = self.insert_user(&change, new, password_hash).await?;
        change.commit(Entry::new(AuditKind::UserCreated, &record.id).after(told::user(&record))).await?;
        Ok(Arc::new(record))
    }

    /// Makes a person who is yet to choose a password, and the invitation that lets them: shown once,
    /// good for [`INVITATION_LIFE`].
    ///
    /// # Errors
    ///
    /// INVALID name or address; CONFLICT if somebody has this address.
    pub async fn invite(&self, new: NewUser) -> Answer<(Arc<UserRecord>, String)> {
        let now = self.now();
        let invitation = self.ids().secret();
        let digest = digest(&invitation);
        let change = self.change().await?;
        let record = self.insert_user(&change, new, None).await?;
        invitations::insert(&change, &digest, &record.id, now, now + INVITATION_LIFE).await?;
        change.commit(Entry::new(AuditKind::UserInvited, &record.id).after(told::user(&record))).await?;
        Ok((Arc::new(record), invitation))
    }

    pub(super) async fn insert_user(
        &self,
        tx: &Write,
        new: NewUser,
        password_hash: Option<&str>,
    ) -> Answer<UserRecord> {
        let now = self.now();
        let record = UserRecord {
            id: self.ids().user_id(now),
            name: refusal::text("name", &new.name, limits::NAME)?,
            email: address(&new.email)?,
            is_admin: new.is_admin,
        };
        users::insert(tx, &record, password_hash, now)
            .await
            .map_err(|error| taken(error, "email", "a person with this address"))?;
        Ok(record)
    }

    /// Sets what a person may do on a page; no task removes them from it.
    ///
    /// # Errors
    ///
    /// Too many members; page or person do not exist.
    pub async fn set_member(&self, page: PageId, user: &UserId, tasks: Tasks) -> Answer<Arc<PageView>> {
        let change = self.change().await?;
        let view = self.within(&change).await?.page(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        users::find(&*change, user).await?.ok_or(Problem::NotFound("the person"))?;
        let before = view.members.get(user).copied().unwrap_or_default();
        if tasks.is_empty() {
            members::remove(&change, page, user).await?;
        } else {
            if !view.members.contains_key(user) {
                refusal::room("userId", view.members.len(), limits::MEMBERS, "members a page")?;
            }
            members::set(&change, &MemberRecord { page, user: user.clone(), tasks }).await?;
        }
        let entry = Entry::new(AuditKind::PageMemberSet, user).on(page);
        change.commit(entry.before(told::tasks(before)).after(told::tasks(tasks))).await?;
        self.existing_page(page).await
    }
}

impl Directory {
    /// An administrator to speak for on the command line: the first one, made if there is none.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn first_admin(&self) -> Answer<Arc<UserRecord>> {
        if let Some(admin) = users::admins(self.store().reader()).await?.into_iter().next() {
            return Ok(Arc::new(admin));
        }
        let new = NewUser { name: "Administrator".to_owned(), email: "admin@localhost".to_owned(), is_admin: true };
        self.by(Author::operator()).create_user(new, None).await
    }

    /// What the person may do on this page, now.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn power(&self, page: &PageView, user: &UserId) -> Result<Power, StoreError> {
        let is_admin = self.user(user).await?.is_some_and(|it| it.is_admin);
        Ok(Power { is_admin, tasks: page.tasks_of(user, is_admin) })
    }
}

/// What is kept of an invitation.
pub(super) fn digest(invitation: &str) -> String {
    hex::encode(Sha256::digest(invitation.as_bytes()))
}

/// Lower-cased, so that one address is one person.
fn address(given: &str) -> Result<String, Refused> {
    let address = refusal::text("email", given, limits::EMAIL)?.to_lowercase();
    let well_formed = address.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && !host.is_empty() && !host.contains('@') && !address.contains(char::is_whitespace)
    });
    if well_formed {
        return Ok(address);
    }
    Err(Refused::Invalid { field: "email", problem: "expected an address like name@example.org".to_owned() })
}
