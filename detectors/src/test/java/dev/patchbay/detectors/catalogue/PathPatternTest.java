package dev.patchbay.detectors.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathPatternTest {
  private static final Path HOME = Path.of("/home/me");

  private static Optional<PathPattern.Match> match(String pattern, String path) {
    return PathPattern.of(pattern, HOME).match(Path.of(path));
  }

  @Test
  void readsPackageAndVersionFromThePath() {
    PathPattern.Match cellar =
        match("**/Cellar/{package}/{version}/**", "/opt/homebrew/Cellar/jq/1.7.1/bin/jq")
            .orElseThrow();
    assertThat(cellar.packageName()).contains("jq");
    assertThat(cellar.version()).contains("1.7.1");
    assertThat(
            match(
                    "**/node_modules/{package}/**",
                    "/usr/lib/node_modules/@openai/codex/bin/codex.js")
                .orElseThrow()
                .packageName())
        .contains("@openai/codex");
  }

  @Test
  void tellsOneNameFromAnyNumberOfFolders() {
    assertThat(match("~/.cargo/bin/*", "/home/me/.cargo/bin/rg")).isPresent();
    assertThat(match("~/.cargo/bin/*", "/home/me/.cargo/bin/sub/rg")).isEmpty();
    assertThat(match("~/.cargo/bin/*", "/home/you/.cargo/bin/rg")).isEmpty();
    assertThat(match("/nix/store/**", "/nix/store/a/b/c")).isPresent();
    assertThat(match("/a.b/*", "/aXb/c")).isEmpty();
  }

  @Test
  void refusesWhatCannotMatchAnAbsolutePath() {
    assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.of("bin/*", HOME));
  }
}
