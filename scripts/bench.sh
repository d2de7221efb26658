#!/usr/bin/env bash
# Runs the benchmarks and writes target/bench.json and target/bench-window.json.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

bash scripts/setup.sh demo
step "Building the screens"
npm run --silent build --prefix ui -- --logLevel warn
step "Building the benchmarks and the window (the first time takes some minutes)"
cargo build --release --quiet -p perf -p sandbox -p obdeck
step "Measuring"
cargo run --release --quiet -p perf
step "Measuring the real window"
OBDECK_PROGRAMS=target/release tests/e2e/session.sh npm run --silent bench --prefix tests/e2e
