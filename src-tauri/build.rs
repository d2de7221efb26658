//! Declares every command, so that the capability file decides who may call it.

include!("commands.rs");

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(problem) = tauri_build::try_build(attributes) {
        eprintln!("{problem:#}");
        std::process::exit(1);
    }
}
