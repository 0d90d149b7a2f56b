#!/usr/bin/env bash
# tools.sh DIRECTORY CLASSPATH TOOL…
#
# Makes DIRECTORY/TOOL run each program that the tests drive. A program that is installed is used as it is. On Debian
# and Ubuntu a missing one is installed if the user is root, else unpacked into the user's cache. CLASSPATH holds
# Playwright, which downloads a Chromium where the distribution has none but a snap (Ubuntu); it may be empty.
set -euo pipefail

directory=$1 classpath=$2
shift 2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/footfall
root=$cache/packages

fail() {
  printf 'Cannot set up the tests: %s\n' "$*" >&2
  exit 1
}

say() { printf 'Setting up the tests: %s\n' "$*" >&2; }

# The first of these programs that runs: Ubuntu's chromium-browser, for one, may only ask for a snap.
installed() {
  local name
  for name in "$@"; do
    name=$(PATH=$PATH:/usr/sbin command -v "$name") || continue
    if timeout 20 "$name" --version >/dev/null 2>&1; then
      printf '%s\n' "$name"
      return
    fi
  done
  return 1
}

apt() {
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -eq 0 ]; then
    apt-get -qq -o DPkg::Lock::Timeout=300 update >&2
    DEBIAN_FRONTEND=noninteractive \
      apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@" >&2
  else
    unpack "$@"
  fi
}

# Packages and what they need beyond what is installed, without root: with package lists of our own, one run at a time.
unpack() {
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial" "$root"
  local own=(-qq -o "Dir::State::Lists=$cache/apt/lists" -o "Dir::Cache=$cache/apt" -o Debug::NoLocking=1)
  exec 9>"$cache/lock"
  flock -w 600 9
  apt-get "${own[@]}" update >&2
  apt-get "${own[@]}" install -y --no-install-recommends --download-only "$@" >&2
  local package
  for package in "$cache"/apt/archives/*.deb; do
    dpkg -x "$package" "$root"
    rm "$package"
  done
  exec 9>&-
}

# A program that was unpacked finds its libraries and fonts only if it is told where.
unpacked() {
  [ -x "$root/$1" ] || return 1
  local libraries
  libraries=$(find "$root" -name '*.so*' -printf '%h\n' | sort -u | paste -sd:)
  cat >"$root/fonts.conf" <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>$root/usr/share/fonts</dir><cachedir>$cache/fonts</cachedir></fontconfig>
XML
  cat >"$root/$(basename "$1").sh" <<SH
#!/bin/sh
export LD_LIBRARY_PATH="$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}" FONTCONFIG_FILE="$root/fonts.conf"
exec "$root/$1" "\$@"
SH
  chmod +x "$root/$(basename "$1").sh"
  printf '%s\n' "$root/$(basename "$1").sh"
}

bring_pgbouncer() {
  installed pgbouncer || unpacked usr/sbin/pgbouncer && return
  say 'PgBouncer, from the distribution'
  apt pgbouncer
  installed pgbouncer || unpacked usr/sbin/pgbouncer
}

bring_chromium() {
  find_chromium && return
  if command -v apt-get >/dev/null && ! grep -qs '^ID=ubuntu' /etc/os-release; then
    say 'Chromium, from the distribution'
    apt chromium
  elif [ -n "$classpath" ]; then
    say "Chromium, by Playwright's own download"
    local with_libraries=()
    [ "$(id -u)" -ne 0 ] || with_libraries=(--with-deps)
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$classpath" \
      com.microsoft.playwright.CLI install "${with_libraries[@]}" chromium >&2 || true
  fi
  find_chromium
}

find_chromium() {
  installed chromium google-chrome google-chrome-stable chromium-browser \
    "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome ||
    unpacked usr/lib/chromium/chromium
}

bring_node() {
  installed node && return
  say 'Node, from the distribution'
  apt nodejs
  installed node || unpacked usr/bin/node
}

bring_cfn_lint() {
  local environment=$cache/cfn-lint
  installed cfn-lint "$environment/bin/cfn-lint" && return
  say 'cfn-lint, from the Python Package Index'
  installed python3 >/dev/null && python3 -c 'import ensurepip' 2>/dev/null || apt python3-venv
  python3 -m venv "$environment" >&2
  "$environment/bin/pip" -qq --disable-pip-version-check --retries 1 install cfn-lint==1.51.0 2>/dev/null || true
  installed "$environment/bin/cfn-lint"
}

# What GraalVM links a native executable with.
bring_gcc() {
  if installed gcc && printf '#include <zlib.h>\n' | gcc -E - >/dev/null 2>&1; then
    return
  fi
  say "gcc and zlib's headers, from the distribution"
  apt gcc libc6-dev zlib1g-dev
  installed gcc
}

mkdir -p "$directory"
for tool in "$@"; do
  if [ ! -x "$directory/$tool" ]; then
    path=$("bring_${tool//-/_}") && [ -n "$path" ] ||
      fail "$tool is missing and cannot be fetched here: install it, so that it is on the PATH."
    ln -sf "$path" "$directory/$tool"
  fi
done
