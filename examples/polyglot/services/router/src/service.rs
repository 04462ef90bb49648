//! The gRPC face of the router.

use std::time::Instant;

use hyper::StatusCode;
use routing::{Action, Decision, Message, Rules};
use serde_json::json;
use telemetry_rs::{Level, Logger, RequestId, grpc};
use tonic::{Code, Request, Response, Status};

use crate::adapters::{Adapter, AdapterError, Adapters, HttpError};
use crate::proto::router_server::{Router, RouterServer};
use crate::proto::{
    self, AdapterHealth, ExplainReply, HealthReply, HealthRequest, SendReply, SendRequest,
};
use crate::settings::Settings;

/// Decides, asks the adapter, and answers.
#[derive(Debug)]
pub struct RouterService {
    rules: Rules,
    adapters: Adapters,
    model: String,
    logger: Logger,
}

/// What an adapter answered.
struct Answer {
    text: String,
    degraded: bool,
}

/// Makes the service, to be added to a server.
#[must_use]
pub fn create_service(settings: &Settings) -> RouterServer<RouterService> {
    RouterServer::new(RouterService {
        rules: settings.rules.clone(),
        adapters: Adapters::new(settings),
        model: settings.model.clone(),
        logger: Logger::new("router", settings.log_level),
    })
}

#[tonic::async_trait]
impl Router for RouterService {
    async fn send(&self, request: Request<SendRequest>) -> Result<Response<SendReply>, Status> {
        let id = grpc::request_id(request.metadata());
        let started = Instant::now();
        let request = request.into_inner();
        let decision = self.decide(&request)?;
        let outcome = self.act(&decision, &request, &id).await;
        self.log(&decision, &outcome, started, &id);
        let Answer { text, degraded } = outcome.map_err(|error| to_status(&error))?;
        let mut response = Response::new(SendReply {
            text,
            rule: decision.rule.to_owned(),
            degraded,
        });
        grpc::set_request_id(response.metadata_mut(), &id);
        Ok(response)
    }

    async fn explain(
        &self,
        request: Request<SendRequest>,
    ) -> Result<Response<ExplainReply>, Status> {
        let request = request.into_inner();
        let Decision { rule, action, text } = self.decide(&request)?;
        Ok(Response::new(ExplainReply {
            rule: rule.to_owned(),
            action: to_proto(action).into(),
            text: text.to_owned(),
        }))
    }

    async fn health(
        &self,
        request: Request<HealthRequest>,
    ) -> Result<Response<HealthReply>, Status> {
        let id = grpc::request_id(request.metadata());
        let [memory, persona, ollama] = Adapter::ALL.map(|adapter| self.ask_health(adapter, &id));
        let adapters: [AdapterHealth; 3] = tokio::join!(memory, persona, ollama).into();
        let ok = adapters.iter().all(|adapter| adapter.ok);
        Ok(Response::new(HealthReply {
            ok,
            adapters: adapters.into(),
        }))
    }
}

impl RouterService {
    fn decide<'a>(&'a self, request: &'a SendRequest) -> Result<Decision<'a, 'a>, Status> {
        let decision = self.rules.decide(&Message {
            text: &request.text,
            persona: request.persona.as_deref(),
        });
        if decision.text.is_empty() {
            return Err(Status::invalid_argument("The message says nothing."));
        }
        Ok(decision)
    }

    async fn act(
        &self,
        decision: &Decision<'_, '_>,
        SendRequest {
            subject,
            persona,
            model,
            ..
        }: &SendRequest,
        id: &RequestId,
    ) -> Result<Answer, AdapterError> {
        let text = decision.text;
        let answer = match decision.action {
            Action::Remember => {
                let number = self.adapters.remember(subject, text, id).await?;
                format!("Remembered as number {number}.")
            }
            Action::Recall => match self.adapters.recall(subject, text, id).await?.as_slice() {
                [] => "Nothing comes to mind.".to_owned(),
                memories => memories.join("\n"),
            },
            Action::Complete => {
                let model = model.as_deref().unwrap_or(&self.model);
                self.adapters.generate(model, text, id).await?
            }
            Action::Converse => {
                // A rule converses only where a persona is named: `Rules` sees to it.
                let persona = persona.as_deref().unwrap_or_default();
                let mut prompt = self.adapters.prompt(persona, subject, text, id).await?;
                if let Some(model) = model {
                    prompt.model.clone_from(model);
                }
                let text = self.adapters.chat(&prompt, id).await?;
                return Ok(Answer {
                    text,
                    degraded: prompt.degraded,
                });
            }
        };
        Ok(Answer {
            text: answer,
            degraded: false,
        })
    }

    async fn ask_health(&self, adapter: Adapter, id: &RequestId) -> AdapterHealth {
        let detail = match self.adapters.health(adapter, id).await {
            Ok(()) => String::new(),
            Err(AdapterError { error, .. }) => error.to_string(),
        };
        AdapterHealth {
            name: adapter.name().to_owned(),
            ok: detail.is_empty(),
            detail,
        }
    }

    fn log(
        &self,
        decision: &Decision<'_, '_>,
        outcome: &Result<Answer, AdapterError>,
        started: Instant,
        id: &RequestId,
    ) {
        let (level, message) = match outcome {
            Ok(_) => (Level::Info, "answered".to_owned()),
            Err(error) => (Level::Warning, error.to_string()),
        };
        let duration = started.elapsed().as_secs_f64() * 1000.0;
        let extra = [
            ("rule", json!(decision.rule)),
            ("duration_ms", json!((duration * 100.0).round() / 100.0)),
        ];
        self.logger.log(level, message, Some(id), &extra);
    }
}

fn to_proto(action: Action) -> proto::Action {
    match action {
        Action::Remember => proto::Action::Remember,
        Action::Recall => proto::Action::Recall,
        Action::Converse => proto::Action::Converse,
        Action::Complete => proto::Action::Complete,
    }
}

/// What a caller learns of an adapter's failure: its own mistakes as such, everything else as ours.
fn to_status(error: &AdapterError) -> Status {
    let code = match &error.error {
        HttpError::Refused(StatusCode::NOT_FOUND, _) => Code::NotFound,
        HttpError::Refused(status, _) if status.is_client_error() => Code::InvalidArgument,
        HttpError::Refused(..) | HttpError::Unreachable(_) => Code::Unavailable,
        HttpError::TooSlow(_) => Code::DeadlineExceeded,
        HttpError::Unreadable(_) => Code::Internal,
    };
    Status::new(code, error.to_string())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use hyper::StatusCode;
    use tonic::Code;

    use super::to_status;
    use crate::adapters::{Adapter, AdapterError, HttpError};

    #[test]
    fn failures_of_adapters_keep_their_sense() {
        let refused = |status| HttpError::Refused(status, "because".to_owned());
        for (error, code) in [
            (refused(StatusCode::NOT_FOUND), Code::NotFound),
            (
                refused(StatusCode::UNPROCESSABLE_ENTITY),
                Code::InvalidArgument,
            ),
            (refused(StatusCode::BAD_GATEWAY), Code::Unavailable),
            (
                HttpError::TooSlow(Duration::from_secs(1)),
                Code::DeadlineExceeded,
            ),
        ] {
            let status = to_status(&AdapterError {
                adapter: Adapter::Persona,
                error,
            });
            assert_eq!(status.code(), code);
            assert!(status.message().starts_with("persona-adapter "), "{status}");
        }
    }
}
