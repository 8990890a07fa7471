package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts and agents drive a terminal by. */
class ScreenApiTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void showsTheScreenAsTextWithColoursAndAsRuns() {
    String id = HUB.open("printf '\\033]0;my title\\007plain \\033[1;31mred\\033[0m'; read line");
    waitFor(id, new JsonObject().put("match", "red"));

    assertThat(screen(id, "").body().lines().findFirst()).contains("plain red");
    assertThat(screen(id, "?format=ansi").body()).contains("\u001b[").contains("red");
    JsonObject json = screen(id, "?format=json").json();
    assertThat(json.getString("title")).isEqualTo("my title");
    JsonArray runs = json.getJsonArray("lines").getJsonObject(0).getJsonArray("runs");
    assertThat(runs.getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("column", 6)
                .put("width", 3)
                .put("text", "red")
                .put("foreground", "1")
                .put("bold", true));
    assertThat(HUB.terminal(id).getString("title")).isEqualTo("my title");
  }

  @Test
  void addsScrollbackWhereItIsAskedFor() {
    String id = HUB.open("seq 1 100; read line");
    waitFor(id, new JsonObject().put("match", "^100$"));

    assertThat(screen(id, "").body()).doesNotContain("\n50\n");
    assertThat(screen(id, "?scrollback=1000").body()).startsWith("1\n2\n3\n").contains("\n50\n");
  }

  @Test
  void typesTextThenKeysInTheModesInForce() {
    String id = HUB.open("stty raw -echo; printf '\\033[?1hup'; head -c 5 | od -An -c; read line");
    waitFor(id, new JsonObject().put("match", "up"));

    TestHub.Response typed =
        post(id, "keys", new JsonObject().put("text", "x").put("keys", List.of("up", "ctrl-c")));

    assertThat(typed.json().getInteger("bytes")).isEqualTo(5);
    assertThat(waitFor(id, new JsonObject().put("match", "x +033 +O +A +003")).getString("result"))
        .isEqualTo("matched");
  }

  @Test
  void answersAProgramsQueriesWithNobodyWatching() {
    String id =
        HUB.open(
            "stty raw -echo; printf '\\033[6n'; head -c 6 | od -An -c; printf '\\033[c'; head -c 4"
                + " | od -An -c; stty sane; read line");

    JsonObject met =
        waitFor(id, new JsonObject().put("match", "033 +\\[ +1 +; +1 +R[\\s\\S]*033 +\\[ +\\?"));

    assertThat(met.getString("result")).isEqualTo("matched");
  }

  @Test
  void waitsForTheEndAndTellsOfAnEarlyOne() {
    String id = HUB.open("sleep 0.2; echo done; exit 3");
    JsonObject ended = waitFor(id, new JsonObject().put("state", "exited"));
    assertThat(ended.getString("result")).isEqualTo("matched");
    assertThat(ended.getJsonObject("terminal").getJsonObject("exit").getInteger("code"))
        .isEqualTo(3);
    assertThat(waitFor(id, new JsonObject().put("match", "never")).getString("result"))
        .isEqualTo("exited");
  }

  @Test
  void givesUpAfterTheTimeAlsoOnAPatternThatNeverEnds() {
    String id = HUB.open("printf '%0.sa' $(seq 1 60); printf '!'; read line");
    waitFor(id, new JsonObject().put("match", "!"));

    TestHub.Response response =
        post(id, "wait", new JsonObject().put("match", "^(a+)+b$").put("timeout", "300ms"));

    assertThat(response.json().getString("result")).isEqualTo("timeout");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys | {\"keys\":[\"up\",\"nonesuch\"]}        | unknown-key       | /keys/1",
        "keys | {}                                      | malformed-request | ''",
        "wait | {\"match\":\"(\",\"timeout\":\"1s\"}    | malformed-pattern | /match",
        "wait | {\"match\":\"x\",\"timeout\":\"soon\"}  | malformed-request | /timeout",
        "wait | {\"match\":\"x\",\"timeout\":\"11m\"}   | malformed-request | /timeout",
        "wait | {\"match\":\"x\"}                       | malformed-request | /timeout",
        "wait | {\"timeout\":\"1s\"}                    | malformed-request | ''",
      })
  void saysWhatIsWrongWithARequest(String call, String body, String problem, String pointer) {
    String id = HUB.open("read line");

    TestHub.Response response =
        HUB.request("POST", "/api/terminals/" + id + "/" + call).body(body).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.problem()).isEqualTo(problem);
    assertThat(response.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo(pointer);
  }

  @Test
  void refusesToTypeIntoAProgramThatHasEnded() {
    String id = HUB.open("exit");
    await().until(() -> HUB.terminal(id).getString("state").equals("exited"));

    assertThat(post(id, "keys", new JsonObject().put("text", "x")).problem())
        .isEqualTo("input-refused");
    assertThat(screen(id, "?format=gif").status()).isEqualTo(400);
    assertThat(screen("nonesuch", "").status()).isEqualTo(404);
  }

  private static JsonObject waitFor(String id, JsonObject condition) {
    return post(id, "wait", condition.put("timeout", "20s")).json();
  }

  private static TestHub.Response post(String id, String call, JsonObject body) {
    return HUB.request("POST", "/api/terminals/" + id + "/" + call).body(body.encode()).send();
  }

  private static TestHub.Response screen(String id, String query) {
    return HUB.request("GET", "/api/terminals/" + id + "/screen" + query).send();
  }
}
