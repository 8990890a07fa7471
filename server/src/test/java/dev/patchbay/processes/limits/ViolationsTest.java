package dev.patchbay.processes.limits;

import static dev.patchbay.processes.spec.Limit.Action.KILL;
import static dev.patchbay.processes.spec.Limit.Action.THROTTLE;
import static dev.patchbay.processes.spec.Limit.Action.WARN;
import static dev.patchbay.processes.spec.Limit.Name.CPU;
import static dev.patchbay.processes.spec.Limit.Name.MEMORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.alerts.Severity;
import dev.patchbay.processes.spec.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViolationsTest {
  private static final long SECOND = 1_000_000_000L;

  private final Violations violations = new Violations();

  private static Violation violation(Limit.Name limit, double measured, int count) {
    return new Violation(
        limit, "512MiB", 512 << 20, measured, Severity.WARNING, count, "warn", Instant.EPOCH);
  }

  private void exceed(Limit.Name limit, int generation, long second) {
    violations.add(violation(limit, 1, 1), generation, second * SECOND);
  }

  @Test
  void growWorseWithTheirNumberByLimitAndIncarnation() {
    List<Severity> first =
        IntStream.range(0, 10)
            .mapToObj(second -> {
              Severity severity = violations.severity(MEMORY, 1, second * SECOND);
              exceed(MEMORY, 1, second);
              return severity;
            })
            .toList();

    assertThat(first.subList(0, 2)).containsOnly(Severity.WARNING);
    assertThat(first.subList(2, 9)).containsOnly(Severity.CRITICAL);
    assertThat(first.get(9)).isEqualTo(Severity.EMERGENCY);
    assertThat(violations.severity(CPU, 1, 10 * SECOND)).isEqualTo(Severity.WARNING);
    assertThat(violations.severity(MEMORY, 2, 10 * SECOND)).isEqualTo(Severity.WARNING);
    assertThat(violations.count(MEMORY, 10 * SECOND)).isEqualTo(10);
  }

  @Test
  void areForgottenAfterTenMinutesAndWhenTheyAreCleared() {
    exceed(MEMORY, 1, 0);
    exceed(CPU, 1, 300);

    long later = Duration.ofMinutes(11).toNanos();
    assertThat(violations.counts(later)).isEqualTo(Map.of(CPU, 1));
    violations.clear();
    assertThat(violations.latest(later)).isEmpty();
  }

  @Test
  void areBoundedHoweverManyThereAre() {
    IntStream.range(0, 5_000).forEach(_ -> exceed(MEMORY, 1, 1));

    assertThat(violations.count(MEMORY, SECOND)).isEqualTo(300);
  }

  @Test
  void sayWhatWasMeasuredAndWhatMayBe() {
    assertThat(violation(MEMORY, 700 << 20, 1).text())
        .isEqualTo("memory is 700 MiB, the limit is 512 MiB");
    assertThat(violation(CPU, 1.84, 3).text())
        .isEqualTo("cpu is 1.8 cores, the limit is 512 MiB; 3 times in the last 10 minutes");
  }

  @ParameterizedTest
  @CsvSource({"WARNING, WARN", "CRITICAL, THROTTLE", "EMERGENCY, THROTTLE"})
  void haveFollowWhatIsSaidOfTheirSeverityOrOfTheNextBelow(Severity severity, Limit.Action action) {
    Limit limit = new Limit(1, "1", WARN, Duration.ZERO, Map.of(Severity.CRITICAL, THROTTLE));

    assertThat(limit.at(severity)).isEqualTo(action);
    assertThat(limit.has(THROTTLE)).isTrue();
    assertThat(limit.has(KILL)).isFalse();
  }
}
