# shellcheck shell=sh
# Sourced by the launcher: an archive of the classes that a verification loads, parsed and checked
# beforehand (class-data sharing), so that the JVM starts faster. It belongs to one build and one JVM;
# without it, or with one that does not fit, the JVM starts as ever, so nothing here is a reason to fail.

# shellcheck disable=SC2034,SC2154 # the launcher gives home and takes archive

# class_archive JAVA JAR: sets archive to the file that this JVM and this build have.
class_archive() {
  jvm=$(dirname "$(dirname "$1")")
  id=$(release_value "$jvm" JAVA_RUNTIME_VERSION)
  archive=$(dirname "$2")/classes-$(printf '%s' "${id:-unknown}" | tr -c 'A-Za-z0-9.' _).jsa
}

# make_class_archive JAVA JAR ARCHIVE: verifies the training zone and keeps the classes that this took;
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
  # JDK 17 crashes over lambdas of classes that it must leave out of the archive, those of signed jars.
  grep -v '^@lambda' all >list
  timeout 60 "$1" -XX:+UseSerialGC -Xshare:dump -XX:SharedClassListFile=list -XX:SharedArchiveFile=made -cp "$2"
  mv -f made "$3"
)
