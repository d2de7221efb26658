# Shared by the scripts: progress and plain ends.

begun=$SECONDS

step() {
  printf '\n\033[1m▸ %s\033[0m  (%d s)\n' "$*" $((SECONDS - begun))
}

stop() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

need_tool() { # name, what to install
  command -v "$1" >/dev/null || stop "$1 is missing. Install $2"
}

has_display() {
  [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

build_window() {
  step "Building the screens"
  npm run --silent build --prefix ui -- --logLevel warn
  step "Building the window (the first time takes some minutes)"
  cargo build -p obdeck
}
