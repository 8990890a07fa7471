package dev.patchbay.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  private static boolean matches(String pattern, String text) {
    return Glob.of(pattern).orElseThrow().matches(text);
  }

  @ParameterizedTest
  @CsvSource({
    "scratch*, scratch1, true",
    "scratch*, scratch, true",
    "scratch*, a/scratch, false",
    "*.d, conf.d, true",
    "a?c, abc, true",
    "a?c, a/c, false",
    "a*c, a/c, false",
    "deep/**/gone, deep/gone, true",
    "deep/**/gone, deep/a/b/gone, true",
    "deep/**/gone, deep/agone, false",
    "**/x, x, true",
    "**/x, a/b/x, true",
    "**/x, ax, false",
    "a/**, a/b/c, true",
    "a/**, a, false",
    "a**b, axxb, true",
    "a**b, ax/b, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[!a-c]x, dx, true",
    "[]x]y, ]y, true",
    "[ab, [ab, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "日*語, 日本語, true",
    "a*/b*c, axx/bccc, true",
    "a*/b*c, ab/xbc, false",
    "a*b*c, abbcbc, true",
    "a*b*c, acb, false",
    "'', '', true",
    "'', a, false",
  })
  void matchesAsGitDoes(String pattern, String text, boolean expected) {
    assertThat(matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  void isNoPatternWithABackslashAtItsEnd() {
    assertThat(Glob.of("a\\")).isEmpty();
  }

  @Test
  void takesNoLongerForPatternsThatAreMeantTo() {
    String stars = "*a".repeat(2_000) + "b";
    String folders = "**/".repeat(1_300) + "b";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          assertThat(matches(stars, "a".repeat(255))).isFalse();
          assertThat(matches(folders, "a/".repeat(2_000) + "c")).isFalse();
        });
  }
}
