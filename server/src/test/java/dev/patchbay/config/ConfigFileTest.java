package dev.patchbay.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be used is refused with a word, whatever is in it. */
@Timeout(30)
class ConfigFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: &a {x: *a}",
        "services: &a {x: {y: [1, *a]}}",
        "services:\n  one: &a [*a]",
        "a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c"
            + " [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e"
            + " [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g"
            + " [*f,*f,*f,*f,*f,*f,*f,*f,*f]",
      })
  void refusesWhatHasNoEnd(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("patchbay.yaml"), text);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("patchbay.yaml");
  }
}
