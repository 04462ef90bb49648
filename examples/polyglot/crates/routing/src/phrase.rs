//! Compares the beginnings of texts as people would.

/// Gives what follows `phrase` in `text`, whatever the case of letters and the amount of white space; `None` when the
/// text begins otherwise, or goes on in the middle of a word.
pub(crate) fn strip_phrase<'text>(text: &'text str, phrase: &str) -> Option<&'text str> {
    let mut rest = text.trim_start();
    for wanted in phrase.split_whitespace() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let bare = word.trim_end_matches([',', ':', ';']);
        if bare.to_lowercase() != wanted.to_lowercase() {
            return None;
        }
        rest = after.trim_start();
    }
    Some(rest.trim_end())
}

#[cfg(test)]
mod tests {
    use super::strip_phrase;

    #[test]
    fn case_and_white_space_do_not_matter() {
        assert_eq!(
            strip_phrase("  REMEMBER \t That: tea ", "remember that"),
            Some("tea")
        );
    }

    #[test]
    fn letters_beyond_ascii_are_compared_too() {
        assert_eq!(strip_phrase("ÜBER Tee", "über"), Some("Tee"));
    }

    #[test]
    fn a_longer_word_is_another_word() {
        assert_eq!(strip_phrase("remembering that", "remember"), None);
    }

    #[test]
    fn nothing_may_follow() {
        assert_eq!(strip_phrase("recall", "recall"), Some(""));
    }
}
