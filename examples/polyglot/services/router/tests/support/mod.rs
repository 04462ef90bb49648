//! Adapters that say what they are told to, and a router between them and a client.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use router::proto::router_client::RouterClient;
use router::service::create_service;
use router::settings::Settings;
use serde_json::Value;
use tokio::net::TcpListener;
use tonic::transport::{Channel, Endpoint, Server};

/// A request that an adapter got.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// `POST /memories`
    pub line: String,
    pub body: Value,
    pub request_id: String,
}

/// Status and body, by `POST /memories`.
pub type Answers = HashMap<&'static str, (u16, Value)>;

/// One server that plays all three adapters.
pub struct Adapters {
    url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Adapters {
    pub async fn start(answers: impl Into<Answers>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::default();
        let (answers, record) = (Arc::new(answers.into()), Arc::clone(&seen));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answers, record) = (Arc::clone(&answers), Arc::clone(&record));
                let service = service_fn(move |request| {
                    answer(request, Arc::clone(&answers), Arc::clone(&record))
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { url, seen }
    }

    /// What the adapters were asked, in order.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("no test panicked with it").clone()
    }

    /// Starts a router in front of them and gives a client of it.
    pub async fn router(&self) -> RouterClient<Channel> {
        start_router(&self.url).await
    }
}

async fn answer(
    request: Request<Incoming>,
    answers: Arc<Answers>,
    record: Arc<Mutex<Vec<Seen>>>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let line = format!("{} {}", parts.method, parts.uri);
    let (status, answer) = answers
        .get(line.as_str())
        .cloned()
        .unwrap_or((404, Value::Null));
    record.lock().expect("no test panicked with it").push(Seen {
        line,
        body: serde_json::from_slice(&body).unwrap_or_default(),
        request_id: parts.headers["x-request-id"]
            .to_str()
            .expect("plain text")
            .to_owned(),
    });
    let mut response = Response::new(Full::new(answer.to_string().into()));
    *response.status_mut() = status.try_into().expect("a status");
    Ok(response)
}

/// Starts a router whose adapters are all at one address.
pub async fn start_router(adapters: &str) -> RouterClient<Channel> {
    let settings = Settings::read(|name| match name {
        "ROUTER_LOG_LEVEL" => Some("ERROR".to_owned()),
        "ROUTER_TIMEOUT" => Some("20".to_owned()),
        _ => name.ends_with("_URL").then(|| adapters.to_owned()),
    })
    .expect("the settings are right");
    // Taken and let go again: nobody else is given the port so soon.
    let probe = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = probe.local_addr().expect("an address");
    drop(probe);
    tokio::spawn(
        Server::builder()
            .add_service(create_service(&settings))
            .serve(address),
    );
    let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("an address");
    for _ in 0..100 {
        if let Ok(channel) = endpoint.connect().await {
            return RouterClient::new(channel);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the router did not start");
}
