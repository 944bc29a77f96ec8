//! The access table: what each caller gets from each root field, and from each field that asks for more
//! than what leads to it. A field of the schema that stands in no row fails the test.

use std::collections::BTreeSet;

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};

use crate::{
    calls::{CALLS, GUARDED, document},
    scene::{Scene, in_both_scenes},
};

/// Callers: nobody; a person without a task; the app's token for another page (`token_page`); the app's token that a
/// person without MODERATE asked for; one without PAGES_MESSAGING; one with everything; people with the
/// task MODERATE, MANAGE or ANALYZE; the page's channel; an administrator.
///
/// Cells: `401` UNAUTHENTICATED, `403` FORBIDDEN, `404` NOT_FOUND, `null` and `[]` for what is not shown,
/// `ok`, or the code of a refusal in the payload.
const TABLE: &str = "
                              anonymous stranger elsewhere no-moderate no-messaging app moderate manage analyze channel admin
 viewer                       401       ok       ok        ok          ok           ok  ok       ok     ok      ok      ok
 page                         401       null     null      ok          ok           ok  ok       ok     ok      ok      ok
 pages                        401       []       []        ok          ok           ok  ok       ok     ok      ok      ok
 app                          401       null     null      ok          ok           ok  ok       ok     ok      ok      ok
 apps                         401       []       []        ok          ok           ok  ok       ok     ok      ok      ok
 thread                       401       null     null      ok          ok           ok  ok       ok     ok      ok      ok
 users                        401       403      403       403         403          403 403      ok     403     403     ok

 webhookDeliveries            401       403      ok        ok          403          ok  403      403    403     403     ok
 webhookDelivery              401       403      403       403         403          403 403      403    403     403     null
 webhookRedelivery            401       403      403       403         403          403 403      403    403     403     null
 webhookRedeliveries          401       403      403       403         403          403 403      403    403     403     ok
 webhookFailures              401       403      403       403         403          403 403      403    403     403     ok
 auditLog                     401       404      403       403         403          403 403      ok     403     403     ok

 passThreadControl            401       404      404       403         ok           ok  403      403    403     403     403
 takeThreadControl            401       404      404       403         ok           ok  403      403    403     403     403
 requestThreadControl         401       404      404       403         ok           ok  403      403    403     403     403
 withdrawThreadControlRequest 401       404      404       403         ok           ok  403      403    403     403     403
 releaseThreadControl         401       404      404       403         ok           ok  403      403    403     403     403
 extendThreadControl          401       404      404       403         ok           ok  403      403    403     403     403
 passThreadMetadata           401       404      404       403         ok           ok  403      403    403     403     403

 sendMessage                  401       404      404       ok          403          ok  403      403    403     403     403
 sendSurvey                   401       404      404       ok          403          ok  403      403    403     403     403
 setPageMenu                  401       403      404       ok          ok           ok  403      403    403     403     403
 deletePageMenu               401       403      404       ok          ok           ok  403      403    403     403     403
 setUserMenu                  401       404      404       ok          ok           ok  403      403    403     403     403
 deleteUserMenu               401       404      404       ok          ok           ok  403      403    403     403     403

 replyFromInbox               401       404      404       403         403          403 ok       403    403     403     ok
 moveThreadToMain             401       404      404       403         403          403 ok       403    403     403     ok
 markThreadDone               401       404      404       403         403          403 ok       403    403     403     ok
 passThreadFromInbox          401       404      404       403         403          403 ok       403    403     403     ok
 markThreadRead               401       404      403       403         403          403 ok       403    403     403     ok
 createSavedReply             401       404      403       403         403          403 ok       ok     403     403     ok
 updateSavedReply             401       404      403       403         403          403 ok       ok     403     403     ok
 deleteSavedReply             401       404      403       403         403          403 ok       ok     403     403     ok

 receiveMessage               401       403      403       403         403          403 403      403    403     ok      403
 receiveFeedback              401       403      403       403         403          403 403      403    403     INVALID 403
 receivePostback              401       403      403       403         403          403 403      403    403     ok      403
 receiveReferral              401       403      403       403         403          403 403      403    403     ok      403

 createPage                   401       403      403       403         403          403 403      403    403     403     ok
 updatePageSettings           401       404      403       403         403          403 403      ok     403     403     ok
 setPrimaryReceiver           401       404      403       403         403          403 403      ok     403     403     ok
 setEntryPoint                401       404      403       403         403          403 403      ok     403     403     ok
 deleteEntryPoint             401       404      403       403         403          403 403      ok     403     403     ok
 setPageMember                401       404      403       403         403          403 403      ok     403     403     ok
 createApp                    401       403      403       403         403          403 403      403    403     403     ok
 reviewApp                    401       403      403       403         403          403 403      403    403     403     ok
 addAppTester                 401       403      403       403         403          403 403      403    403     403     ok
 removeAppTester              401       403      403       403         403          403 403      403    403     403     ok
 subscribeApp                 401       404      403       403         403          403 403      ok     403     403     ok
 unsubscribeApp               401       404      403       403         403          403 403      ok     403     403     ok

 issuePageToken               401       404      403       403         403          403 403      ok     403     403     ok
 issueChannelToken            401       404      403       403         403          403 403      ok     403     403     ok
 issueUserToken               401       403      403       403         403          403 403      403    403     403     ok
 inviteUser                   401       403      403       403         403          403 403      403    403     403     ok
 revokeToken                  401       404      403       403         403          403 404      ok     404     403     ok

 changePassword               401       INVALID  403       403         403          403 INVALID  INVALID INVALID 403    INVALID
 signOutEverywhere            401       ok       403       403         403          403 ok       ok     ok      403     ok
 beginSecondFactor            401       INVALID  403       403         403          403 INVALID  INVALID INVALID 403    INVALID
 confirmSecondFactor          401       INVALID  403       403         403          403 INVALID  INVALID INVALID 403    INVALID
 renewRecoveryCodes           401       INVALID  403       403         403          403 INVALID  INVALID INVALID 403    INVALID
 disableSecondFactor          401       INVALID  403       403         403          403 INVALID  INVALID INVALID 403    INVALID
 resetSecondFactor            401       403      403       403         403          403 403      403    403     403     ok

 setWebhook                   401       403      403       403         403          403 403      403    403     403     ok
 enableWebhook                401       403      403       403         403          403 403      403    403     403     404
 rotateAppSecret              401       403      403       403         403          403 403      403    403     403     ok
 redeliver                    401       403      403       403         403          403 403      403    403     403     404
 redeliverSince               401       403      403       403         403          403 403      403    403     403     404
 cancelRedelivery             401       403      403       403         403          403 403      403    403     403     404
 sendTestEvent                401       403      403       403         403          403 403      403    403     403     404

 controlChanged               401       404      404       ok          ok           ok  ok       ok     ok      403     ok
 threadEvents                 401       404      404       ok          ok           ok  ok       ok     ok      403     ok
 appEvents                    401       403      ok        ok          ok           ok  403      403    403     403     403
 threadViewers                401       404      403       403         403          403 ok       403    403     403     ok
";

/// The same for fields further in.
const FIELDS: &str = "
                              anonymous stranger elsewhere no-moderate no-messaging app moderate manage analyze channel admin
 Thread.messages              401       null     null      ok          403          ok  ok       403    403     403     ok
 MessageReceived.message      401       null     null      ok          403          ok  ok       403    403     403     ok
 App.testers                  401       null     ok        ok          ok           ok  403      403    403     403     ok
 Page.threadCounts            401       null     null      403         403          403 ok       ok     ok      403     ok
 Page.events                  401       null     null      403         403          403 ok       ok     ok      403     ok
 Page.routing                 401       null     null      403         403          403 ok       ok     ok      403     ok
 Page.members                 401       null     null      403         403          403 403      ok     403     403     ok
 Page.savedReplies            401       null     null      403         403          403 ok       ok     403     403     ok
 User.hasSecondFactor         401       403      403       403         403          403 403      403    403     403     ok
";

/// Root fields that do not stand in the table yet. This list only shrinks.
const UNLISTED: &[&str] = &[];

in_both_scenes!(every_root_field_answers_every_caller_as_the_table_says, fields_ask_for_more_where_the_table_says,);

async fn every_root_field_answers_every_caller_as_the_table_says(scene: Scene) {
    execute(&scene, TABLE, CALLS).await;
}

async fn fields_ask_for_more_where_the_table_says(scene: Scene) {
    execute(&scene, FIELDS, GUARDED).await;
}

async fn execute(scene: &Scene, table: &str, calls: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (field, caller, expected) in cells(table) {
        let call = calls.iter().find(|it| it.0 == field).unwrap_or_else(|| panic!("nothing calls {field}"));
        let found = scene.call(&scene.server, scene.token(caller), &document(field, call.1)).await;
        if found != expected {
            wrong.push(format!("{field} by {caller}: expected {expected}, got {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_root_field_is_missing_from_the_table() {
    let mut listed: BTreeSet<String> = cells(TABLE).map(|it| it.0.to_owned()).collect();
    for name in UNLISTED {
        assert!(listed.insert((*name).to_owned()), "{name} stands in the table: take it off the exceptions");
    }
    assert_eq!(listed, root_fields());
}

/// Field, caller and what is expected.
fn cells(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let callers: Vec<&str> = lines.next().unwrap_or_default().split_whitespace().collect();
    lines.flat_map(move |line| {
        let mut words = line.split_whitespace();
        let field = words.next().unwrap_or_default();
        let expected: Vec<&str> = words.collect();
        assert_eq!(expected.len(), callers.len(), "{line}");
        callers.clone().into_iter().zip(expected).map(move |(caller, expected)| (field, caller, expected))
    })
}

fn root_fields() -> BTreeSet<String> {
    let schema = parse_schema(baton::app::schema()).expect("the schema parses");
    let mut fields = BTreeSet::new();
    for definition in schema.definitions {
        let TypeSystemDefinition::Type(it) = definition else { continue };
        let is_root = ["Query", "Mutation", "Subscription"].contains(&it.node.name.node.as_str());
        if let (true, TypeKind::Object(object)) = (is_root, it.node.kind) {
            fields.extend(object.fields.into_iter().map(|field| field.node.name.node.to_string()));
        }
    }
    fields
}
