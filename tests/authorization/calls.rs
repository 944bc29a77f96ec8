//! What each row of the table does. `<thread>` and the like are filled in by the scene, anew for each cell.

/// The root fields, each in a document of its own.
pub const CALLS: &[(&str, &str)] = &[
    ("viewer", "{ viewer { isChannel } }"),
    ("page", "{ page(id: <page>) { id } }"),
    ("pages", "{ pages(first: 100) { nodes { id } } }"),
    ("app", "{ app(id: <desk>) { id } }"),
    ("apps", "{ apps(first: 100) { nodes { id } } }"),
    ("thread", "{ thread(id: <thread>) { id } }"),
    ("webhookDeliveries", "{ webhookDeliveries(appId: <app>) { pageInfo { hasNextPage } } }"),
    ("webhookDelivery", "{ webhookDelivery(id: \"wh_1_1_1\") { id } }"),
    ("webhookRedelivery", "{ webhookRedelivery(id: \"rd_1_1\") { id } }"),
    ("auditLog", "{ auditLog(filter: {pageId: <page>} first: 1) { edges { cursor } } }"),
    ("passThreadControl", "threadId: <thread> targetId: <desk>"),
    ("takeThreadControl", "threadId: <thread>"),
    ("requestThreadControl", "threadId: <thread>"),
    ("withdrawThreadControlRequest", "threadId: <waiting>"),
    ("releaseThreadControl", "threadId: <thread>"),
    ("extendThreadControl", "threadId: <thread> duration: 60"),
    ("passThreadMetadata", "threadId: <thread> targetAppId: <desk> metadata: \"a refund\""),
    ("sendMessage", "threadId: <thread> text: \"Hello\""),
    ("sendSurvey", "threadId: <thread> text: \"How was it?\""),
    (
        "setPageMenu",
        "mutation { setPageMenu(input: {pageId: <page> items: [{title: \"A\" payload: \"A\"}]}) { userErrors { code } } }",
    ),
    ("deletePageMenu", "pageId: <page>"),
    (
        "setUserMenu",
        "mutation { setUserMenu(input: {threadId: <thread> items: [{title: \"A\" payload: \"A\"}]}) { userErrors { code } } }",
    ),
    ("deleteUserMenu", "threadId: <thread>"),
    ("replyFromInbox", "threadId: <thread> text: \"Hello\""),
    ("moveThreadToMain", "threadId: <thread>"),
    ("markThreadDone", "threadId: <thread>"),
    ("passThreadFromInbox", "threadId: <main> targetAppId: <desk>"),
    (
        "receiveFeedback",
        "pageId: <page> customerId: <new> messageId: \"m_none\" questionId: \"q\" questionType: NPS answer: \"9\" externalId: <new>",
    ),
    ("markThreadRead", "threadId: <thread>"),
    ("createSavedReply", "pageId: <page> title: \"Hours\" text: \"From nine to five.\""),
    ("updateSavedReply", "id: <reply> title: \"Opening hours\""),
    ("deleteSavedReply", "id: <reply>"),
    ("receivePostback", "pageId: <page> customerId: <new> payload: \"YES\" menu: PAGE externalId: <new>"),
    ("receiveReferral", "pageId: <page> customerId: <new> source: AD key: \"ad-1\" externalId: <new>"),
    ("setEntryPoint", "pageId: <page> source: AD key: <new> appId: <desk>"),
    ("deleteEntryPoint", "id: <entry>"),
    ("receiveMessage", "pageId: <page> customerId: <new> text: \"Hello\" externalId: <new>"),
    ("createPage", "name: \"Shop\" platform: WEB"),
    ("updatePageSettings", "pageId: <page> name: \"Shop\""),
    ("setPrimaryReceiver", "pageId: <page> appId: <app>"),
    ("setPageMember", "pageId: <page> userId: <guest> tasks: [ANALYZE]"),
    ("createApp", "name: \"Bot\""),
    ("reviewApp", "appId: <desk> live: true"),
    ("addAppTester", "appId: <app> customerId: \"ada\""),
    ("removeAppTester", "appId: <app> customerId: \"ada\""),
    ("subscribeApp", "pageId: <page> appId: <desk> fields: [MESSAGES]"),
    ("unsubscribeApp", "pageId: <page> appId: <leaver>"),
    ("issuePageToken", "pageId: <page> appId: <app>"),
    ("issueChannelToken", "pageId: <page>"),
    ("issueUserToken", "userId: <guest>"),
    ("inviteUser", "name: \"Eve\" email: <address>"),
    ("revokeToken", "tokenId: <token>"),
    ("users", "{ users(first: 100) { edges { cursor } } }"),
    ("changePassword", "currentPassword: \"not the one\" newPassword: \"another one\""),
    ("signOutEverywhere", "mutation { signOutEverywhere(input: {}) { userErrors { code } } }"),
    ("beginSecondFactor", "currentPassword: \"not the one\""),
    ("confirmSecondFactor", "code: \"000000\""),
    ("renewRecoveryCodes", "currentPassword: \"not the one\""),
    ("disableSecondFactor", "currentPassword: \"not the one\""),
    ("resetSecondFactor", "userId: <guest>"),
    ("setWebhook", "appId: <desk> url: null"),
    ("enableWebhook", "appId: <desk>"),
    ("rotateAppSecret", "appId: <desk>"),
    ("redeliver", "deliveryId: \"wh_1_1_1\""),
    ("redeliverSince", "appId: <desk> since: \"2026-01-01T00:00:00Z\""),
    ("sendTestEvent", "appId: <desk>"),
    ("controlChanged", "subscription { controlChanged(pageId: <page> after: <cursor>) { epoch } }"),
    ("threadEvents", "subscription { threadEvents(pageId: <page> after: <cursor>) { sequence } }"),
    ("appEvents", "subscription { appEvents(after: <cursor>) { channel } }"),
    ("threadViewers", "subscription { threadViewers(threadId: <thread>) { since } }"),
];

/// Fields that ask for more than whatever leads to them.
pub const GUARDED: &[(&str, &str)] = &[
    ("Thread.messages", "{ thread(id: <thread>) { messages(first: 1) { nodes { text } } } }"),
    (
        "MessageReceived.message",
        "{ thread(id: <thread>) { events(first: 2) { nodes { ... on MessageReceived { message { text } } } } } }",
    ),
    ("App.testers", "{ app(id: <app>) { testers { id } } }"),
    ("Page.threadCounts", "{ page(id: <page>) { threadCounts { idle } } }"),
    ("Page.events", "{ page(id: <page>) { events(last: 1) { nodes { sequence } } } }"),
    ("Page.members", "{ page(id: <page>) { members { tasks } } }"),
    ("Page.savedReplies", "{ page(id: <page>) { savedReplies(first: 1) { nodes { title } } } }"),
    ("User.hasSecondFactor", "{ users(first: 50) { edges { node { hasSecondFactor } } } }"),
];

/// The document that a call stands for: mutations are given by their inputs.
pub fn document(name: &str, call: &str) -> String {
    if call.contains('{') {
        return call.to_owned();
    }
    format!("mutation {{ {name}(input: {{{call}}}) {{ userErrors {{ code }} }} }}")
}
