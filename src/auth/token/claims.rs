//! What a token carries, and the way between that and the record of it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    id::{AppId, PageId, TokenId, UserId},
    protocol::Permissions,
    store::{TokenRecord, TokenScope},
    time::{Seconds, Timestamp},
};

pub(super) const ISSUER: &str = "baton";
pub(super) const AUDIENCE: &str = "baton";

/// The registered claims of RFC 7519, and the scope. Times are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) sub: String,
    pub(super) jti: TokenId,
    pub(super) iat: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) exp: Option<i64>,
    pub(super) scope: Scope,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Scope {
    Page {
        page: PageId,
        app: AppId,
        asked_by: UserId,
        #[serde(serialize_with = "write_names", deserialize_with = "read_names")]
        permissions: Permissions,
    },
    Channel {
        page: PageId,
    },
    User {
        user: UserId,
    },
}

impl Claims {
    pub(super) fn of(record: &TokenRecord) -> Self {
        let (sub, scope) = match record.scope.clone() {
            TokenScope::Page { page, app, asked_by, permissions } => {
                (format!("app:{app}"), Scope::Page { page, app, asked_by, permissions })
            }
            TokenScope::Channel { page } => (format!("channel:{page}"), Scope::Channel { page }),
            TokenScope::User { user } => (format!("user:{user}"), Scope::User { user }),
        };
        Self {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub,
            jti: record.id.clone(),
            iat: seconds(record.issued_at),
            exp: record.expires_at.map(seconds),
            scope,
        }
    }

    pub(super) fn into_record(self) -> TokenRecord {
        TokenRecord {
            id: self.jti,
            scope: match self.scope {
                Scope::Page { page, app, asked_by, permissions } => {
                    TokenScope::Page { page, app, asked_by, permissions }
                }
                Scope::Channel { page } => TokenScope::Channel { page },
                Scope::User { user } => TokenScope::User { user },
            },
            issued_at: timestamp(self.iat),
            expires_at: self.exp.map(timestamp),
            revoked_at: None,
        }
    }
}

const fn seconds(at: Timestamp) -> i64 {
    at.millis().div_euclid(1_000)
}

fn timestamp(seconds: i64) -> Timestamp {
    Timestamp::default() + Seconds(seconds)
}

fn write_names<S: Serializer>(permissions: &Permissions, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(permissions.iter_names().map(|(name, _)| name))
}

fn read_names<'de, D: Deserializer<'de>>(from: D) -> Result<Permissions, D::Error> {
    let names = Vec::<String>::deserialize(from)?;
    let one = |name: &String| Permissions::from_name(name).ok_or_else(|| de::Error::custom("no such permission"));
    names.iter().map(one).collect()
}
