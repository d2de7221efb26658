#!/usr/bin/env bash
# Runs a command with a display, a D-Bus session and an unlocked keyring of its own:
#   session.sh COMMAND [ARGUMENT…]
set -euo pipefail

if [ "${OBDECK_SESSION:-}" != inside ]; then
  export OBDECK_SESSION=inside
  home=$(mktemp -d)
  trap 'rm -rf "$home"' EXIT
  export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
  export XDG_RUNTIME_DIR="$home/run" XDG_CURRENT_DESKTOP=none GTK_USE_PORTAL=0 NO_AT_BRIDGE=1
  mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR"
  chmod 700 "$XDG_RUNTIME_DIR"
  # The same letters on every machine, so that screenshots can be compared.
  mkdir -p "$XDG_CONFIG_HOME/fontconfig"
  cat >"$XDG_CONFIG_HOME/fontconfig/fonts.conf" <<'END'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <alias binding="strong"><family>system-ui</family><prefer><family>Inter</family><family>Noto Sans CJK SC</family></prefer></alias>
  <alias binding="strong"><family>ui-monospace</family><prefer><family>JetBrains Mono</family><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
END
  size=${OBDECK_SCREEN:-1600x1000}
  # What the session's own daemons say is of no interest; the command speaks through 3 and 4.
  exec 3>&1 4>&2
  xvfb-run -a -s "-screen 0 ${size}x24" dbus-run-session -- "$0" "$@" >/dev/null 2>&1
  exit
fi
exec >&3 2>&4

printf practice | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
"$@"
