//! Accounts at an OpenID provider, and whose they are.

use serde_json::json;

use super::{Answer, Editor, NewUser, limits, told};
use crate::{
    id::UserId,
    store::{AuditKind, Entry, identities, invitations, users},
};

/// An account, as its provider vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub issuer: String,
    /// The provider's own name of it, which never changes.
    pub subject: String,
    /// The address, if the provider has verified it.
    pub email: Option<String>,
    pub name: Option<String>,
}

impl Editor {
    /// Whose account it is. One that is new here becomes that of the person with its address; if there is none, and the
    /// address is of one of these domains, that of a person made for it, without any page.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn owner_of(&self, account: &Account, domains: &[String]) -> Answer<Option<UserId>> {
        if let Some(user) = identities::find(self.store().reader(), &account.issuer, &account.subject).await? {
            return Ok(Some(user));
        }
        let Some(email) = &account.email else { return Ok(None) };
        let change = self.change().await?;
        let user = match users::find_by_email(&*change, email).await? {
            Some((user, _)) => user.id,
            None if is_of(email, domains) => {
                let new = NewUser { name: account.called(), email: email.clone(), is_admin: false };
                let record = self.insert_user(&change, new, None).await?;
                change.note(Entry::new(AuditKind::UserCreated, &record.id).after(told::user(&record))).await?;
                record.id
            }
            None => return Ok(None),
        };
        identities::insert(&change, &account.issuer, &account.subject, &user, self.now()).await?;
        // Whoever had the link of an invitation could choose a password for a person who has come in otherwise.
        invitations::remove_of(&change, &user).await?;
        let after = json!({ "issuer": account.issuer, "subject": account.subject });
        change.commit(Entry::new(AuditKind::IdentityLinked, &user).after(after)).await?;
        Ok(Some(user))
    }
}

impl Account {
    /// What the provider calls its owner, as far as that can be a name here.
    fn called(&self) -> String {
        let name = self.name.as_deref().unwrap_or_default().trim();
        let name: String = name.chars().filter(|it| !it.is_control()).take(*limits::NAME.end()).collect();
        if name.is_empty() { self.email.clone().unwrap_or_default() } else { name }
    }
}

/// Whether the address is of one of these domains, to the letter.
fn is_of(email: &str, domains: &[String]) -> bool {
    email.rsplit_once('@').is_some_and(|(_, domain)| domains.iter().any(|it| it.eq_ignore_ascii_case(domain)))
}
