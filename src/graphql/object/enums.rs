//! The API's enumerations, each a mirror of the protocol's own.

use async_graphql::{Enum, resolver_utils::EnumType};

use crate::protocol::{self, EventKind, Fields, PageEvent, Permissions, Tasks};

/// Where the customers of a page write.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::Platform")]
pub enum Platform {
    /// A Facebook Page.
    Messenger,
    /// An Instagram professional account.
    Instagram,
    /// A web chat.
    Web,
}

/// What becomes of a thread that its owner releases.
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
    /// Customers' messages.
    Messages,
    /// Taps on buttons and menu items.
    MessagingPostbacks,
    /// Customers who come through an ad or a link.
    MessagingReferrals,
    /// Messages that others sent.
    MessageEchoes,
    /// Control that was passed, taken or requested, metadata, and roles.
    MessagingHandovers,
    /// What the customer does while somebody else controls the thread.
    Standby,
    /// Answers to surveys.
    MessagingFeedback,
    /// Every change of control, with epoch and reason: more than Meta's handover events tell.
    ThreadControl,
}

/// Whether somebody controls a thread.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlState {
    /// Nobody does.
    Idle,
    /// Its owner does.
    Controlled,
}

/// Where people find a thread in the page's inbox.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxFolder {
    /// The inbox controls the thread.
    Main,
    /// An app controls the thread, or nobody.
    General,
}

/// What an app can do to a thread.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::Action")]
pub enum ThreadAction {
    /// `passThreadControl`
    Pass,
    /// `takeThreadControl`
    Take,
    /// `requestThreadControl`
    Request,
    /// `releaseThreadControl`
    Release,
    /// `extendThreadControl`
    Extend,
    /// `passThreadMetadata`
    PassMetadata,
    /// `sendMessage`
    Send,
    /// `sendMessage` with the tag HUMAN_AGENT
    SendAsHumanAgent,
    /// `setUserMenu` and `deleteUserMenu`
    SetUserMenu,
}

/// Lets a message be sent though the rules are against it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::MessageTag")]
pub enum MessageTag {
    /// A person wrote it. Lets an app with the human-agent feature send whoever is owner.
    HumanAgent,
}

/// What became of a message.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::store::MessageStatus")]
pub enum MessageStatus {
    /// A survey that waits for the thread to go idle.
    Held,
    /// It is on its way.
    Sent,
    /// A held survey whose app left the page.
    Dropped,
}

/// Why control moved.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::Reason")]
pub enum ControlChangeReason {
    /// The owner passed it.
    Pass,
    /// An app took it.
    Take,
    /// An app asked for it while nobody had it.
    Request,
    /// The owner let go.
    Release,
    /// The owner let go, and the longest waiting request came next.
    NextRequest,
    /// Nothing happened for too long.
    IdleTimeout,
    /// The customer wrote to an idle thread.
    CustomerMessage,
    /// The customer tapped a button.
    Postback,
    /// The customer tapped a menu item.
    Menu,
    /// The customer came in where the app waits.
    EntryPoint,
    /// A person replied from the inbox.
    InboxReply,
    /// A person moved the thread to the main folder.
    InboxMove,
    /// A person marked the thread done.
    InboxDone,
    /// The owner left the page.
    AppRemoved,
    /// An administrator stepped in.
    Admin,
}

/// How a customer comes to a page.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::EntryPointSource")]
pub enum EntryPointSource {
    /// Through an advertisement.
    Ad,
    /// Through a link with a ref parameter.
    Link,
}

/// For whom a menu is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::MenuLevel")]
pub enum MenuLevel {
    /// Every customer of the page.
    Page,
    /// One customer: instead of the page's menu.
    User,
}

/// On which of Meta's channels an app hears an event.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::audience::Channel")]
pub enum AppChannel {
    /// To the owner: what the customer did.
    Messaging,
    /// To everyone but the owner: what the customer did.
    Standby,
    /// Changes of control and of roles.
    Handovers,
}

/// What a survey's question asks for.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "protocol::QuestionType")]
pub enum QuestionType {
    /// Customer satisfaction, a score.
    Csat,
    /// Net promoter score.
    Nps,
    /// Customer effort score.
    Ces,
    /// The customer's own words.
    FreeForm,
}

/// What can happen to a thread, under the names of the types of events; and what can happen to a page.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadEventType {
    /// `ControlChanged`
    ControlChanged,
    /// `ControlRequested`
    ControlRequested,
    /// `RequestWithdrawn`
    RequestWithdrawn,
    /// `ControlExtended`
    ControlExtended,
    /// `MetadataPassed`
    MetadataPassed,
    /// `MessageReceived`
    MessageReceived,
    /// `MessageSent`
    MessageSent,
    /// `SurveyHeld`
    SurveyHeld,
    /// `SurveyDropped`
    SurveyDropped,
    /// `PostbackReceived`
    PostbackReceived,
    /// `ReferralReceived`
    ReferralReceived,
    /// `FeedbackReceived`
    FeedbackReceived,
    /// `UserMenuChanged`
    UserMenuChanged,
    /// `FolderChanged`
    FolderChanged,
    /// The app became the page's primary receiver, or is it no more: `app_roles`, which is about no thread.
    RoleChanged,
}

impl ThreadEventType {
    /// Its name in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ControlChanged => EventKind::ControlChanged.name(),
            Self::ControlRequested => EventKind::ControlRequested.name(),
            Self::RequestWithdrawn => EventKind::RequestWithdrawn.name(),
            Self::ControlExtended => EventKind::ControlExtended.name(),
            Self::MetadataPassed => EventKind::MetadataPassed.name(),
            Self::MessageReceived => EventKind::MessageReceived.name(),
            Self::MessageSent => EventKind::MessageSent.name(),
            Self::SurveyHeld => EventKind::SurveyHeld.name(),
            Self::SurveyDropped => EventKind::SurveyDropped.name(),
            Self::PostbackReceived => EventKind::PostbackReceived.name(),
            Self::ReferralReceived => EventKind::ReferralReceived.name(),
            Self::FeedbackReceived => EventKind::FeedbackReceived.name(),
            Self::UserMenuChanged => EventKind::UserMenuChanged.name(),
            Self::FolderChanged => EventKind::FolderChanged.name(),
            Self::RoleChanged => PageEvent::ROLE_CHANGED,
        }
    }

    /// The type of this name.
    pub fn of(name: &str) -> Option<Self> {
        <Self as EnumType>::items().iter().map(|it| it.value).find(|it| it.name() == name)
    }
}

/// Why nothing is sent to a webhook.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::store::DisabledReason")]
pub enum DisabledReason {
    /// It answered with status 410.
    Gone,
    /// It has only failed for five days.
    OnlyFailed,
}

/// What a webhook hears first when it is enabled again.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::directory::GoOn")]
pub enum WebhookGoOn {
    /// All that it has missed.
    WhereItStopped,
    /// What comes from now on.
    Now,
}

/// What has become of an event that was sent to a webhook.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::store::DeliveryStatus")]
pub enum WebhookDeliveryStatus {
    /// The receiver took it.
    Delivered,
    /// It failed, and will be tried again; its thread waits for it.
    Waiting,
    /// It has used up its tries, and its thread has gone on.
    Failed,
}

/// Events to try a webhook with.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::webhooks::Sample")]
pub enum WebhookSample {
    /// A customer's message, to the owner.
    Message,
    /// A tap on a button.
    Postback,
    /// A customer who came through a link.
    Referral,
    /// A message that a person sent from the inbox.
    Echo,
    /// An answer to a survey.
    Feedback,
    /// Control that the inbox passed to the app.
    Handover,
    /// A customer's message, on standby.
    Standby,
    /// The same pass, in the words of the field THREAD_CONTROL.
    ThreadControl,
}

/// How threads are sorted.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::store::threads::ThreadOrder")]
pub enum ThreadOrder {
    /// Latest first.
    LastActivityDesc,
    /// Longest quiet first.
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
