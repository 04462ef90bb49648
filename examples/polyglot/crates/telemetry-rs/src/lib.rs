//! JSON logs with a request id, in the form of the Python library `telemetry`: one line a record, on standard error.

#[cfg(feature = "grpc")]
pub mod grpc;
mod log;
mod request_id;

pub use log::{Level, Logger};
pub use request_id::{HEADER, RequestId};
