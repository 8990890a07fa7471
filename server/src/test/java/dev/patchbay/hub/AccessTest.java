package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may talk to the hub, on every route and on the upgrade. */
class AccessTest {
  private static final TestHub HUB = TestHub.start("hosts: [hub.example]\n");
  private static final String TERMINAL = HUB.open("sleep 600");
  private static final Browser BROWSER = Browser.logIn(HUB);

  /** Wrong tokens from one address are answered ever more slowly. */
  private static final AtomicInteger ADDRESSES = new AtomicInteger(1);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  static Stream<Arguments> guardedRoutes() {
    String one = "/api/terminals/" + TERMINAL;
    return Stream.of(
        Arguments.of("GET", "/api/terminals"),
        Arguments.of("POST", "/api/terminals"),
        Arguments.of("GET", one),
        Arguments.of("PATCH", one),
        Arguments.of("DELETE", one),
        Arguments.of("POST", one + "/signal"),
        Arguments.of("GET", one + "/stream"),
        Arguments.of("GET", "/api/events"),
        Arguments.of("GET", "/api/system"),
        Arguments.of("GET", "/api/openapi.json"),
        Arguments.of("GET", "/api/docs"),
        Arguments.of("POST", "/api/tickets"),
        Arguments.of("GET", "/api/files?path=x"),
        Arguments.of("POST", "/api/logout"));
  }

  static Stream<Arguments> allRoutes() {
    return Stream.concat(
        guardedRoutes(),
        Stream.of(
            Arguments.of("GET", "/"),
            Arguments.of("GET", "/nonesuch"),
            Arguments.of("GET", "/api/health"),
            Arguments.of("POST", "/api/login")));
  }

  @ParameterizedTest
  @MethodSource("guardedRoutes")
  void refusesStrangers(String method, String path) {
    assertThat(HUB.bareRequest(method, path).send().status()).isEqualTo(401);
    assertThat(
            HUB.bareRequest(method, path)
                .header("Cookie", BROWSER.cookieName() + "=made-up")
                .header("X-Patchbay-Key", BROWSER.key())
                .send()
                .status())
        .isEqualTo(401);
    assertThat(
            HUB.bareRequest(method, path)
                .header("Authorization", "Basic eDp5")
                .from("127.0.0." + ADDRESSES.incrementAndGet())
                .send()
                .status())
        .isEqualTo(401);
    assertThat(HUB.bareRequest(method, path + "?token=" + HUB.token()).send().status())
        .isEqualTo(401);
    assertThat(HUB.bareRequest(method, path + "?ticket=made-up").send().status()).isEqualTo(401);
    TestHub.Response refusal =
        HUB.bareRequest(method, path).header("Cookie", BROWSER.cookie()).send();
    assertThat(refusal.status()).as("the cookie alone").isEqualTo(401);
    assertThat(refusal.header("www-authenticate")).startsWith("Bearer");
    assertThat(
            HUB.bareRequest(method, path).header("X-Patchbay-Key", BROWSER.key()).send().status())
        .as("the key alone")
        .isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("allRoutes")
  void refusesForeignHostsAndOrigins(String method, String path) {
    for (String host :
        new String[] {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "x"}) {
      TestHub.Response response = HUB.request(method, path).header("Host", host).send();
      assertThat(response.status()).as(host).isEqualTo(403);
      assertThat(response.problem()).isEqualTo("unknown-host");
    }
    for (String origin :
        new String[] {
          "http://evil.example",
          "null",
          "http://127.0.0.1",
          "file://",
          HUB.url().replace("http://", "https://")
        }) {
      TestHub.Response response = HUB.request(method, path).header("Origin", origin).send();
      assertThat(response.status()).as(origin).isEqualTo(403);
      assertThat(response.problem()).isEqualTo("foreign-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "localhost:1234", "127.0.0.1", "[::1]", "[::1]:7717", "HUB.example"})
  void isKnownByItsNames(String host) {
    assertThat(HUB.bareRequest("GET", "/api/health").header("Host", host).send().status())
        .isEqualTo(200);
  }

  @Test
  void acceptsItsOwnOriginAsTheBrowserCallsIt() {
    String port = HUB.url().substring(HUB.url().lastIndexOf(':'));
    assertThat(
            HUB.request("GET", "/api/system")
                .header("Host", "localhost" + port)
                .header("Origin", "http://localhost" + port)
                .send()
                .status())
        .isEqualTo(200);
  }

  @Test
  void leadsFromTheTokenToASessionAndOut() {
    Browser browser = Browser.logIn(HUB);
    assertThat(browser.setCookie())
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Strict", "Path=/");
    assertThat(browser.setCookie()).doesNotContain(HUB.token(), browser.key(), "Secure");
    assertThat(browser.status("GET", "/api/terminals")).isEqualTo(200);

    assertThat(browser.status("POST", "/api/logout")).isEqualTo(204);

    assertThat(browser.status("GET", "/api/terminals")).isEqualTo(401);
  }

  @Test
  void opensNothingByACookieAndTheKeyOfAnother() {
    Browser other = Browser.logIn(HUB);
    assertThat(
            HUB.bareRequest("GET", "/api/terminals")
                .header("Cookie", BROWSER.cookie())
                .header("X-Patchbay-Key", other.key())
                .send()
                .status())
        .isEqualTo(401);
  }

  @Test
  void triesAllCookiesOfItsName() {
    String name = BROWSER.cookieName();
    for (String cookies :
        new String[] {
          name + "=planted; " + BROWSER.cookie(),
          BROWSER.cookie() + "; " + name + "=planted",
          "x=y; " + name + "=; " + name + "=a b; " + BROWSER.cookie() + ";"
        }) {
      assertThat(
              HUB.bareRequest("GET", "/api/terminals")
                  .header("Cookie", cookies)
                  .header("X-Patchbay-Key", BROWSER.key())
                  .send()
                  .status())
          .as(cookies)
          .isEqualTo(200);
    }
  }

  @Test
  void knowsTheBearerSchemeInAnyCase() {
    for (String scheme : new String[] {"Bearer", "bearer", "BEARER"}) {
      assertThat(
              HUB.bareRequest("GET", "/api/system")
                  .header("Authorization", scheme + " " + HUB.token())
                  .send()
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void selectsASubprotocolThatWasOffered() {
    String key = "patchbay.key." + BROWSER.key();
    assertThat(selected("patchbay, " + key)).isEqualTo("patchbay");
    // Browsers hang up where none is selected.
    assertThat(selected(key)).isEqualTo(key);
  }

  private static String selected(String offered) {
    Map<String, String> headers = new HashMap<>(BROWSER.upgradeHeaders());
    headers.put("Sec-WebSocket-Protocol", offered);
    TestSocket socket = TestSocket.connect(HUB.client(), HUB.streamUri(TERMINAL, ""), headers);
    socket.disconnect();
    return socket.subprotocol();
  }

  @Test
  void upgradesWithATokenOrWithASessionAndItsOwnOriginOnly() {
    String pair = BROWSER.cookie();
    String protocol = "patchbay.key." + BROWSER.key();
    upgrade(Map.of("Authorization", "Bearer " + HUB.token())).disconnect();
    BROWSER.watch(TERMINAL).disconnect();

    assertRefused(Map.of("Cookie", pair, "Origin", HUB.url()), 401);
    assertRefused(
        Map.of("Cookie", pair, "Origin", HUB.url(), "X-Patchbay-Key", BROWSER.key()), 401);
    assertRefused(Map.of("Origin", HUB.url(), "Sec-WebSocket-Protocol", protocol), 401);
    assertRefused(Map.of("Cookie", pair, "Sec-WebSocket-Protocol", protocol), 401);
    assertRefused(
        Map.of(
            "Cookie",
            BROWSER.cookieName() + "=made-up",
            "Origin",
            HUB.url(),
            "Sec-WebSocket-Protocol",
            protocol),
        401);
    assertRefused(Map.of("Origin", HUB.url()), 401);
    assertRefused(Map.of(), 401);
    assertRefused(Map.of("Authorization", "Bearer wrong"), 401);
    assertRefused(
        Map.of("Cookie", pair, "Origin", "http://evil.example", "Sec-WebSocket-Protocol", protocol),
        403);
    assertRefused(Map.of("Authorization", "Bearer " + HUB.token(), "Origin", "null"), 403);
    assertRefused(Map.of("Authorization", "Bearer " + HUB.token(), "Host", "evil.example"), 403);
  }

  @Test
  void hardensItsAnswers() {
    TestHub.Response page = HUB.bareRequest("GET", "/").send();
    assertThat(page.header("content-security-policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
  }

  @Test
  void keepsItsTokenForTheUsersEyesAlone() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(HUB.dataDir().resolve("token"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(HUB.dataDir().resolve("hub.address"))).doesNotContain(HUB.token());
  }

  @Test
  void staysUpThroughTenThousandConnectsAndDrops() throws Exception {
    URI uri = URI.create(HUB.url());
    for (int i = 0; i < 10_000; i++) {
      try (var socket = new Socket(uri.getHost(), uri.getPort())) {
        if (i % 2 == 0) {
          socket.getOutputStream().write("GET /api/te".getBytes(US_ASCII));
        }
        socket.setSoLinger(true, 0);
      }
    }
    await().until(() -> HUB.request("GET", "/api/system").send().status() == 200);
    assertThat(HUB.request("GET", "/api/terminals/" + TERMINAL).send().json().getString("state"))
        .isEqualTo("running");
  }

  private static StreamClient upgrade(Map<String, String> headers) {
    return StreamClient.connect(HUB.client(), HUB.streamUri(TERMINAL, ""), headers);
  }

  private static void assertRefused(Map<String, String> headers, int status) {
    assertThatThrownBy(() -> upgrade(headers))
        .isInstanceOfSatisfying(
            TestSocket.Refused.class,
            e -> assertThat(e.status()).as(headers.keySet().toString()).isEqualTo(status));
  }
}
