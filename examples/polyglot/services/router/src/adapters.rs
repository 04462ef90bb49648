//! The services behind the router, and the messages that they share with the Python library `contracts`.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use telemetry_rs::RequestId;

pub use crate::http::HttpError;
use crate::http::{JsonClient, encode};
use crate::settings::Settings;

/// A service behind the router.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adapter {
    Memory,
    Persona,
    Ollama,
}

/// An adapter that gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdapterError {
    pub adapter: Adapter,
    pub error: HttpError,
}

/// One message of a conversation with a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatMessage {
    pub role: String,
    pub content: String,
}

/// Messages ready for a model, as the persona adapter composes them.
#[derive(Debug, Deserialize)]
pub struct Prompt {
    pub model: String,
    pub temperature: f64,
    pub messages: Vec<ChatMessage>,
    /// The memory gateway could not be asked.
    #[serde(default)]
    pub degraded: bool,
}

#[derive(Deserialize)]
struct Memory {
    id: u64,
    text: String,
}

#[derive(Deserialize)]
struct MemoryHit {
    memory: Memory,
}

#[derive(Deserialize)]
struct Generated {
    text: String,
}

#[derive(Deserialize)]
struct Ignored {}

/// Speaks to all three.
#[derive(Debug, Clone)]
pub struct Adapters {
    memory: JsonClient,
    persona: JsonClient,
    ollama: JsonClient,
    /// For a model's answer, which may have to be loaded first.
    slow: Duration,
    /// For everything else.
    fast: Duration,
}

impl Adapters {
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self {
            memory: JsonClient::new(settings.memory_url.clone()),
            persona: JsonClient::new(settings.persona_url.clone()),
            ollama: JsonClient::new(settings.ollama_url.clone()),
            slow: settings.timeout,
            fast: settings.timeout / 10,
        }
    }

    /// Keeps a text as a memory of a subject and gives its number.
    ///
    /// # Errors
    ///
    /// When the memory gateway gives no answer.
    pub async fn remember(
        &self,
        subject: &str,
        text: &str,
        id: &RequestId,
    ) -> Result<u64, AdapterError> {
        let draft = serde_json::json!({ "subject": subject, "text": text });
        let kept: Result<Memory, _> = self.memory.post("/memories", &draft, id, self.fast).await;
        kept.map(|memory| memory.id)
            .map_err(Adapter::Memory.failed())
    }

    /// Finds the memories of a subject that a text brings up, the best first.
    ///
    /// # Errors
    ///
    /// When the memory gateway gives no answer.
    pub async fn recall(
        &self,
        subject: &str,
        text: &str,
        id: &RequestId,
    ) -> Result<Vec<String>, AdapterError> {
        let path = format!(
            "/memories/search?subject={}&q={}",
            encode(subject),
            encode(text)
        );
        let hits: Result<Vec<MemoryHit>, _> = self.memory.get(&path, id, self.fast).await;
        hits.map(|hits| hits.into_iter().map(|hit| hit.memory.text).collect())
            .map_err(Adapter::Memory.failed())
    }

    /// Has a persona's prompt composed.
    ///
    /// # Errors
    ///
    /// When the persona adapter gives no answer.
    pub async fn prompt(
        &self,
        persona: &str,
        subject: &str,
        text: &str,
        id: &RequestId,
    ) -> Result<Prompt, AdapterError> {
        let path = format!("/personas/{}/prompt", encode(persona));
        let request = serde_json::json!({ "subject": subject, "message": text });
        self.persona
            .post(&path, &request, id, self.fast)
            .await
            .map_err(Adapter::Persona.failed())
    }

    /// Has a model answer a prompt.
    ///
    /// # Errors
    ///
    /// When the ollama adapter gives no answer.
    pub async fn chat(&self, prompt: &Prompt, id: &RequestId) -> Result<String, AdapterError> {
        let request = serde_json::json!({
            "model": prompt.model,
            "messages": prompt.messages,
            "temperature": prompt.temperature,
        });
        let answer: Result<ChatMessage, _> =
            self.ollama.post("/chat", &request, id, self.slow).await;
        answer
            .map(|message| message.content)
            .map_err(Adapter::Ollama.failed())
    }

    /// Has a model go on with a text.
    ///
    /// # Errors
    ///
    /// When the ollama adapter gives no answer.
    pub async fn generate(
        &self,
        model: &str,
        text: &str,
        id: &RequestId,
    ) -> Result<String, AdapterError> {
        let request = serde_json::json!({ "model": model, "prompt": text });
        let answer: Result<Generated, _> =
            self.ollama.post("/generate", &request, id, self.slow).await;
        answer
            .map(|generated| generated.text)
            .map_err(Adapter::Ollama.failed())
    }

    /// Asks an adapter whether it is well.
    ///
    /// # Errors
    ///
    /// When it gives no answer, or a bad one.
    pub async fn health(&self, adapter: Adapter, id: &RequestId) -> Result<(), AdapterError> {
        let client = match adapter {
            Adapter::Memory => &self.memory,
            Adapter::Persona => &self.persona,
            Adapter::Ollama => &self.ollama,
        };
        let answer: Result<Ignored, _> = client.get("/health", id, self.fast).await;
        answer.map(|_| ()).map_err(adapter.failed())
    }
}

impl Adapter {
    pub const ALL: [Self; 3] = [Self::Memory, Self::Persona, Self::Ollama];

    /// The name of the project in this workspace.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory-gateway",
            Self::Persona => "persona-adapter",
            Self::Ollama => "ollama-adapter",
        }
    }

    fn failed(self) -> impl Fn(HttpError) -> AdapterError {
        move |error| AdapterError {
            adapter: self,
            error,
        }
    }
}

impl fmt::Display for AdapterError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.adapter.name(), self.error)
    }
}

impl std::error::Error for AdapterError {}
