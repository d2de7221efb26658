#!/usr/bin/env bash
# Installs what is missing, and nothing else. Safe to repeat.
#   setup.sh run|demo|test
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/lib.sh

purpose=${1:-run}
window=(build-essential pkg-config lld libwebkit2gtk-4.1-dev)
# A display, a driver for the window, a keyring and letters, for machines without a desktop.
headless=(xvfb xauth webkit2gtk-driver dbus dbus-daemon gnome-keyring libsecret-tools scrot xdotool fonts-noto-cjk fonts-inter fonts-jetbrains-mono)

packages=("${window[@]}")
[ "$purpose" = run ] || packages+=("${headless[@]}")
# A jump host.
[ "$purpose" != test ] || packages+=(openssh-client openssh-server)

# The tests start an sshd of their own; installing it must not open this machine to the network.
keep_sshd_off() {
  "${root[@]}" mkdir -p /etc/systemd/system
  for unit in ssh.service ssh.socket; do
    "${root[@]}" ln -sn /dev/null "/etc/systemd/system/$unit" 2>/dev/null || true
  done
}

need_tool cargo "Rust 1.90 or newer: https://rustup.rs"
need_tool node "Node.js 20.19 or newer: https://nodejs.org"
need_tool npm "npm, which comes with Node.js"
node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' ||
  stop "Node.js $(node --version) is too old: 20.19 or newer is needed."

if [ "$(uname -s)" = Linux ]; then
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    missing=()
    for package in "${packages[@]}"; do
      dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
      step "Installing system packages: ${missing[*]}"
      root=()
      [ "$(id -u)" = 0 ] || root=(sudo)
      case " ${missing[*]} " in *" openssh-server "*) keep_sshd_off ;; esac
      "${root[@]}" apt-get update -qq
      DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
  else
    for tool in cc pkg-config ld.lld; do
      command -v "$tool" >/dev/null || missing_tool=$tool
    done
    pkg-config --exists webkit2gtk-4.1 2>/dev/null || missing_tool=webkit2gtk-4.1
    [ -z "${missing_tool:-}" ] || stop "$missing_tool is missing. Install with your package manager:
  Fedora, RHEL:  dnf install gcc lld pkgconf-pkg-config webkit2gtk4.1-devel
  Arch:          pacman -S base-devel lld webkit2gtk-4.1
  openSUSE:      zypper install gcc lld pkg-config webkit2gtk3-devel
For tests and for machines without a display also: Xvfb, WebKitWebDriver, dbus, gnome-keyring and a CJK font."
  fi
fi

for folder in ui $([ "$purpose" = run ] || echo tests/e2e); do
  if [ ! -f "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
    step "Installing JavaScript packages in $folder"
    npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
    touch "$folder/node_modules/.package-lock.json"
  fi
done
