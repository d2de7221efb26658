//! The generated TypeScript is what the Rust types say. `make types` (UPDATE_TYPES=1) writes it anew.

use std::path::Path;

#[test]
fn generated_types_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/generated.ts");
    let generated = console::typescript::generate();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "ui/src/ipc/generated.ts is out of date: run `make types`");
}
