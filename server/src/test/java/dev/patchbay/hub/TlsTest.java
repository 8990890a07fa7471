package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub with a certificate, which may listen anywhere. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void servesPageApiAndStreamOverTls() throws Exception {
    KeyStore keys = makeCertificate();
    write("cert.pem", "CERTIFICATE", keys.getCertificate("hub").getEncoded());
    Key privateKey = keys.getKey("hub", PASSWORD);
    write("key.pem", "PRIVATE KEY", privateKey.getEncoded());
    String config =
        "host: 0.0.0.0\ntls: {certificate: %s, key: %s}\n"
            .formatted(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    try (TestHub hub = TestHub.start(config);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
      assertThat(hub.url()).startsWith("https://0.0.0.0:");
      String url = hub.url().replace("0.0.0.0", "localhost");

      HttpResponse<String> login =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "/api/login"))
                  .header("Content-Type", "application/json")
                  .header("Origin", url)
                  .POST(
                      BodyPublishers.ofString(new JsonObject().put("token", hub.token()).encode()))
                  .build(),
              BodyHandlers.ofString());
      String cookie = login.headers().firstValue("set-cookie").orElseThrow();
      String key = new JsonObject(login.body()).getString("key");

      assertThat(cookie).contains("Secure");
      String insecure = url.replace("https://", "http://");
      assertThat(health(client, url, "Origin", insecure).statusCode()).isEqualTo(403);
      String named = url.replace("https://localhost", "127.0.0.1");
      assertThat(strictTransport(health(client, url, "Host", named)))
          .hasValueSatisfying(value -> assertThat(value).startsWith("max-age="));
      // Browsers would take it for all that is under development there.
      assertThat(strictTransport(login)).isEmpty();
      HttpResponse<String> opened =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "/api/terminals"))
                  .header("Cookie", cookie.split(";", 2)[0])
                  .header("X-Patchbay-Key", key)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"command\":[\"echo\",\"over tls\"]}"))
                  .build(),
              BodyHandlers.ofString());
      String id = new JsonObject(opened.body()).getString("id");
      URI stream =
          URI.create(url.replaceFirst("^https", "wss") + "/api/terminals/" + id + "/stream");
      StreamClient viewer =
          StreamClient.connect(
              client,
              stream,
              Map.of(
                  "Cookie",
                  cookie.split(";", 2)[0],
                  "Origin",
                  url,
                  "Sec-WebSocket-Protocol",
                  "patchbay, patchbay.key." + key));
      viewer.awaitText("over tls");
      viewer.disconnect();
    }
  }

  private static HttpResponse<String> health(
      HttpClient client, String url, String header, String value) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + "/api/health")).header(header, value).build(),
        BodyHandlers.ofString());
  }

  private static Optional<String> strictTransport(HttpResponse<?> response) {
    return response.headers().firstValue("strict-transport-security");
  }

  private KeyStore makeCertificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "hub",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private void write(String name, String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Path file =
        Files.writeString(
            folder.resolve(name),
            "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    // The hub refuses a key that others can read.
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static SSLContext trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("hub", keys.getCertificate("hub"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
