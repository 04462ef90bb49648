//! What the environment says: `ROUTER_PORT`, `ROUTER_MEMORY_URL` and so on.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use hyper::Uri;
use routing::Rules;
use telemetry_rs::Level;

const RULES: &str = include_str!("../rules.toml");

/// Everything that can be set, with its default.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `ROUTER_HOST` and `ROUTER_PORT`: `127.0.0.1` and `8100`.
    pub address: SocketAddr,
    /// `ROUTER_MEMORY_URL`: `http://127.0.0.1:8101`.
    pub memory_url: Uri,
    /// `ROUTER_PERSONA_URL`: `http://127.0.0.1:8102`.
    pub persona_url: Uri,
    /// `ROUTER_OLLAMA_URL`: `http://127.0.0.1:8103`.
    pub ollama_url: Uri,
    /// `ROUTER_MODEL`, for messages that name neither a persona nor a model: `llama3.2`.
    pub model: String,
    /// `ROUTER_TIMEOUT`, in seconds, for a model's answer: 120. Everything else gets a tenth of it.
    pub timeout: Duration,
    /// `ROUTER_RULES`, a TOML file; the built-in rules otherwise.
    pub rules: Rules,
    /// `ROUTER_LOG_LEVEL`: `INFO`.
    pub log_level: Level,
}

/// A variable whose value can't be used.
#[derive(Debug, PartialEq, Eq)]
pub struct SettingsError {
    pub variable: String,
    pub reason: String,
}

impl Settings {
    /// Reads the settings; `variable` gives the value of an environment variable.
    ///
    /// # Errors
    ///
    /// Names the first variable whose value can't be used.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let reader = Reader(variable);
        Ok(Self {
            address: SocketAddr::new(
                reader.parse("ROUTER_HOST", IpAddr::from([127, 0, 0, 1]))?,
                reader.parse("ROUTER_PORT", 8100)?,
            ),
            memory_url: reader.url("ROUTER_MEMORY_URL", 8101)?,
            persona_url: reader.url("ROUTER_PERSONA_URL", 8102)?,
            ollama_url: reader.url("ROUTER_OLLAMA_URL", 8103)?,
            model: reader.parse("ROUTER_MODEL", "llama3.2".to_owned())?,
            timeout: Duration::from_secs(reader.parse("ROUTER_TIMEOUT", 120)?),
            rules: reader.rules("ROUTER_RULES")?,
            log_level: reader.level("ROUTER_LOG_LEVEL")?,
        })
    }
}

struct Reader<F>(F);

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    fn parse<T>(&self, variable: &str, default: T) -> Result<T, SettingsError>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        match (self.0)(variable) {
            Some(value) => value.parse().map_err(|error| refuse(variable, error)),
            None => Ok(default),
        }
    }

    /// An adapter is spoken to in plain HTTP, since it stands beside the router.
    fn url(&self, variable: &str, port: u16) -> Result<Uri, SettingsError> {
        let text = (self.0)(variable).unwrap_or_else(|| format!("http://127.0.0.1:{port}"));
        let url: Uri = text.parse().map_err(|error| refuse(variable, error))?;
        if url.scheme_str() != Some("http") || url.authority().is_none() {
            return Err(refuse(
                variable,
                format_args!("{text:?} is no address that begins with http://"),
            ));
        }
        Ok(url)
    }

    fn rules(&self, variable: &str) -> Result<Rules, SettingsError> {
        let text = match (self.0)(variable).map(PathBuf::from) {
            Some(path) => std::fs::read_to_string(&path)
                .map_err(|error| refuse(variable, format_args!("{}: {error}", path.display())))?,
            None => RULES.to_owned(),
        };
        text.parse().map_err(|error| refuse(variable, error))
    }

    fn level(&self, variable: &str) -> Result<Level, SettingsError> {
        let Some(name) = (self.0)(variable) else {
            return Ok(Level::Info);
        };
        Level::parse(&name).ok_or_else(|| refuse(variable, format_args!("{name:?} is no level")))
    }
}

fn refuse(variable: &str, reason: impl fmt::Display) -> SettingsError {
    SettingsError {
        variable: variable.to_owned(),
        reason: reason.to_string(),
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} can't be used: {}",
            self.variable, self.reason
        )
    }
}

impl std::error::Error for SettingsError {}

#[cfg(test)]
mod tests {
    use super::{Settings, SettingsError};

    fn read(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::read(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn everything_has_a_default() {
        let settings = read(&[]).expect("the defaults are right");
        assert_eq!(settings.address.to_string(), "127.0.0.1:8100");
        assert_eq!(settings.ollama_url, "http://127.0.0.1:8103/");
    }

    #[test]
    fn the_environment_wins() {
        let settings =
            read(&[("ROUTER_PORT", "9000"), ("ROUTER_MODEL", "phi4")]).expect("they are right");
        assert_eq!(
            (settings.address.port(), settings.model.as_str()),
            (9000, "phi4")
        );
    }

    #[test]
    fn a_bad_value_is_told_with_its_variable() {
        for (variable, value) in [
            ("ROUTER_PORT", "70000"),
            ("ROUTER_TIMEOUT", "soon"),
            ("ROUTER_MEMORY_URL", "https://memory"),
            ("ROUTER_RULES", "/no/such/file"),
            ("ROUTER_LOG_LEVEL", "loud"),
        ] {
            let error = read(&[(variable, value)]).expect_err(value);
            assert_eq!(error.variable, variable);
        }
    }
}
