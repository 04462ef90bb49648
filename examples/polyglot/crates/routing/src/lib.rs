//! Decides by rules what becomes of a message. Nothing here talks to the network.
//!
//! ```
//! use routing::{Action, Message, Rules};
//!
//! let rules: Rules = r#"
//!     [[rule]]
//!     name = "notes"
//!     action = "remember"
//!     starts_with = ["remember that"]
//!
//!     [[rule]]
//!     name = "rest"
//!     action = "complete"
//! "#
//! .parse()?;
//! let decision = rules.decide(&Message { text: "Remember that Ada drinks tea.", persona: None });
//! assert_eq!((decision.action, decision.text), (Action::Remember, "Ada drinks tea."));
//! # Ok::<(), routing::RulesError>(())
//! ```

mod phrase;
mod rules;

pub use rules::{Action, Decision, Message, Rules, RulesError};
