//! Every code under which a call is refused, and what the Graph API answers in the same case: one table, from which
//! GraphQL's `UserError.subcode`, the Graph API's errors, their tests and `docs/graph-api.md` are made.

use crate::protocol::Refusal;

/// Why a call is refused: the members of GraphQL's `UserErrorCode`, and the codes of requests that were refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    NotThreadOwner,
    ThreadControlled,
    StaleEpoch,
    TargetNotSubscribed,
    AlreadyOwner,
    NoRequest,
    AppNotReviewed,
    HumanAgentNotApproved,
    OutsideMessagingWindow,
    InboxCannotBePrimary,
    MenuNotAllowed,
    Invalid,
    Conflict,
    BadUserInput,
    NotFound,
    Unauthenticated,
    Forbidden,
    RateLimited,
    Internal,
}

/// What the Graph API answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graph {
    /// Of HTTP.
    pub status: u16,
    /// `error.code`
    pub code: u16,
    /// `error.error_subcode`; left out where Meta has none.
    pub subcode: Option<u32>,
    /// Meta's own words for the case; ours where it has none, or where ours say more.
    pub words: Option<&'static str>,
}

impl Code {
    pub const ALL: [Self; 19] = [
        Self::NotThreadOwner,
        Self::ThreadControlled,
        Self::StaleEpoch,
        Self::TargetNotSubscribed,
        Self::AlreadyOwner,
        Self::NoRequest,
        Self::AppNotReviewed,
        Self::HumanAgentNotApproved,
        Self::OutsideMessagingWindow,
        Self::InboxCannotBePrimary,
        Self::MenuNotAllowed,
        Self::Invalid,
        Self::Conflict,
        Self::BadUserInput,
        Self::NotFound,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::RateLimited,
        Self::Internal,
    ];

    /// As GraphQL spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotThreadOwner => "NOT_THREAD_OWNER",
            Self::ThreadControlled => "THREAD_CONTROLLED",
            Self::StaleEpoch => "STALE_EPOCH",
            Self::TargetNotSubscribed => "TARGET_NOT_SUBSCRIBED",
            Self::AlreadyOwner => "ALREADY_OWNER",
            Self::NoRequest => "NO_REQUEST",
            Self::AppNotReviewed => "APP_NOT_REVIEWED",
            Self::HumanAgentNotApproved => "HUMAN_AGENT_NOT_APPROVED",
            Self::OutsideMessagingWindow => "OUTSIDE_MESSAGING_WINDOW",
            Self::InboxCannotBePrimary => "INBOX_CANNOT_BE_PRIMARY",
            Self::MenuNotAllowed => "MENU_NOT_ALLOWED",
            Self::Invalid => "INVALID",
            Self::Conflict => "CONFLICT",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::RateLimited => "RATE_LIMITED",
            Self::Internal => "INTERNAL",
        }
    }

    /// What the Graph API answers in the same case: Meta's own code where it documents one, else the nearest.
    pub const fn graph(self) -> Graph {
        match self {
            Self::NotThreadOwner => refused(10, 2_018_300)
                .saying("Message failed to send because another app is controlling this thread now."),
            // A role that the app does not have: no subcode is documented.
            Self::ThreadControlled => plain(10),
            Self::TargetNotSubscribed => refused(100, 2_018_164).saying("Incorrect App ID."),
            Self::AppNotReviewed => refused(200, 2_018_028).saying(
                "Cannot message users who are not admins, developers or testers of the app until pages_messaging \
                 permission is reviewed and the app is live.",
            ),
            Self::HumanAgentNotApproved => {
                refused(10, 1_404_170).saying("Application does not have permission for this action")
            }
            Self::OutsideMessagingWindow => {
                refused(10, 2_018_278).saying("This message is sent outside of allowed window.")
            }
            Self::MenuNotAllowed => plain(100)
                .saying("Cannot set persistent menu because your app is not set as the primary app for the page."),
            Self::StaleEpoch
            | Self::AlreadyOwner
            | Self::NoRequest
            | Self::InboxCannotBePrimary
            | Self::Invalid
            | Self::Conflict
            | Self::BadUserInput => plain(100),
            Self::NotFound => refused(100, 2_018_001).saying("No matching user found"),
            Self::Unauthenticated => plain(190).saying("Invalid OAuth access token."),
            Self::Forbidden => plain(200),
            Self::RateLimited => plain(4).saying("Application request limit reached"),
            Self::Internal => Graph { status: 500, ..plain(2) },
        }
    }

    /// [`Code::Forbidden`] for what is not allowed at all; every other one is a `UserErrorCode`.
    pub const fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Forbidden(_) => Self::Forbidden,
            Refusal::NotThreadOwner { .. } => Self::NotThreadOwner,
            Refusal::ThreadControlled { .. } => Self::ThreadControlled,
            Refusal::StaleEpoch { .. } => Self::StaleEpoch,
            Refusal::TargetNotSubscribed => Self::TargetNotSubscribed,
            Refusal::AlreadyOwner => Self::AlreadyOwner,
            Refusal::NoRequest => Self::NoRequest,
            Refusal::AppNotReviewed { .. } => Self::AppNotReviewed,
            Refusal::HumanAgentNotApproved => Self::HumanAgentNotApproved,
            Refusal::OutsideMessagingWindow { .. } => Self::OutsideMessagingWindow,
            Refusal::MenuNotAllowed { .. } => Self::MenuNotAllowed,
            Refusal::InboxCannotBePrimary => Self::InboxCannotBePrimary,
            Refusal::Invalid { .. } => Self::Invalid,
        }
    }
}

impl Graph {
    const fn saying(self, words: &'static str) -> Self {
        Self { words: Some(words), ..self }
    }
}

const fn plain(code: u16) -> Graph {
    Graph { status: 400, code, subcode: None, words: None }
}

const fn refused(code: u16, subcode: u32) -> Graph {
    Graph { subcode: Some(subcode), ..plain(code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_in_the_list_once() {
        for code in Code::ALL {
            assert_eq!(Code::ALL.iter().filter(|it| it.name() == code.name()).count(), 1, "{code:?}");
        }
    }
}
