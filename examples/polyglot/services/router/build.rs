//! Generates the service and its messages. protox reads the `.proto` file in Rust: no protoc is needed.

use std::error::Error;

const PROTO: &str = "../../proto/polyglot/router/v1/router.proto";
const INCLUDE: &str = "../../proto";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={INCLUDE}");
    let descriptors = protox::compile([PROTO], [INCLUDE])?;
    // How a client connects is its own business: the program needs no channel.
    tonic_prost_build::configure()
        .build_transport(false)
        .compile_fds(descriptors)?;
    Ok(())
}
