#!/usr/bin/env bash
# Builds OBDeck and opens its window. Without a display the same window runs under Xvfb and drives itself:
# the timeline is printed while it goes, screenshots are left in target/demo.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

if has_display; then
  bash scripts/setup.sh run
  build_window
  step "Opening the window"
  exec target/debug/obdeck
fi

bash scripts/setup.sh demo
build_window
step "No display: the window runs under Xvfb and initialises the practice cluster itself"
tests/e2e/session.sh npm run --silent demo --prefix tests/e2e
step "Screenshots are in target/demo"
