//! The router as its clients see it: a real server, and adapters that say what they are told to.

mod support;

use router::proto::{Action, HealthRequest, SendRequest};
use serde_json::json;
use support::{Adapters, Seen, start_router};
use tonic::{Code, Request};

fn message(text: &str) -> SendRequest {
    SendRequest {
        subject: "ada".to_owned(),
        text: text.to_owned(),
        persona: None,
        model: None,
    }
}

#[tokio::test]
async fn a_note_becomes_a_memory() {
    let memory = json!({ "id": 7, "subject": "ada", "text": "I drink tea.", "tags": [], "created_at": "now" });
    let adapters = Adapters::start([("POST /memories", (201, memory))]).await;
    let mut request = Request::new(message("Remember that I drink tea."));
    request
        .metadata_mut()
        .insert("x-request-id", "request-of-a-test".parse().unwrap());

    let response = adapters.router().await.send(request).await.unwrap();

    assert_eq!(
        response.metadata().get("x-request-id").unwrap(),
        "request-of-a-test"
    );
    assert_eq!(response.get_ref().text, "Remembered as number 7.");
    let expected = Seen {
        line: "POST /memories".to_owned(),
        body: json!({ "subject": "ada", "text": "I drink tea." }),
        request_id: "request-of-a-test".to_owned(),
    };
    assert_eq!(adapters.seen(), [expected]);
}

#[tokio::test]
async fn memories_come_back_the_best_first() {
    let hit = |id, text| json!({ "memory": { "id": id, "text": text }, "score": 1.5 });
    let hits = json!([hit(2, "Drinks tea."), hit(1, "Owns a teapot.")]);
    let adapters =
        Adapters::start([("GET /memories/search?subject=ada&q=tea%3F", (200, hits))]).await;

    let reply = adapters
        .router()
        .await
        .send(message("recall tea?"))
        .await
        .unwrap()
        .into_inner();

    assert_eq!(
        (reply.rule.as_str(), reply.text.as_str()),
        ("recall", "Drinks tea.\nOwns a teapot.")
    );
}

#[tokio::test]
async fn a_persona_answers_by_way_of_its_model() {
    let said =
        json!([{ "role": "system", "content": "Be wise." }, { "role": "user", "content": "Tea?" }]);
    let prompt = json!({ "model": "phi4", "temperature": 0.5, "messages": said, "degraded": true });
    let answer = json!({ "role": "assistant", "content": "Green." });
    let adapters = Adapters::start([
        ("POST /personas/sage/prompt", (200, prompt)),
        ("POST /chat", (200, answer)),
    ])
    .await;
    let request = SendRequest {
        persona: Some("sage".to_owned()),
        ..message("Tea?")
    };

    let reply = adapters
        .router()
        .await
        .send(request)
        .await
        .unwrap()
        .into_inner();

    assert_eq!((reply.text.as_str(), reply.degraded), ("Green.", true));
    let [asked, chatted] = adapters.seen().try_into().expect("two calls");
    assert_eq!(asked.body, json!({ "subject": "ada", "message": "Tea?" }));
    assert_eq!(
        chatted.body,
        json!({ "model": "phi4", "messages": said, "temperature": 0.5 })
    );
    assert_eq!(asked.request_id, chatted.request_id);
}

#[tokio::test]
async fn everything_else_goes_to_the_models() {
    let adapters = Adapters::start([("POST /generate", (200, json!({ "text": "42" })))]).await;
    let request = SendRequest {
        model: Some("qwen3".to_owned()),
        ..message("What is six by seven?")
    };

    let reply = adapters
        .router()
        .await
        .send(request)
        .await
        .unwrap()
        .into_inner();

    assert_eq!((reply.rule.as_str(), reply.text.as_str()), ("model", "42"));
    assert_eq!(
        adapters.seen()[0].body,
        json!({ "model": "qwen3", "prompt": "What is six by seven?" })
    );
}

#[tokio::test]
async fn an_unknown_persona_is_not_found() {
    let problem =
        json!({ "title": "Not found", "status": 404, "detail": "No persona is called nobody." });
    let adapters = Adapters::start([("POST /personas/nobody/prompt", (404, problem))]).await;
    let request = SendRequest {
        persona: Some("nobody".to_owned()),
        ..message("Hello?")
    };

    let status = adapters.router().await.send(request).await.unwrap_err();

    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(
        status.message(),
        "persona-adapter answered 404: No persona is called nobody."
    );
}

#[tokio::test]
async fn adapters_that_are_down_are_told() {
    // Nobody listens on the discard port.
    let mut router = start_router("http://127.0.0.1:9").await;

    let status = router.send(message("Hello?")).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(
        status
            .message()
            .starts_with("ollama-adapter can't be reached: "),
        "{status}"
    );

    let health = router.health(HealthRequest {}).await.unwrap().into_inner();
    assert!(!health.ok);
    assert_eq!(
        health.adapters.iter().filter(|adapter| !adapter.ok).count(),
        3
    );
}

#[tokio::test]
async fn health_names_the_adapters() {
    let adapters = Adapters::start([("GET /health", (200, json!({ "status": "ok" })))]).await;

    let health = adapters
        .router()
        .await
        .health(HealthRequest {})
        .await
        .unwrap()
        .into_inner();

    assert!(health.ok, "{health:?}");
    let names: Vec<_> = health
        .adapters
        .iter()
        .map(|adapter| adapter.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["memory-gateway", "persona-adapter", "ollama-adapter"]
    );
}

#[tokio::test]
async fn a_message_is_explained_and_sent_nowhere() {
    let adapters = Adapters::start([]).await;

    let explained = adapters
        .router()
        .await
        .explain(message("note that tea helps"))
        .await
        .unwrap()
        .into_inner();

    assert_eq!(
        (explained.action(), explained.text.as_str()),
        (Action::Remember, "tea helps")
    );
    assert_eq!(adapters.seen(), []);
}

#[tokio::test]
async fn a_message_that_says_nothing_is_refused() {
    let status = start_router("http://127.0.0.1:9")
        .await
        .send(message("remember  "))
        .await
        .unwrap_err();

    assert_eq!(status.code(), Code::InvalidArgument);
}
