package dev.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UserEnvironmentTest {
  private static Map<String, String> of(Map<String, String> process) {
    return UserEnvironment.of(process, "/home/me");
  }

  @Test
  void hasTheLocaleThatTheUserHas() {
    assertThat(of(Map.of("HOME", "/h", "LC_ALL", "C.UTF-8", "PATCHBAY_USER_LC_ALL", "C")))
        .isEqualTo(Map.of("HOME", "/h", "LC_ALL", "C"));
    assertThat(
            of(
                Map.of(
                    "HOME",
                    "/h",
                    "LANG",
                    "de_DE",
                    "LC_ALL",
                    "C.UTF-8",
                    "PATCHBAY_USER_LC_ALL",
                    "")))
        .isEqualTo(Map.of("HOME", "/h", "LANG", "de_DE"));
    assertThat(of(Map.of("HOME", "/h", "LC_ALL", "C")))
        .isEqualTo(Map.of("HOME", "/h", "LC_ALL", "C"));
  }

  @Test
  void hasAHomeAlsoWhereNoVariableNamesOne() {
    assertThat(of(Map.of())).isEqualTo(Map.of("HOME", "/home/me"));
    assertThat(of(Map.of("HOME", ""))).isEqualTo(Map.of("HOME", "/home/me"));
    assertThat(of(Map.of("HOME", "not/absolute"))).isEqualTo(Map.of("HOME", "/home/me"));
  }
}
