package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are no requests, or not quite, and the headers of all answers. */
class HttpEdgesTest {
  private static final TestHub HUB = TestHub.start();

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS *",
        "GET /%zz",
        "GET /%",
        "GET /api/terminals/%4",
        "GET /api/terminals?x=%zz",
        "GET api/health",
        "CONNECT 127.0.0.1:80",
        "GET http://elsewhere.example/api/health"
      })
  void refusesTargetsThatCannotBeRead(String line) throws Exception {
    String answer = exchange(line + " HTTP/1.1", "");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/terminals",
        "GET /api/processes",
        "GET /api/processes/p/output",
        "GET /api/history",
        "GET /api/tools",
        "GET /api/health",
        "GET /api/events",
        "GET /api/files",
        "POST /api/terminals",
        "DELETE /api/terminals/t",
        "POST /api/config/reload"
      })
  void namesParametersThatItDoesNotKnow(String call) {
    String[] words = call.split(" ", 2);
    TestHub.Response answer =
        HUB.request(words[0], words[1] + "?limt=5&tag=a%20b&limt=6").body("{}").send();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getJsonArray("errors").toString())
        .contains("\"pointer\":\"limt\"", "This call");
  }

  @Test
  void saysWhichParametersItTakes() {
    assertThat(HUB.request("GET", "/api/history?limt=5").send().body())
        .contains("it takes exit, kind, limit, name, offset, priority, since, state, tag");
    assertThat(HUB.request("GET", "/api/history?limit=5&state=ended").send().status())
        .isEqualTo(200);
  }

  @Test
  void takesAnAbsoluteTargetThatNamesItself() throws Exception {
    assertThat(exchange("GET " + HUB.url() + "/api/health HTTP/1.1", ""))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/json; charset=utf-16",
        "application/json-seq",
        ""
      })
  void opensNothingForABodyThatIsNoJson(String type) throws Exception {
    String body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n";
    String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    assertThat(post("/api/terminals", header, body))
        .startsWith("HTTP/1.1 415")
        .contains("unsupported-media-type");
    assertThat(terminals()).isZero();
  }

  @Test
  void opensNothingForAFormWithoutFields() throws Exception {
    assertThat(post("/api/terminals", "Content-Type: multipart/form-data; boundary=x\r\n", ""))
        .startsWith("HTTP/1.1 415")
        .contains("unsupported-media-type");
    assertThat(terminals()).isZero();
  }

  @Test
  void opensNothingForAnEncodedBody() throws Exception {
    String headers = "Content-Type: application/json\r\nContent-Encoding: gzip\r\n";
    assertThat(post("/api/terminals", headers, "{}")).startsWith("HTTP/1.1 415");
    assertThat(terminals()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cols\":80} x",
        "{\"cols\":80}{\"cols\":90}",
        "{\"command\":[\"/bin/true\"],\"command\":[\"/bin/false\"]}",
        "[]",
        "null",
        "{\"cols\":1e999999999}",
        "\u00ff"
      })
  void refusesWhatIsNotExactlyOneObject(String body) throws Exception {
    assertThat(post("/api/terminals", "Content-Type: application/json\r\n", body))
        .startsWith("HTTP/1.1 400");
    assertThat(terminals()).isZero();
  }

  @Test
  void refusesDeepJson() throws Exception {
    String body = "{\"env\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(post("/api/terminals", "Content-Type: application/json\r\n", body))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void tellsAHundredFaultsOfABodyAtMost() {
    TestHub.Response response =
        HUB.request("POST", "/api/terminals")
            .body("{\"command\":[" + "1,".repeat(1_000) + "1]}")
            .send();
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.json().getJsonArray("errors").size()).isBetween(1, 100);
  }

  /** To hold it against the contract would take the event loop for seconds. */
  @Test
  void checksNoBodyWithHundredThousandsOfValues() {
    TestHub.Response response =
        HUB.request("POST", "/api/terminals")
            .body("{\"command\":[" + "1,".repeat(300_000) + "1]}")
            .send();
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("A body may hold 20,000 values at most.");
  }

  @Test
  void refusesAFormForAFile() throws Exception {
    assertThat(
            post(
                "/api/files?path=/tmp/never&name=x",
                "Content-Type: multipart/form-data; boundary=x\r\n",
                "--x--"))
        .doesNotContain("HTTP/1.1 20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void knowsTheSchemeInAnyCase(String scheme) {
    TestHub.Response response =
        HUB.bareRequest("GET", "/api/system").header("Authorization", scheme + HUB.token()).send();
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void saysHowToAuthenticate() {
    for (Map.Entry<String, String> authorization :
        Map.of("X-None", "x", "Authorization", "Bearer wrong").entrySet()) {
      TestHub.Response response =
          HUB.bareRequest("GET", "/api/system")
              .header(authorization.getKey(), authorization.getValue())
              .send();
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.header("www-authenticate")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/health", "GET,/api/system", "GET,/api/docs", "GET,/api/openapi.json",
    "GET,/api/terminals/nonesuch", "GET,/nonesuch", "GET,/", "POST,/api/terminals/x/signal",
    "PUT,/api/terminals"
  })
  void letsNobodyStoreAnswers(String method, String path) {
    assertThat(HUB.request(method, path).send().header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void hardensAnswersToWhatCannotBeRead() throws Exception {
    assertThat(RawConnection.exchange(HUB.url(), "\u0000\u00ff nothing\r\n\r\n"))
        .contains(" 400 ", "nosniff", "no-store");
  }

  @ParameterizedTest
  @CsvSource({"/api/health,200", "/api/system,200", "/,200", "/api/terminals/x,404", "/no,404"})
  void answersHeadAsGetWithoutABody(String path, int status) throws Exception {
    String answer = exchange("HEAD " + path + " HTTP/1.1", "");
    assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n");
  }

  private static long terminals() {
    return HUB.request("GET", "/api/terminals").send().json().getJsonArray("terminals").size();
  }

  private static String post(String path, String headers, String body) throws Exception {
    return exchange(
        "POST " + path + " HTTP/1.1",
        headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  /**
   * @param rest more headers, and after an empty line a body
   */
  private static String exchange(String line, String rest) throws Exception {
    String end = rest.contains("\r\n\r\n") ? rest : rest + "\r\n";
    return RawConnection.exchange(
        HUB.url(),
        line
            + "\r\nHost: "
            + HUB.url().replace("http://", "")
            + "\r\nConnection: close\r\nAuthorization: Bearer "
            + HUB.token()
            + "\r\n"
            + end);
  }
}
