# shellcheck shell=sh
# Sourced by the launchers: finds what is needed, installs it as root on Debian and Ubuntu, and
# otherwise prints the one command that would.

# install PACKAGE...: installs, or says how and ends.
install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "zonegate: installing $* ..." >&2
    log=$(mktemp)
    if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$log" 2>&1; then
      cat "$log" >&2
      rm -f "$log"
      echo "zonegate: these packages could not be installed: $*" >&2
      exit 3
    fi
    rm -f "$log"
  else
    echo "zonegate: these packages are missing: $*" >&2
    echo "zonegate: as root, on Debian or Ubuntu: apt-get update && apt-get install -y $*" >&2
    exit 3
  fi
}

# release_value HOME KEY: what the Java in HOME says of itself in its file of that name; nothing without one.
release_value() {
  [ ! -r "$1/release" ] || while IFS='=' read -r key value; do
    if [ "$key" = "$2" ]; then
      value=${value#\"}
      echo "${value%\"}"
    fi
  done <"$1/release"
}

# java_version JAVA: its feature version, or 0. To ask the JVM itself takes longer than all else here.
java_version() {
  version=$(release_value "$(dirname "$(dirname "$(readlink -f "$1")")")" JAVA_VERSION)
  case ${version%%[.-]*} in
    '' | *[!0-9]*) ;;
    *) echo "${version%%[.-]*}"; return ;;
  esac
  "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1 | grep . || echo 0
}

# need_...: each notes what is missing; install_missing, called after them, brings all of it at once.
missing_packages=
jdk_wanted=

missing() {
  case " $missing_packages " in *" $1 "*) ;; *) missing_packages="$missing_packages $1" ;; esac
}

# need_java: a Java of 17 or newer; it is in java after install_missing.
need_java() {
  find_java || missing openjdk-17-jdk-headless
}

find_java() {
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
    /usr/lib/jvm/java-17-openjdk-*/bin/java; do
    if [ -n "$candidate" ] && [ -x "$candidate" ] && [ "$(java_version "$candidate")" -ge 17 ] &&
      { [ -z "$jdk_wanted" ] || [ -x "$(dirname "$(readlink -f "$candidate")")/javac" ]; }; then
      java=$(readlink -f "$candidate")
      return
    fi
  done
  java=
  return 1
}

# need_jdk: a JDK of 17 or newer, to build with; JAVA_HOME names it after install_missing. Needs
# need_java before.
need_jdk() {
  jdk_wanted=yes
  find_java || missing openjdk-17-jdk-headless
}

need_maven() {
  command -v mvn >/dev/null 2>&1 || missing maven
}

need_softhsm() {
  command -v softhsm2-util >/dev/null 2>&1 || missing softhsm2
}

# need_compiler: a C compiler, with which the tests build a PKCS#11 library that fails on demand.
need_compiler() {
  command -v cc >/dev/null 2>&1 || missing gcc
  [ -e /usr/include/stdio.h ] || missing libc6-dev
}

# need_peers: the independent verifiers and signers that the tests compare with.
need_peers() {
  for pair in dnssec-verify:bind9-utils ldns-verify-zone:ldnsutils kzonecheck:knot-dnssecutils validns:validns \
    pkcs11-tool:opensc /usr/sbin/nsd:nsd /usr/sbin/knotd:knot /usr/sbin/unbound:unbound /usr/sbin/named:bind9 dig:bind9-dnsutils; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing "${pair#*:}"
  done
  # A library, in a folder that has the machine's name in it.
  for library in /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib64/faketime/libfaketimeMT.so.1; do
    if [ -e "$library" ]; then return; fi
  done
  missing libfaketime
}

install_missing() {
  # shellcheck disable=SC2086 # a list of packages
  if [ -n "$missing_packages" ]; then install $missing_packages; fi
  missing_packages=
  if [ -z "$java" ] && ! find_java; then
    echo "zonegate: no Java of 17 or newer is found, though its package is installed; set JAVA_HOME" >&2
    exit 3
  fi
  if [ -n "$jdk_wanted" ]; then
    JAVA_HOME=$(dirname "$(dirname "$java")")
    export JAVA_HOME
  fi
}
