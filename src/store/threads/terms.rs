//! What a search finds threads by.
//!
//! A search is the beginning of something in the customer's name, or of the customer's id. So the beginnings are
//! written down: the name from each word on and, for scripts that write words without gaps, from each letter
//! on. A search is then one range of an index, on both databases alike.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};

use crate::{
    id::PageId,
    store::{StoreError, ThreadRecord, Write, sql},
};

const TABLE: &str = "customer_terms";
/// The most characters of a term, and of what is sought.
const LENGTH: usize = 32;
/// The most terms of a thread.
const MOST: usize = 24;

/// Makes new threads, and threads with a new name, findable. Former names go on finding them.
pub async fn add_terms(tx: &Write, threads: &[ThreadRecord]) -> Result<(), StoreError> {
    let rows: Vec<_> = threads
        .iter()
        .flat_map(|thread| {
            let terms = terms(thread.customer_name.as_deref().unwrap_or_default(), thread.state.customer.as_str());
            terms.into_iter().map(|it| [thread.page.get().into(), it.into(), thread.id.get().into()])
        })
        .collect();
    for chunk in rows.chunks(sql::rows_per_statement(3)) {
        let mut insert = sql::insert(TABLE, ["page_id", "term", "thread_id"], chunk.iter().cloned());
        tx.change(insert.on_conflict(OnConflict::new().do_nothing().to_owned())).await?;
    }
    Ok(())
}

/// What is sought, as terms are written; `None` if that is nothing.
pub(super) fn sought(text: &str) -> Option<String> {
    let text = beginning(&normal(text));
    (!text.is_empty()).then_some(text)
}

/// The threads that have a term beginning so, as a column of that name.
pub(super) fn matching(page: PageId, beginning: String, name: &'static str) -> SelectStatement {
    let end = format!("{beginning}{}", char::MAX);
    Query::select()
        .distinct()
        .expr_as(Expr::col("thread_id"), name)
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("term").gte(beginning))
        .and_where(Expr::col("term").lt(end))
        .take()
}

fn terms(name: &str, customer: &str) -> BTreeSet<String> {
    let name = normal(name);
    let words = name.char_indices().filter(|&(at, _)| at == 0 || name[..at].ends_with(' '));
    let letters = name.char_indices().filter(|(_, it)| !it.is_ascii() && it.is_alphabetic());
    let mut terms = BTreeSet::from([beginning(&customer.to_lowercase())]);
    for (at, _) in words.chain(letters) {
        if terms.len() == MOST {
            break;
        }
        terms.insert(beginning(&name[at..]));
    }
    terms
}

/// Lower case, with single blanks between words.
fn normal(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn beginning(text: &str) -> String {
    text.chars().take(LENGTH).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        terms(name, "PSID-7").into_iter().collect()
    }

    #[test]
    fn a_name_is_found_by_each_of_its_words() {
        assert_eq!(of("Ada  King Lovelace"), ["ada king lovelace", "king lovelace", "lovelace", "psid-7"]);
    }

    #[test]
    fn a_name_without_gaps_is_found_by_each_of_its_letters() {
        assert_eq!(of("山田太郎"), ["psid-7", "太郎", "山田太郎", "田太郎", "郎"]);
    }

    #[test]
    fn terms_are_bounded() {
        let terms = of(&"ж".repeat(500));
        assert!(terms.len() <= MOST);
        assert!(terms.iter().all(|it| it.chars().count() <= LENGTH));
        assert!(of(&"word ".repeat(500)).len() <= MOST);
    }

    #[test]
    fn blanks_seek_nothing() {
        assert_eq!(sought(" \t"), None);
        assert_eq!(sought(" KING  L").as_deref(), Some("king l"));
    }
}
