//! The rules as a user writes them.

use routing::{Action, Message, Rules, RulesError};

const RULES: &str = r#"
    [[rule]]
    name = "notes"
    action = "remember"
    starts_with = ["remember", "note that"]

    [[rule]]
    name = "talk"
    action = "converse"
    persona = true

    [[rule]]
    name = "rest"
    action = "complete"
"#;

fn decide(text: &str, persona: Option<&str>) -> (String, Action, String) {
    let rules: Rules = RULES.parse().expect("the rules are right");
    let decision = rules.decide(&Message { text, persona });
    (
        decision.rule.to_owned(),
        decision.action,
        decision.text.to_owned(),
    )
}

fn refused(text: &str) -> RulesError {
    text.parse::<Rules>().expect_err("the rules are wrong")
}

#[test]
fn the_first_rule_that_fits_takes_the_message() {
    assert_eq!(decide("note that tea helps", Some("sage")).0, "notes");
    assert_eq!(decide("does tea help?", Some("sage")).0, "talk");
    assert_eq!(decide("does tea help?", None).0, "rest");
}

#[test]
fn the_phrase_is_taken_off_the_text() {
    assert_eq!(decide("Note that tea helps", None).2, "tea helps");
    assert_eq!(decide(" does tea help? ", None).2, "does tea help?");
}

#[test]
fn an_unknown_key_is_told_with_its_line() {
    let RulesError::Syntax(detail) = refused("[[rule]]\nname = \"a\"\nacton = \"recall\"\n") else {
        panic!("not a matter of syntax");
    };
    assert!(
        detail.contains("line 3") && detail.contains("acton"),
        "{detail}"
    );
}

#[test]
fn rules_that_leave_messages_over_are_refused() {
    assert_eq!(refused(""), RulesError::NotAll);
    assert_eq!(
        refused("[[rule]]\nname = \"a\"\naction = \"recall\"\npersona = false\n"),
        RulesError::NotAll
    );
}

#[test]
fn names_are_unique_and_a_conversation_needs_a_persona() {
    let rest = "[[rule]]\nname = \"rest\"\naction = \"complete\"\n";
    assert_eq!(
        refused(&rest.repeat(2)),
        RulesError::Repeated("rest".to_owned())
    );
    assert_eq!(
        refused(&rest.replace("complete", "converse")),
        RulesError::NobodyConverses("rest".to_owned())
    );
}
