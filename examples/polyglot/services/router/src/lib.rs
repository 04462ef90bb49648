//! The router: takes every message and passes it to the adapter that the rules choose.

pub mod adapters;
mod http;
pub mod proto;
pub mod service;
pub mod settings;
