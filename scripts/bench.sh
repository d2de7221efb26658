#!/usr/bin/env bash
# Runs the benchmarks and writes target/bench.json.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

bash scripts/setup.sh run
step "Building the benchmarks"
cargo build --release --quiet -p perf -p sandbox
step "Measuring"
cargo run --release --quiet -p perf
