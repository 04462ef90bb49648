//! JSON over HTTP, to one server.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_TYPE};
use hyper::http::uri::PathAndQuery;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use serde::de::DeserializeOwned;
use telemetry_rs::{HEADER, RequestId};

/// No adapter has more to say than this.
const MAX_BODY: usize = 4 << 20;

/// Why a server gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HttpError {
    /// It can't be reached, or broke off.
    Unreachable(String),
    /// It took longer than this.
    TooSlow(Duration),
    /// It answered with an error, and says why.
    Refused(StatusCode, String),
    /// Its answer is not what was asked for.
    Unreadable(String),
}

#[derive(Debug, Clone)]
pub(crate) struct JsonClient {
    client: Client<HttpConnector, Full<Bytes>>,
    base: Uri,
}

impl JsonClient {
    pub(crate) fn new(base: Uri) -> Self {
        Self {
            client: Client::builder(TokioExecutor::new()).build_http(),
            base,
        }
    }

    pub(crate) async fn get<Answer: DeserializeOwned>(
        &self,
        path: &str,
        id: &RequestId,
        timeout: Duration,
    ) -> Result<Answer, HttpError> {
        self.call(Method::GET, path, Bytes::new(), id, timeout)
            .await
    }

    pub(crate) async fn post<Answer: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        id: &RequestId,
        timeout: Duration,
    ) -> Result<Answer, HttpError> {
        let body = serde_json::to_vec(body).map_err(unreadable)?;
        self.call(Method::POST, path, body.into(), id, timeout)
            .await
    }

    async fn call<Answer: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
        id: &RequestId,
        timeout: Duration,
    ) -> Result<Answer, HttpError> {
        let request = Request::builder()
            .method(method)
            .uri(self.address(path)?)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header(HEADER, id.as_str())
            .body(Full::new(body))
            .map_err(unreadable)?;
        let (status, body) = tokio::time::timeout(timeout, self.exchange(request))
            .await
            .map_err(|_| HttpError::TooSlow(timeout))??;
        if !status.is_success() {
            return Err(HttpError::Refused(status, reason(&body)));
        }
        serde_json::from_slice(&body).map_err(unreadable)
    }

    async fn exchange(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, Bytes), HttpError> {
        let response = self
            .client
            .request(request)
            .await
            .map_err(|error| HttpError::Unreachable(chain(&error)))?;
        let status = response.status();
        let body = Limited::new(response.into_body(), MAX_BODY)
            .collect()
            .await
            .map_err(|error| HttpError::Unreachable(error.to_string()))?;
        Ok((status, body.to_bytes()))
    }

    fn address(&self, path: &str) -> Result<Uri, HttpError> {
        let prefix = self.base.path().trim_end_matches('/');
        let path: PathAndQuery = format!("{prefix}{path}").parse().map_err(unreadable)?;
        let mut parts = self.base.clone().into_parts();
        parts.path_and_query = Some(path);
        Uri::from_parts(parts).map_err(unreadable)
    }
}

/// The detail of a problem as RFC 9457 and FastAPI write it, else the body's beginning.
fn reason(body: &[u8]) -> String {
    let problem: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    ["detail", "title"]
        .iter()
        .find_map(|key| problem.get(key)?.as_str().map(str::to_owned))
        .unwrap_or_else(|| String::from_utf8_lossy(body).chars().take(200).collect())
}

fn unreadable(error: impl fmt::Display) -> HttpError {
    HttpError::Unreadable(error.to_string())
}

/// An error and what caused it: the client's own message only says that it could not connect.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Encodes a text for one segment of a path or one value of a query.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

impl fmt::Display for HttpError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(detail) => write!(formatter, "can't be reached: {detail}"),
            Self::TooSlow(timeout) => write!(
                formatter,
                "gave no answer within {} s",
                timeout.as_secs_f32()
            ),
            Self::Refused(status, detail) => {
                write!(formatter, "answered {}: {detail}", status.as_u16())
            }
            Self::Unreadable(detail) => write!(formatter, "can't be understood: {detail}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonClient, encode, reason};

    #[test]
    fn addresses_keep_the_path_of_the_base() {
        let client = JsonClient::new("http://gateway:8101/memory/".parse().expect("an address"));
        let address = client
            .address("/memories/search?q=tea")
            .expect("an address");
        assert_eq!(address, "http://gateway:8101/memory/memories/search?q=tea");
    }

    #[test]
    fn what_is_not_plain_is_encoded() {
        assert_eq!(encode("thé & more?"), "th%C3%A9%20%26%20more%3F");
    }

    #[test]
    fn the_reason_is_the_detail_of_the_problem() {
        assert_eq!(
            reason(br#"{"title": "Not found", "status": 404, "detail": "no persona"}"#),
            "no persona"
        );
        assert_eq!(
            reason(br#"{"title": "Not found", "detail": null}"#),
            "Not found"
        );
        assert_eq!(reason(b"Bad gateway"), "Bad gateway");
    }
}
