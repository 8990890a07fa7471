package dev.patchbay.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Variables by which loaders, interpreters, build tools and programs that start others are told to
 * run code that is not their own. The configuration's guide lists them as well.
 */
final class CodeVariables {
  /** Of these families, any name; by the manual of whoever reads them. */
  private static final List<String> FAMILIES =
      List.of(
          // Dynamic loaders: ld.so(8), dyld(1).
          "LD_",
          "DYLD_",
          "_RLD_",
          // git(1): most name a program, or a place with settings and hooks that do.
          "GIT_",
          // bash(1): functions that are passed on.
          "BASH_FUNC_",
          // Interpreters: python(1), perlrun(1), lua(1), node's package managers, .NET.
          "PYTHON",
          "PERL5",
          "LUA_",
          "NPM_CONFIG_",
          "BUNDLE_",
          "DOTNET_",
          "CORECLR_",
          "COMPLUS_",
          // cargo: wrappers, runners and linkers.
          "CARGO_");

  /** Names of the families that set how something looks, or who is its author. */
  private static final Set<String> HARMLESS =
      Set.of(
          "GIT_AUTHOR_NAME",
          "GIT_AUTHOR_EMAIL",
          "GIT_AUTHOR_DATE",
          "GIT_COMMITTER_NAME",
          "GIT_COMMITTER_EMAIL",
          "GIT_COMMITTER_DATE",
          "GIT_TERMINAL_PROMPT",
          "GIT_OPTIONAL_LOCKS",
          "PYTHONUNBUFFERED",
          "PYTHONDONTWRITEBYTECODE",
          "PYTHONHASHSEED",
          "PYTHONIOENCODING",
          "PYTHONUTF8",
          "PYTHONFAULTHANDLER",
          "CARGO_TERM_COLOR",
          "DOTNET_NOLOGO",
          "DOTNET_CLI_TELEMETRY_OPTOUT");

  private static final Set<String> NAMES =
      Set.of(
          // The C library, and libraries that load modules.
          "GCONV_PATH",
          "GLIBC_TUNABLES",
          "OPENSSL_CONF",
          "OPENSSL_ENGINES",
          "OPENSSL_MODULES",
          "GIO_EXTRA_MODULES",
          "GIO_MODULE_DIR",
          "GTK_MODULES",
          "QT_PLUGIN_PATH",
          // Shells.
          "BASH_ENV",
          "BASHOPTS",
          "ENV",
          "FPATH",
          "IFS",
          "PROMPT_COMMAND",
          "PS4",
          "SHELL",
          "SHELLOPTS",
          "ZDOTDIR",
          // Interpreters and virtual machines.
          "BUN_OPTIONS",
          "CLASSPATH",
          "ELECTRON_RUN_AS_NODE",
          "ERL_AFLAGS",
          "ERL_FLAGS",
          "ERL_LIBS",
          "ERL_ZFLAGS",
          "GEM_HOME",
          "GEM_PATH",
          "JAVA_HOME",
          "JAVA_OPTS",
          "JAVA_TOOL_OPTIONS",
          "JAVACMD",
          "JDK_JAVA_OPTIONS",
          "JDK_JAVAC_OPTIONS",
          "_JAVA_OPTIONS",
          "LUA_INIT",
          "NODE_OPTIONS",
          "NODE_PATH",
          "NODE_REPL_EXTERNAL_MODULE",
          "PERLLIB",
          "PHP_INI_SCAN_DIR",
          "PHPRC",
          "R_PROFILE",
          "R_PROFILE_USER",
          "RUBYLIB",
          "RUBYOPT",
          "TCLLIBPATH",
          // Build tools and compilers.
          "CC",
          "CXX",
          "GNUMAKEFLAGS",
          "GOFLAGS",
          "GOROOT",
          "GRADLE_OPTS",
          "MAKEFILES",
          "MAKEFLAGS",
          "MAVEN_ARGS",
          "MAVEN_OPTS",
          "RUSTC",
          "RUSTC_WORKSPACE_WRAPPER",
          "RUSTC_WRAPPER",
          // What a program starts for its user.
          "BROWSER",
          "CVS_RSH",
          "EDITOR",
          "EXINIT",
          "LESSCLOSE",
          "LESSOPEN",
          "MANPAGER",
          "PAGER",
          "RSYNC_RSH",
          "SSH_ASKPASS",
          "SUDO_ASKPASS",
          "SVN_SSH",
          "SYSTEMD_EDITOR",
          "SYSTEMD_PAGER",
          "TAR_OPTIONS",
          "VIMINIT",
          "VISUAL");

  private CodeVariables() {}

  /** npm takes its own in either case. */
  static boolean contains(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NAMES.contains(name)
        || (!HARMLESS.contains(name) && FAMILIES.stream().anyMatch(upper::startsWith));
  }
}
