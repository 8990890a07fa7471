package dev.patchbay.hub;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** A browser that has logged in: what it sends with its requests. */
record Browser(TestHub hub, String setCookie, String key) {
  static Browser logIn(TestHub hub) {
    TestHub.Response response =
        hub.bareRequest("POST", "/api/login")
            .header("Content-Type", "application/json")
            .body(new JsonObject().put("token", hub.token()).encode())
            .send();
    if (response.status() != 200) {
      throw new AssertionError(response.toString());
    }
    return new Browser(hub, response.header("set-cookie"), response.json().getString("key"));
  }

  /** Name and value. */
  String cookie() {
    return setCookie.split(";", 2)[0];
  }

  String cookieName() {
    return cookie().split("=", 2)[0];
  }

  TestHub.Request request(String method, String path) {
    return hub.bareRequest(method, path)
        .header("Cookie", cookie())
        .header("X-Patchbay-Key", key)
        .header("Content-Type", "application/json");
  }

  int status(String method, String path) {
    return request(method, path).send().status();
  }

  /** Of an upgrade, as the page sends them. */
  Map<String, String> upgradeHeaders() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Cookie", cookie());
    headers.put("Origin", hub.url());
    headers.put("Sec-WebSocket-Protocol", "patchbay, patchbay.key." + key);
    return headers;
  }

  StreamClient watch(String terminal) {
    return StreamClient.connect(hub.client(), hub.streamUri(terminal, ""), upgradeHeaders());
  }
}
