# Sourced: finds a JDK 25 or newer.

# Prints the home of the first that fits: JAVA_HOME, the one of `java`, the usual places.
find_jdk() {
  local candidate home
  for candidate in "${JAVA_HOME:-}" "$(java_on_path)" \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /opt/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    home=${candidate%/}
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ "$(jdk_version "$home")" -ge 25 ]; then
      echo "$home"
      return
    fi
  done
  echo "Patchbay needs a JDK 25 or newer and found none: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  return 1
}

java_on_path() {
  local java
  java=$(command -v java) || return 0
  java=$(readlink -f "$java")
  echo "${java%/bin/java}"
}

# The number before the first dot, from the file that every JDK has; 0 where there is none.
jdk_version() {
  local line
  line=$(grep -m1 '^JAVA_VERSION=' "$1/release" 2>/dev/null) || line='JAVA_VERSION="0"'
  line=${line#*\"}
  line=${line%%[!0-9]*}
  echo "${line:-0}"
}
