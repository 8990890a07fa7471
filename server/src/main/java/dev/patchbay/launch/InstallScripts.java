package dev.patchbay.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.DataDir;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scripts that install tools: downloaded, kept by their SHA-256, shown to the user, and run only as
 * they were shown. Thread-safe; blocks.
 */
final class InstallScripts {
  /** The longest of the catalogue's has 40 KiB. */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final DataDir dataDir;

  InstallScripts(DataDir dataDir) {
    this.dataDir = dataDir;
  }

  /** A script as it was downloaded. */
  record Script(String url, String sha256, String text) {}

  /** Downloads a script and keeps it; says why where that is not possible. */
  sealed interface Download {
    record Done(Script script) implements Download {}

    record Failed(String reason) implements Download {}
  }

  Download download(String url) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            // From https never to anything less.
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        client.shutdownNow();
        if (response.statusCode() != 200) {
          return new Download.Failed(url + " answered with status " + response.statusCode() + ".");
        }
        if (bytes.length > MAX_BYTES) {
          return new Download.Failed(url + " is longer than 1 MiB.");
        }
        String text = new String(bytes, UTF_8);
        String sha256 = sha256(text);
        dataDir.write(name(sha256), text);
        return new Download.Done(new Script(url, sha256, text));
      }
    } catch (IOException e) {
      return new Download.Failed(url + " cannot be downloaded: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Download.Failed("The download was interrupted.");
    }
  }

  /** The file of a script that was downloaded before, if it still is what it was. */
  Optional<Path> find(String sha256) {
    return HASH.matcher(sha256).matches()
            && dataDir.read(name(sha256)).filter(text -> sha256(text).equals(sha256)).isPresent()
        ? Optional.of(dataDir.path().resolve(name(sha256)))
        : Optional.empty();
  }

  private static String name(String sha256) {
    return "install-" + sha256 + ".sh";
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
