#!/bin/sh
# tools.sh NAME…: makes target/tools/NAME, below the current folder, for the tools named below.
#
# A tool that the machine has is linked. A missing one is brought on Debian and Ubuntu, and one line says so:
# - pgbouncer, nginx, chromium and curl are unpacked into a cache folder: this needs no root, installs nothing, starts no service.
# - node and gcc work only where they are installed, which takes root.
# - cfn-lint comes from PyPI.
# Where a tool cannot be had, one line says what to install.
set -eu
umask 022 # root's PgBouncer runs as nobody, and has to reach its files
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

say() { printf 'tools: %s\n' "$*"; }

fail() {
  say "$*" >&2
  exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# Links NAME where the machine has it, or an earlier run has brought it, and it runs. A snap does not count: it sees no
# other program's temporary files.
have() {
  name=$1
  option=--version
  case $name in
  nginx) option=-v ;;
  chromium) set -- chromium chromium-browser google-chrome \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' ;;
  gcc) echo '#include <zlib.h>' | gcc -E - >/dev/null 2>&1 || return 1 ;;
  esac
  for candidate in "$@" "$cache/$name/run"; do
    path=$(command -v "$candidate") && version=$("$path" "$option" 2>&1) || continue
    case $version in *snap*) continue ;; esac
    ln -sfn "$path" "target/tools/$name"
    return
  done
  return 1
}

apt_get() { apt-get -q -y "$@" >>"$log" 2>&1; }

# With lists and archives of our own, apt needs no root and meets no other apt.
update_apt() {
  [ -z "${updated-}" ] || return 0
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial"
  export APT_CONFIG="$cache/apt/apt.conf"
  cat >"$APT_CONFIG" <<CONF
Dir::State::Lists "$cache/apt/lists";
Dir::Cache "$cache/apt";
Debug::NoLocking "true";
APT::Install-Recommends "false";
CONF
  apt_get update || : # a broken source among several does no harm here, and a missing package fails below
  updated=yes
}

# unpack NAME EXECUTABLE PACKAGE…: the packages, with what they need and the machine lacks, and a script that runs NAME.
unpack() {
  home=$cache/$1
  executable=$2
  shift 2
  update_apt
  rm -rf "$home" "$cache"/apt/archives/*.deb
  apt_get install --download-only "$@" || fail "apt-get cannot fetch $*: install ${home##*/} yourself (details: $log)"
  mkdir -p "$home"
  for package in "$cache"/apt/archives/*.deb; do
    [ ! -e "$package" ] || dpkg -x "$package" "$home"
  done
  rm -f "$cache"/apt/archives/*.deb
  libraries=$(find "$home" -maxdepth 5 -path '*/lib/*-linux-gnu*' -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd :)
  cat >"$home/fonts.conf" <<XML
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>$home/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
XML
  cat >"$home/run.new" <<SH
#!/bin/sh
export LD_LIBRARY_PATH="$libraries"
export FONTCONFIG_FILE="$home/fonts.conf"
exec "$executable" "\$@"
SH
  chmod +x "$home/run.new"
  mv "$home/run.new" "$home/run"
}

# Ubuntu has Chromium as a snap only. Playwright has a build of its own, and knows which packages that needs.
unpack_playwrights_chromium() {
  export PLAYWRIGHT_BROWSERS_PATH="$cache/playwright"
  playwright install --no-shell chromium ||
    fail "Playwright cannot fetch Chromium: install Chromium or Google Chrome yourself, not as a snap (details: $log)"
  playwright install-deps --dry-run chromium || : # it fails where packages are missing, after it has listed them
  packages=$(sed -n '/^Missing system dependencies/,$s/^  \([a-z0-9][a-z0-9.+-]*\)$/\1/p' "$log")
  # shellcheck disable=SC2086 # one word for each package
  unpack chromium "$(find "$PLAYWRIGHT_BROWSERS_PATH" -type f -name chrome)" $packages
}

playwright() {
  ./mvnw -q -B exec:java -Dexec.mainClass=com.microsoft.playwright.CLI -Dexec.classpathScope=test -Dexec.args="$*" \
    >>"$log" 2>&1
}

install_packages() {
  is_root || fail "$1 is missing here, and only root can install it: apt-get install $*"
  say "$1 is missing here: installing $* with apt-get"
  update_apt
  DEBIAN_FRONTEND=noninteractive apt_get -o Debug::NoLocking=false -o DPkg::Lock::Timeout=600 install "$@" ||
    fail "apt-get cannot install $* (details: $log)"
}

install_from_pypi() {
  python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
  say "$1 is missing here: fetching it from PyPI into $cache"
  rm -rf "${cache:?}/$1"
  python3 -m venv "$cache/$1" >>"$log" 2>&1 && "$cache/$1/bin/pip" install "$2" >>"$log" 2>&1 ||
    fail "PyPI cannot be reached for $1: pip install $2 (details: $log)"
  ln -s "bin/$1" "$cache/$1/run"
}

bring() {
  case $1 in pgbouncer | nginx | chromium | curl) say "$1 is missing here: fetching it into $cache" ;; esac
  case $1 in
  pgbouncer) unpack pgbouncer "$cache/pgbouncer/usr/sbin/pgbouncer" pgbouncer ;;
  nginx) unpack nginx "$cache/nginx/usr/sbin/nginx" nginx ;;
  curl) unpack curl "$cache/curl/usr/bin/curl" curl ;;
  chromium)
    update_apt
    if apt_get -s install chromium && grep -q '^Inst chromium ' "$log"; then
      unpack chromium "$cache/chromium/usr/lib/chromium/chromium" chromium
    else
      unpack_playwrights_chromium
    fi
    ;;
  node) install_packages nodejs ;;
  gcc) install_packages gcc libc6-dev zlib1g-dev ;;
  cfn-lint) install_from_pypi cfn-lint cfn-lint==1.51.0 ;;
  *) fail "no such tool: $1" ;;
  esac
}

if is_root; then cache=/var/cache; else cache=${XDG_CACHE_HOME:-$HOME/.cache}; fi
if [ -r /etc/os-release ]; then . /etc/os-release; fi
cache=$cache/footfall/${ID-}${VERSION_ID-}-$(uname -m)
log=$cache/log

mkdir -p target/tools
missing=
for tool; do
  [ -x "target/tools/$tool" ] || have "$tool" || missing="$missing $tool"
done
[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null || fail "there is no apt-get here to bring what is missing, install it yourself:$missing"
mkdir -p "$cache"
exec 9>"$cache/lock"
flock -w 1200 9 || fail "another build has been fetching tools into $cache for 20 minutes"
: >"$log"
for tool in $missing; do
  have "$tool" && continue
  bring "$tool"
  have "$tool" || fail "$tool was brought, but does not run: install it yourself (details: $log)"
done
