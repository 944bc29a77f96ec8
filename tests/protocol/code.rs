//! The codes of refusals, as clients see them.

use baton::protocol::Refusal;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    Forbidden,
    NotThreadOwner,
    ThreadControlled,
    StaleEpoch,
    TargetNotSubscribed,
    AlreadyOwner,
    NoRequest,
    AppNotReviewed,
    HumanAgentNotApproved,
    OutsideMessagingWindow,
    MenuNotAllowed,
    InboxCannotBePrimary,
    Invalid,
}

impl From<&Refusal> for Code {
    fn from(refusal: &Refusal) -> Self {
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
