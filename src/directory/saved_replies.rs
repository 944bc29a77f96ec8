//! Texts that the people of a page answer with again and again.

use serde_json::{Value, json};

use super::{Answer, Directory, Editor, Problem, Refused, limits, pages::taken, refusal};
use crate::{
    id::{PageId, SavedReplyId},
    store::{AuditKind, Entry, Found, SavedReplyRecord, Slice, pages, saved_replies},
};

/// What a saved reply is to say.
#[derive(Clone, Debug)]
pub struct NewReply {
    pub title: String,
    pub text: String,
    pub shortcut: Option<String>,
}

/// What of a saved reply changes; `None` stays. A shortcut that is empty goes.
#[derive(Clone, Debug, Default)]
pub struct ReplyChange {
    pub title: Option<String>,
    pub text: Option<String>,
    pub shortcut: Option<String>,
}

impl Editor {
    /// # Errors
    ///
    /// INVALID values; CONFLICT if another reply has the shortcut; the page does not exist.
    pub async fn create_saved_reply(&self, page: PageId, new: NewReply) -> Answer<SavedReplyRecord> {
        let now = self.now();
        let change = self.act().await?;
        pages::find(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        let there = usize::try_from(saved_replies::count(&*change, page).await?).unwrap_or(usize::MAX);
        refusal::room("title", there, limits::SAVED_REPLIES, "saved replies a page")?;
        let record = SavedReplyRecord {
            id: self.ids().saved_reply_id(now),
            page,
            title: refusal::text("title", &new.title, limits::NAME)?,
            text: text(&new.text)?,
            shortcut: new.shortcut.as_deref().map(shortcut).transpose()?.flatten(),
            updated_at: now,
        };
        saved_replies::insert(&change, &record).await.map_err(in_use)?;
        let entry = Entry::new(AuditKind::SavedReplyCreated, &record.id).on(page);
        change.commit(entry.after(told(&record))).await?;
        Ok(record)
    }

    /// # Errors
    ///
    /// INVALID values; CONFLICT if another reply has the shortcut; the page has no such reply.
    pub async fn update_saved_reply(
        &self,
        page: PageId,
        id: SavedReplyId,
        reply: ReplyChange,
    ) -> Answer<SavedReplyRecord> {
        let change = self.act().await?;
        let before = saved_replies::find(&*change, id).await?.filter(|it| it.page == page);
        let before = before.ok_or(Problem::NotFound("the saved reply"))?;
        let mut record = SavedReplyRecord { updated_at: self.now(), ..before.clone() };
        if let Some(title) = reply.title {
            record.title = refusal::text("title", &title, limits::NAME)?;
        }
        if let Some(given) = reply.text {
            record.text = text(&given)?;
        }
        if let Some(given) = reply.shortcut {
            record.shortcut = shortcut(&given)?;
        }
        saved_replies::update(&change, &record).await.map_err(in_use)?;
        let entry = Entry::new(AuditKind::SavedReplyUpdated, &id).on(page);
        change.commit(entry.before(told(&before)).after(told(&record))).await?;
        Ok(record)
    }

    /// # Errors
    ///
    /// The page has no such reply.
    pub async fn delete_saved_reply(&self, page: PageId, id: SavedReplyId) -> Answer<()> {
        let change = self.act().await?;
        let before = saved_replies::find(&*change, id).await?.filter(|it| it.page == page);
        let before = before.ok_or(Problem::NotFound("the saved reply"))?;
        saved_replies::delete(&change, page, id).await?;
        Ok(change.commit(Entry::new(AuditKind::SavedReplyDeleted, &id).on(page).before(told(&before))).await?)
    }
}

impl Directory {
    /// A slice of a page's, by id.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn saved_replies(&self, page: PageId, slice: &Slice<SavedReplyId>) -> Answer<Found<SavedReplyRecord>> {
        Ok(saved_replies::list(self.store().reader(), page, slice).await?)
    }

    /// For callers that then ask whether they may know of its page.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn saved_reply(&self, id: SavedReplyId) -> Answer<Option<SavedReplyRecord>> {
        Ok(saved_replies::find(self.store().reader(), id).await?)
    }
}

/// Lines may end; other control characters are not for customers.
fn text(given: &str) -> Result<String, Refused> {
    let text = given.trim();
    let count = text.chars().count();
    if !limits::SAVED_REPLY_TEXT.contains(&count) {
        let most = limits::SAVED_REPLY_TEXT.end();
        let problem = format!("1 to {most} characters are allowed, {count} were given");
        return Err(Refused::Invalid { field: "text", problem });
    }
    if text.chars().any(|it| it.is_control() && it != '\n') {
        return Err(Refused::Invalid { field: "text", problem: "control characters are not allowed".to_owned() });
    }
    Ok(text.to_owned())
}

/// One word, in lower case; an empty one is none.
fn shortcut(given: &str) -> Result<Option<String>, Refused> {
    let word = given.trim().to_lowercase();
    if word.is_empty() {
        return Ok(None);
    }
    if word.chars().any(char::is_whitespace) {
        return Err(Refused::Invalid { field: "shortcut", problem: "blanks are not allowed".to_owned() });
    }
    refusal::text("shortcut", &word, limits::SHORTCUT).map(Some)
}

fn in_use(error: crate::store::StoreError) -> Problem {
    taken(error, "shortcut", "a saved reply with this shortcut")
}

fn told(it: &SavedReplyRecord) -> Value {
    json!({ "title": it.title, "text": it.text, "shortcut": it.shortcut })
}
