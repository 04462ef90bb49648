//! Generates the service and its messages. protox reads the `.proto` file in Rust: no protoc is needed.

use std::error::Error;

const PROTO: &str = "../../proto/polyglot/router/v1/router.proto";
const INCLUDE: &str = "../../proto";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={INCLUDE}");
    let descriptors = protox::compile([PROTO], [INCLUDE])?;
    tonic_prost_build::configure().compile_fds(descriptors)?;
    Ok(())
}
