#!/usr/bin/env bash
# Everything that must hold before a change lands: formats, lints, types, units, contracts, and the real window.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

bash scripts/setup.sh test

step "Screens: types, lint, format, tests"
npm run --silent typecheck --prefix ui
npm run --silent lint --prefix ui
npm run --silent format:check --prefix ui
npm run --silent test --prefix ui
step "Screens: build"
npm run --silent build --prefix ui -- --logLevel warn

step "Rust: format and lint"
cargo fmt --all --check
cargo clippy --workspace --all-targets --quiet -- -D warnings
step "Rust: build"
cargo test --workspace --quiet --no-run
cargo build --workspace --bins --quiet
step "Rust: tests"
dbus-run-session -- cargo test --workspace --quiet 2> >(grep -v '^dbus-daemon' >&2)

step "The real window"
npm run --silent typecheck --prefix tests/e2e
tests/e2e/session.sh npm run --silent test --prefix tests/e2e

step "All tests passed"
