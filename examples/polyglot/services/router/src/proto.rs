//! What the build script made of `proto/polyglot/router/v1/router.proto`.
#![allow(clippy::all)]

tonic::include_proto!("polyglot.router.v1");
