use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};

/// The name of the header, or of the metadata, that carries a request id.
pub const HEADER: &str = "x-request-id";

/// Binds all log lines of one request together, across services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    /// Takes the caller's id when it is 8 to 64 letters, digits, `_`, `.` or `-`, else makes one.
    #[must_use]
    pub fn accept(given: Option<&str>) -> Self {
        match given {
            Some(id) if is_acceptable(id) => Self(id.to_owned()),
            _ => Self::new(),
        }
    }

    /// Makes an id that no other request has, without a promise that it can't be guessed.
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "each id is another: there is no default one"
    )]
    pub fn new() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // Each state has keys of its own, drawn at random once for each thread.
        let random = RandomState::new();
        Self(format!(
            "{:016x}{:016x}",
            random.hash_one(count),
            random.hash_one(!count)
        ))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_acceptable(id: &str) -> bool {
    (8..=64).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::RequestId;

    #[test]
    fn a_good_id_of_the_caller_is_kept() {
        assert_eq!(
            RequestId::accept(Some("ab.cd-12_34")).as_str(),
            "ab.cd-12_34"
        );
    }

    #[test]
    fn a_bad_one_is_replaced() {
        for bad in ["short", "with space", "line\nbreak", &"x".repeat(65)] {
            assert_ne!(RequestId::accept(Some(bad)).as_str(), bad);
        }
    }

    #[test]
    fn no_two_are_the_same() {
        let first = RequestId::new();
        assert_ne!(first, RequestId::new());
        assert_eq!(RequestId::accept(Some(first.as_str())), first);
    }
}
