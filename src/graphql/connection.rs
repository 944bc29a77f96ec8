//! Relay connections over the store's slices.

use async_graphql::{
    ContainerType, Context, Error, OutputType, ServerResult, Value,
    connection::{Connection, CursorType, Edge, EmptyFields, PageInfo},
};

use super::{
    at_hand::{self, Asked, AtHand, Lean, maybe, scalar, text},
    cursor::{Cursor, Key},
    error::bad_input,
};
use crate::store::{Found, Limit, Slice};

/// Rows that a list gives when it is not told how many.
const DEFAULT_ROWS: u32 = 50;
/// Rows that a list gives at most.
pub const MOST_ROWS: i32 = 100;

/// The four arguments of a connection.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

impl Arguments {
    /// # Errors
    ///
    /// BAD_USER_INPUT for both ends at once, a count outside 0 to 100, or a foreign cursor.
    pub fn slice<K: Key>(&self) -> Result<Slice<K>, Error> {
        let limit = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(bad_input("ask for `first` or for `last`, not for both")),
            (None, Some(last)) => Limit::Last(rows("last", last)?),
            (Some(first), None) => Limit::First(rows("first", first)?),
            (None, None) => Limit::First(DEFAULT_ROWS),
        };
        let key = |text: &String| Cursor::<K>::decode(text);
        Ok(Slice {
            after: self.after.as_ref().map(key).transpose()?,
            before: self.before.as_ref().map(key).transpose()?,
            limit,
        })
    }
}

fn rows(name: &str, asked: i32) -> Result<u32, Error> {
    match u32::try_from(asked) {
        Ok(rows) if asked <= MOST_ROWS => Ok(rows),
        _ => Err(bad_input(format!("`{name}` is 0 to {MOST_ROWS}, not {asked}; page on with cursors"))),
    }
}

/// Whether the field being resolved, a connection, is asked what lies beyond its rows.
pub fn asks_for_more(ctx: &Context<'_>) -> bool {
    ctx.look_ahead().field("pageInfo").exists()
}

/// Makes the connection of what was found; each row gives its key and its node.
pub fn connection<K, T, N>(found: Found<T>, of: impl Fn(T) -> (K, N)) -> Connection<Cursor<K>, N>
where
    K: Key,
    N: OutputType,
{
    let mut connection = Connection::new(found.has_previous, found.has_next);
    connection.edges = found
        .rows
        .into_iter()
        .map(|row| {
            let (key, node) = of(row);
            Edge::with_additional_fields(Cursor(key), node, EmptyFields)
        })
        .collect();
    connection
}

impl<K: Key, N: AtHand> AtHand for Connection<Cursor<K>, Lean<N>> {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "pageInfo" => asked.object(&PageInfo {
                has_previous_page: self.has_previous_page,
                has_next_page: self.has_next_page,
                start_cursor: self.edges.first().map(|it| it.cursor.encode_cursor()),
                end_cursor: self.edges.last().map(|it| it.cursor.encode_cursor()),
            }),
            "nodes" => asked.list(self.edges.iter().map(|it| &it.node.0)),
            "edges" => asked.list(self.edges.iter()),
            _ => None,
        }
    }

    async fn resolve_left(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        match ctx.item.node.name.node.as_str() {
            "nodes" => at_hand::list(ctx, self.edges.iter().map(|it| &it.node)).await.map(Some),
            "edges" => at_hand::list(ctx, self.edges.iter().map(Lean)).await.map(Some),
            _ => self.resolve_field(ctx).await,
        }
    }
}

impl<K: Key, N: AtHand> AtHand for Edge<Cursor<K>, Lean<N>, EmptyFields> {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "cursor" => Some(text(self.cursor.encode_cursor())),
            "node" => asked.object(&self.node.0),
            _ => None,
        }
    }
}

impl AtHand for PageInfo {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        Some(match asked.name() {
            "hasPreviousPage" => scalar(&self.has_previous_page),
            "hasNextPage" => scalar(&self.has_next_page),
            "startCursor" => maybe(self.start_cursor.clone()),
            "endCursor" => maybe(self.end_cursor.clone()),
            _ => return None,
        })
    }
}
