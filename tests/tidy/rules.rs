//! Every rule of the protocol has a test, and a place on the page that explains them.

use super::{check, files::files, is_word, rust};

/// The rules by the names that they have in the protocol's description.
const RULES: &[(&str, &[&str])] = &[
    (
        "Control",
        &[
            "one_owner",
            "starts_idle",
            "idle_goes_to_primary",
            "primary_must_reach",
            "pass_by_owner",
            "take_when_idle",
            "take_by_primary",
            "take_by_owner_is_nothing",
            "request_when_idle",
            "request_waits",
            "request_ends",
            "release_by_owner",
            "extend_by_owner",
            "idle_timeout",
            "timeout_on_time",
            "metadata_without_control",
            "fenced",
        ],
    ),
    ("Sending", &["send_by_owner", "human_agent_exception", "survey_waits", "window", "same_key_once"]),
    (
        "What customers tap",
        &[
            "postback_to_creator",
            "menu_to_creator",
            "creator_gone",
            "page_menu",
            "user_menu",
            "menu_limits",
            "entry_point",
        ],
    ),
    (
        "The inbox",
        &[
            "inbox_never_primary",
            "inbox_reply_takes",
            "inbox_move_takes",
            "inbox_done_releases",
            "inbox_reply_to_done",
            "folders",
            "done_mark",
            "inbox_passes",
        ],
    ),
    (
        "Who may",
        &[
            "token_page",
            "token_moderate",
            "tasks",
            "token_messaging",
            "token_revoked",
            "review_live",
            "review_human_agent",
            "must_be_subscribed",
            "leaving",
        ],
    ),
    (
        "What apps hear",
        &[
            "messaging_to_owner",
            "standby_to_others",
            "handovers",
            "thread_control_field",
            "echoes",
            "by_field",
            "in_order",
        ],
    ),
];

fn rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().flat_map(|(_, names)| names.iter().copied())
}

#[test]
fn every_rule_has_a_test() {
    let tests: Vec<_> = rust(&["tests"]).filter(|file| !file.path.ends_with("tidy/rules.rs")).collect();
    let untested = rules().filter(|rule| !tests.iter().any(|file| is_tested_in(&file.text, rule)));
    check(
        &untested
            .map(|rule| format!("{rule}: no test has its name; write one, or name it in a test's comment"))
            .collect::<Vec<_>>(),
    );
}

/// A test's name begins with the rule's, or a comment gives it in backticks.
fn is_tested_in(text: &str, rule: &str) -> bool {
    let is_named = |(place, name): (usize, &str)| !text[place + name.len()..].starts_with(char::is_alphanumeric);
    let (function, quoted) = (format!("fn {rule}"), format!("`{rule}`"));
    text.match_indices(&function).any(is_named)
        || text.lines().filter(|line| line.trim_start().starts_with("//")).any(|line| line.contains(&quoted))
}

#[test]
fn comments_name_rules_that_there_are() {
    let mut problems = Vec::new();
    for file in rust(&["src"]) {
        for (number, line) in file.text.lines().enumerate() {
            let named = line.split("protocol.md: ").skip(1).filter_map(|it| it.split(|c| !is_word(c)).next());
            for name in named.filter(|name| name.contains('_') && rules().all(|rule| rule != *name)) {
                problems.push(file.at(number + 1, &format!("no rule is called {name}; use the protocol's name")));
            }
        }
    }
    check(&problems);
}

#[test]
fn the_page_for_authors_of_apps_explains_every_rule() {
    let docs = files(&["docs"]);
    let page = docs.iter().find(|file| file.name() == "protocol.md").expect("docs/protocol.md is there");
    let missing = rules().filter(|rule| !page.text.contains(&format!("`{rule}`")));
    check(&missing.map(|rule| page.at(1, &format!("does not mention `{rule}`; explain it"))).collect::<Vec<_>>());
}
