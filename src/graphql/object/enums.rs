//! The API's enumerations, each a mirror of the protocol's own.

use async_graphql::Enum;

use crate::protocol::{self, Fields, Permissions, Tasks};

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::Platform")]
pub enum Platform {
    Messenger,
    Instagram,
    Web,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::ReleasePolicy")]
pub enum ReleasePolicy {
    /// The thread goes idle (the protocol's default).
    Idle,
    /// Control goes to the longest waiting request, if there is one; else the thread goes idle.
    NextRequest,
}

/// What a person may do on a page.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageTask {
    /// Control threads.
    Moderate,
    /// Reply, move and mark done in the inbox; read messages.
    Messaging,
    /// The page's settings, primary receiver, entry points, subscriptions, members and tokens.
    Manage,
    /// Look, change nothing.
    Analyze,
}

/// What a page access token allows its app to reach.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Read and send messages.
    PagesMessaging,
    /// Change what the app is subscribed to.
    PagesManageMetadata,
}

/// One subscription field of an app on a page: which events reach it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookField {
    Messages,
    MessagingPostbacks,
    MessagingReferrals,
    MessageEchoes,
    MessagingHandovers,
    Standby,
    MessagingFeedback,
    /// Every change of control, with epoch and reason: more than Meta's handover events tell.
    ThreadControl,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlState {
    Idle,
    Controlled,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxFolder {
    /// The inbox controls the thread.
    Main,
    General,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::Action")]
pub enum ThreadAction {
    Pass,
    Take,
    Request,
    Release,
    Extend,
    PassMetadata,
    Send,
    SendAsHumanAgent,
    SetUserMenu,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::MessageTag")]
pub enum MessageTag {
    /// A person wrote it. Lets an app with the human-agent feature send whoever is owner.
    HumanAgent,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::store::MessageStatus")]
pub enum MessageStatus {
    /// A survey that waits for the thread to go idle.
    Held,
    Sent,
    /// A held survey whose app left the page.
    Dropped,
}

/// Why control moved.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::Reason")]
pub enum ControlChangeReason {
    Pass,
    Take,
    Request,
    Release,
    NextRequest,
    IdleTimeout,
    CustomerMessage,
    Postback,
    Menu,
    EntryPoint,
    InboxReply,
    InboxMove,
    InboxDone,
    AppRemoved,
    Admin,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::EntryPointSource")]
pub enum EntryPointSource {
    Ad,
    Link,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::MenuLevel")]
pub enum MenuLevel {
    Page,
    User,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::audience::Channel")]
pub enum AppChannel {
    Messaging,
    Standby,
    Handovers,
}

#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::store::threads::ThreadOrder")]
pub enum ThreadOrder {
    LastActivityDesc,
    LastActivityAsc,
    /// Soonest first; idle threads, which expire never, last.
    ExpiresAtAsc,
}

/// Between a list of names, as the API has it, and a set of flags, as the rules have it.
macro_rules! flags {
    ($name:ident <=> $set:ident { $($item:ident = $flag:ident),+ $(,)? }) => {
        impl $name {
            pub fn list(set: $set) -> Vec<Self> {
                [$((Self::$item, $set::$flag)),+]
                    .into_iter()
                    .filter(|(_, flag)| set.contains(*flag))
                    .map(|(item, _)| item)
                    .collect()
            }

            pub fn set(list: &[Self]) -> $set {
                list.iter().map(|item| match item { $(Self::$item => $set::$flag),+ }).collect()
            }
        }
    };
}

flags!(PageTask <=> Tasks { Moderate = MODERATE, Messaging = MESSAGING, Manage = MANAGE, Analyze = ANALYZE });
flags!(Permission <=> Permissions {
    PagesMessaging = PAGES_MESSAGING,
    PagesManageMetadata = PAGES_MANAGE_METADATA,
});
flags!(WebhookField <=> Fields {
    Messages = MESSAGES,
    MessagingPostbacks = MESSAGING_POSTBACKS,
    MessagingReferrals = MESSAGING_REFERRALS,
    MessageEchoes = MESSAGE_ECHOES,
    MessagingHandovers = MESSAGING_HANDOVERS,
    Standby = STANDBY,
    MessagingFeedback = MESSAGING_FEEDBACK,
    ThreadControl = THREAD_CONTROL,
});
