use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::phrase::strip_phrase;

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is kept as a memory of its subject.
    Remember,
    /// Memories of its subject are looked up.
    Recall,
    /// A persona answers it.
    Converse,
    /// A model answers it.
    Complete,
}

/// As much of a message as rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Message<'text> {
    pub text: &'text str,
    /// Who shall answer, when the sender named somebody.
    pub persona: Option<&'text str>,
}

/// Which rule takes a message, and what is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'rules, 'text> {
    pub rule: &'rules str,
    pub action: Action,
    /// The text without the phrase that chose the rule.
    pub text: &'text str,
}

/// Rules in the order in which they are asked. The last one takes everything.
#[derive(Debug, Clone)]
pub struct Rules {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    name: String,
    action: Action,
    /// The text begins with one of these.
    #[serde(default)]
    starts_with: Vec<String>,
    /// A persona is named, or none is.
    persona: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    rule: Vec<Rule>,
}

/// Why rules can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulesError {
    /// The document is not what rules look like; the text names the line.
    Syntax(String),
    /// Two rules share a name.
    Repeated(String),
    /// `converse` without `persona = true`: nobody would answer.
    NobodyConverses(String),
    /// The last rule has conditions, so that some messages would be nobody's; also when there is no rule.
    NotAll,
}

impl Rules {
    /// Chooses the first rule that takes the message.
    #[must_use]
    pub fn decide<'text>(&self, message: &Message<'text>) -> Decision<'_, 'text> {
        self.rules
            .iter()
            .find_map(|rule| rule.take(message))
            .expect("the last rule takes every message, or the rules could not have been read")
    }
}

impl FromStr for Rules {
    type Err = RulesError;

    /// Reads rules from TOML.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Document { rule: rules } =
            toml::from_str(text).map_err(|error| RulesError::Syntax(error.to_string()))?;
        for (index, rule) in rules.iter().enumerate() {
            if rules[..index].iter().any(|other| other.name == rule.name) {
                return Err(RulesError::Repeated(rule.name.clone()));
            }
            if rule.action == Action::Converse && rule.persona != Some(true) {
                return Err(RulesError::NobodyConverses(rule.name.clone()));
            }
        }
        match rules.last() {
            Some(last) if last.starts_with.is_empty() && last.persona.is_none() => {
                Ok(Self { rules })
            }
            _ => Err(RulesError::NotAll),
        }
    }
}

impl Rule {
    fn take<'rule, 'text>(&'rule self, message: &Message<'text>) -> Option<Decision<'rule, 'text>> {
        if self
            .persona
            .is_some_and(|wanted| wanted != message.persona.is_some())
        {
            return None;
        }
        let text = if self.starts_with.is_empty() {
            message.text.trim()
        } else {
            self.starts_with
                .iter()
                .find_map(|phrase| strip_phrase(message.text, phrase))?
        };
        Some(Decision {
            rule: &self.name,
            action: self.action,
            text,
        })
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(detail) => write!(formatter, "the rules can't be read: {detail}"),
            Self::Repeated(name) => write!(formatter, "two rules are called {name:?}"),
            Self::NobodyConverses(name) => {
                write!(
                    formatter,
                    "the rule {name:?} converses, which needs `persona = true`"
                )
            }
            Self::NotAll => formatter
                .write_str("the last rule must take every message: it may have no conditions"),
        }
    }
}

impl std::error::Error for RulesError {}
