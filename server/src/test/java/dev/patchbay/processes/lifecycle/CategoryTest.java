package dev.patchbay.processes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryTest {
  @ParameterizedTest
  @CsvSource({
    "command-not-found,    CONFIGURATION",
    "folder-not-found,     CONFIGURATION",
    "command-not-allowed,  POLICY",
    "folder-outside-roots, POLICY",
    "out-of-resources,     CAPACITY",
    "file-system-timeout,  HUB",
    "start-failed,         HUB",
  })
  void saysWhoseFaultAFailedStartIs(String code, Category category) {
    assertThat(Category.of(new Ending.NotStarted(code, "", true))).isEqualTo(category);
  }

  @Test
  void holdsAProgramResponsibleForItsOwnEnd() {
    assertThat(Category.of(new Ending.Signal("SEGV", false))).isEqualTo(Category.PROCESS);
    assertThat(Category.of(new Ending.Limit("memory", "1GiB"))).isEqualTo(Category.PROCESS);
    assertThat(Category.of(new Ending.Unknown("an earlier hub's"))).isEqualTo(Category.HUB);
  }
}
