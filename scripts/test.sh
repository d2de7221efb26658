#!/usr/bin/env bash
# Everything that must hold before a change lands: formats, lints, types, units, contracts, and the real window.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

bash scripts/setup.sh test

mkdir -p target
log=target/test.log
: >"$log"
counted() {
  "$@" 2>&1 | tee -a "$log"
}

step "Screens: types, lint, format, tests"
npm run --silent typecheck --prefix ui
npm run --silent lint --prefix ui
npm run --silent format:check --prefix ui
counted npm run --silent test --prefix ui
step "Screens: build"
npm run --silent build --prefix ui -- --logLevel warn

step "Rust: format and lint"
cargo fmt --all --check
cargo clippy --workspace --all-targets --quiet -- -D warnings
step "Rust: build"
cargo test --workspace --quiet --no-run
cargo build --workspace --bins --quiet
step "Rust: tests"
counted cargo test --workspace --quiet

step "The real window"
npm run --silent typecheck --prefix tests/e2e
counted tests/e2e/session.sh npm run --silent test --prefix tests/e2e

step "All tests passed"
sed 's/\x1b\[[0-9;]*m//g' "$log" | awk '
  /^test result: ok/ { passed += $4 }
  /^ *Tests .* passed/ { for (i = 2; i <= NF; i++) if ($i ~ /^passed/) passed += $(i - 1) }
  END { print passed + 0 " passed, 0 failed" }'
