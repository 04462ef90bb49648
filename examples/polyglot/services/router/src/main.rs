use std::error::Error;
use std::process::ExitCode;

use router::service::create_service;
use router::settings::Settings;
use telemetry_rs::{Level, Logger};
use tonic::transport::Server;

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            Logger::new("router", Level::Error).log(Level::Error, error, None, &[]);
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let settings = Settings::read(|name| std::env::var(name).ok())?;
    let logger = Logger::new("router", settings.log_level);
    logger.log(
        Level::Info,
        format_args!("listening on {}", settings.address),
        None,
        &[],
    );
    Server::builder()
        .add_service(create_service(&settings))
        .serve_with_shutdown(settings.address, async {
            // Without a way to be told, it ends with its process.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await?;
    Ok(())
}
