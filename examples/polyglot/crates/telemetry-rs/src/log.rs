use std::fmt::Display;
use std::io::Write;
use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::RequestId;

/// How much a record matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Debug,
    Info,
    Warning,
    Error,
}

impl Level {
    /// Reads a level as the Python services name it, such as `INFO`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "debug" => Some(Self::Debug),
            "info" => Some(Self::Info),
            "warning" | "warn" => Some(Self::Warning),
            "error" | "critical" => Some(Self::Error),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Writes records of one service to standard error.
#[derive(Debug, Clone)]
pub struct Logger {
    service: &'static str,
    least: Level,
}

impl Logger {
    /// `least` is the lowest level that is written.
    #[must_use]
    pub fn new(service: &'static str, least: Level) -> Self {
        Self { service, least }
    }

    /// Writes a record. A line that can't be written is lost: there is nowhere to tell it.
    pub fn log(
        &self,
        level: Level,
        message: impl Display,
        id: Option<&RequestId>,
        extra: &[(&str, Value)],
    ) {
        if level < self.least {
            return;
        }
        let line = render(
            self.service,
            SystemTime::now(),
            level,
            &message.to_string(),
            id,
            extra,
        );
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }
}

fn render(
    service: &str,
    time: SystemTime,
    level: Level,
    message: &str,
    id: Option<&RequestId>,
    extra: &[(&str, Value)],
) -> Value {
    let mut record = Map::new();
    record.insert(
        "time".to_owned(),
        humantime::format_rfc3339_millis(time).to_string().into(),
    );
    record.insert("level".to_owned(), level.name().into());
    record.insert("service".to_owned(), service.into());
    record.insert("message".to_owned(), message.into());
    if let Some(id) = id {
        record.insert("request_id".to_owned(), id.as_str().into());
    }
    record.extend(
        extra
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone())),
    );
    Value::Object(record)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use serde_json::json;

    use super::{Level, render};
    use crate::RequestId;

    #[test]
    fn a_record_is_what_the_python_services_write() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_millis(86_400_250);
        let id = RequestId::accept(Some("request-1"));
        let record = render(
            "router",
            time,
            Level::Info,
            "sent",
            Some(&id),
            &[("status", json!(200))],
        );
        assert_eq!(
            record,
            json!({
                "time": "1970-01-02T00:00:00.250Z",
                "level": "info",
                "service": "router",
                "message": "sent",
                "request_id": "request-1",
                "status": 200,
            })
        );
    }

    #[test]
    fn levels_have_the_names_that_python_gives_them() {
        assert_eq!(Level::parse("WARNING"), Some(Level::Warning));
        assert_eq!(Level::parse("loud"), None);
        assert!(Level::Debug < Level::Error);
    }
}
