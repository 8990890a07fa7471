package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs on real terminals say how they stand, each in its own way. */
class AttentionTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @ParameterizedTest
  @CsvSource({
    "]7501;state=blocked:kind=permission:msg=RGVwbG95Pw==,waiting,program,Deploy?",
    "]9;4;1;40,working,progress,''",
    "]133;A,idle,command,''",
    "]2;⠋ thinking,working,title,''",
  })
  void isToldByAProgram(String sequence, String state, String source, String message) {
    String id = HUB.open("printf '\\033" + sequence + "\\033\\\\'; read line");

    JsonObject attention = awaitAttention(id, state);

    assertThat(attention.getString("source")).isEqualTo(source);
    assertThat(attention.getString("message")).isEqualTo(message);
    assertThat(Instant.parse(attention.getString("since"))).isBefore(Instant.now());
  }

  @ParameterizedTest
  @CsvSource({"exit 0,done", "exit 3,failed", "kill -KILL $$,failed"})
  void isToldByTheEnd(String script, String state) {
    JsonObject attention = awaitAttention(HUB.open(script), state);

    assertThat(attention.getString("source")).isEqualTo("exit");
  }

  @Test
  void isToldByWhatRunsInFrontOfAShellWithoutMarks() {
    String id =
        HUB.open(
            new JsonObject()
                .put("command", List.of("bash", "--norc", "-i"))
                .put("shellIntegration", false));
    assertThat(awaitAttention(id, "idle").getString("source")).isEqualTo("foreground");

    type(id, "sleep 60");
    JsonObject working = awaitAttention(id, "working");
    assertThat(working.getString("source")).isEqualTo("foreground");
    assertThat(working.getString("message")).isEqualTo("sleep");

    press(id, "ctrl-c");
    awaitAttention(id, "idle");
    type(id, "bash --norc -i");
    await().until(() -> HUB.terminal(id).getJsonObject("attention") == null);
  }

  @Test
  void waitsForWhoeverIsAskedForAPassword() {
    String id = HUB.open("stty -echo; printf 'Password: '; read word; stty echo; echo; read line");

    JsonObject waiting = awaitAttention(id, "waiting");
    assertThat(waiting.getString("source")).isEqualTo("foreground");
    assertThat(waiting.getString("kind")).isEqualTo("auth");
    assertThat(waiting.getString("message")).isEqualTo("sh hides what is typed");

    type(id, "secret");
    await().until(() -> saysNothing(id));
  }

  @Test
  void answersWhoAsksWhetherReportsAreUnderstood() {
    String id =
        HUB.open(
            "stty -icanon -echo; printf '\\033]7501;?\\033\\\\'; head -c 10 | od -An -c; read"
                + " line");

    await()
        .untilAsserted(() ->
            assertThat(HUB.request("GET", "/api/terminals/" + id + "/screen").send().body())
                .containsPattern("033 +] +7 +5 +0 +1 +; +\\? +033 +\\\\"));
  }

  @Test
  void tellsWhoCallsUntilSomebodyTypes() {
    EventReader reader = EventReader.from(HUB, "");
    String id =
        HUB.open("printf '\\033]777;notify;Build;is done\\007'; while read line; do :; done");
    await().until(() -> HUB.terminal(id).getJsonObject("call") != null);

    assertThat(HUB.terminal(id).getJsonObject("call").getString("message"))
        .isEqualTo("Build;is done");
    await()
        .until(() ->
            reader.all("terminal.attention-changed").stream()
                .anyMatch(event -> event.getString("id").equals(id)));
    press(id, "enter");
    assertThat(HUB.terminal(id).getJsonObject("call")).isNull();
    reader.stop();
  }

  @Test
  void forgetsWhatWasReportedWhenTheTerminalIsReset() {
    String id = HUB.open("printf '\\033]7501;state=error\\007'; read a; printf '\\033c'; read b");
    awaitAttention(id, "failed");

    press(id, "enter");

    await().until(() -> saysNothing(id));
  }

  @Test
  void tellsLittleOfAProgramThatSaysMuch() {
    EventReader reader = EventReader.from(HUB, "");
    Instant began = Instant.now();
    String id =
        HUB.open(
            """
            awk 'BEGIN { for (i = 0; i < 50000; i++)
              printf "\\033]7501;state=working\\007\\033]7501;state=blocked\\007\\007" }'
            printf '\\033]7501;state=done:id=last\\007\\033]7501;state=clear\\007ready'; read line
            """);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> HUB.request("GET", "/api/terminals/" + id + "/screen").send().body(),
            screen -> screen.contains("ready"));
    long periods = Duration.between(began, Instant.now()).toMillis() / 200 + 1;

    assertThat(saysNothing(id)).isTrue();
    assertThat(
            reader.all("terminal.attention-changed").stream()
                .filter(event -> event.getString("id").equals(id)))
        .hasSizeLessThanOrEqualTo((int) periods);
    reader.stop();
  }

  @Test
  void ignoresAReportWithoutEnd() {
    String id =
        HUB.open(
            """
            printf '\\033]7501;state=blocked:msg='
            head -c 2000000 /dev/zero | tr '\\0' A
            printf '\\007ready'; read line
            """);

    await()
        .until(
            () -> HUB.request("GET", "/api/terminals/" + id + "/screen").send().body(),
            screen -> screen.contains("ready"));
    assertThat(saysNothing(id)).isTrue();
  }

  private static void type(String id, String line) {
    keys(id, new JsonObject().put("text", line).put("keys", List.of("enter")));
  }

  private static void press(String id, String key) {
    keys(id, new JsonObject().put("keys", List.of(key)));
  }

  private static void keys(String id, JsonObject keys) {
    HUB.request("POST", "/api/terminals/" + id + "/keys").body(keys.encode()).send();
  }

  /** Whether nothing is known but that it writes. */
  private static boolean saysNothing(String id) {
    JsonObject attention = HUB.terminal(id).getJsonObject("attention");
    return attention == null || attention.getString("source").equals("output");
  }

  private static JsonObject awaitAttention(String id, String state) {
    return await()
        .until(
            () -> HUB.terminal(id).getJsonObject("attention", new JsonObject()),
            attention -> attention != null && state.equals(attention.getString("state")));
  }
}
