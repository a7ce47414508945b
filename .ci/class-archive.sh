# shellcheck shell=sh
# Sourced by the launcher: an archive of the classes that a verification and a signing load, parsed and checked
# beforehand (class-data sharing), so that the JVM starts faster. It belongs to one build and one JVM;
# without it, or with one that does not fit, the JVM starts as ever, so nothing here is a reason to fail.

# shellcheck disable=SC2034,SC2154 # the launcher gives home and takes archive

# class_archive JAVA JAR: sets archive to the file that this JVM and this build have.
class_archive() {
  jvm=$(dirname "$(dirname "$1")")
  id=$(release_value "$jvm" JAVA_RUNTIME_VERSION)
  archive=$(dirname "$2")/classes-$(printf '%s' "${id:-unknown}" | tr -c 'A-Za-z0-9.' _).jsa
}

# make_class_archive JAVA JAR ARCHIVE: verifies and signs training zones and keeps the classes that this took;
# leaves an empty file where that does not work.
make_class_archive() {
  echo "zonegate: making this Java's class archive, for a faster start ..." >&2
  rm -f "$3"
  train "$@" >/dev/null 2>&1 || true
  [ -e "$3" ] || : >"$3"
}

train() (
  zone=$home/.ci/class-archive/training
  work=$(mktemp -d "$3.XXXXXX") || exit 1
  trap 'rm -rf "$work"' EXIT
  cd "$work" || exit 1
  timeout 60 "$1" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:off -XX:DumpLoadedClassList=all -jar "$2" \
    verify --ds "$zone.ds" --at 20260110000000 "$zone.zone"
  sign_training_zone "$1" "$2" || true
  # JDK 17 crashes over lambdas of classes that it must leave out of the archive, those of signed jars. Later
  # JDKs number the classes of a list, and refuse two lists in one if the numbers stay.
  cat all signing 2>/dev/null | sed -e '/^@/d' -e '/ source: /d' -e 's/ id: .*//' | sort -u >list
  timeout 60 "$1" -XX:+UseSerialGC -Xshare:dump -XX:SharedClassListFile=list -XX:SharedArchiveFile=made -cp "$2"
  mv -f made "$3"
)

# sign_training_zone JAVA JAR: the classes of a signing go to the file signing, if this machine can sign.
sign_training_zone() {
  for command in "init --softhsm training" "generate --zone training."; do
    # shellcheck disable=SC2086 # words
    SOFTHSM2_CONF=$PWD/hsm/softhsm2.conf timeout 60 "$1" -XX:TieredStopAtLevel=1 -jar "$2" keys $command \
      --hsm hsm/hsm.toml || return 1
  done
  {
    echo 'training. 3600 IN SOA ns.training. host.training. 1 3600 600 86400 300'
    echo 'training. 3600 IN NS ns.training.'
    echo 'ns.training. 3600 IN A 192.0.2.1'
    echo 'ns.training. 3600 IN AAAA 2001:db8::1'
    echo 'a.training. 3600 IN NS ns.a.training.'
    echo "a.training. 3600 IN DS 1 13 2 $(printf '%064d' 0)"
  } >unsigned
  for more in "--output signed" "--reuse signed --output again"; do
    # shellcheck disable=SC2086 # words
    SOFTHSM2_CONF=$PWD/hsm/softhsm2.conf timeout 60 "$1" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:off \
      -XX:DumpLoadedClassList=signing -jar "$2" sign --hsm hsm/hsm.toml $more unsigned || return 1
  done
}
