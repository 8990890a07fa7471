package dev.patchbay.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment that the user has, which is not quite the one that Java was started with: the
 * start script sets a locale for Java alone.
 */
public final class UserEnvironment {
  /** Set by the start script ({@code src/packaging/locale.sh}); empty where there was none. */
  private static final String OWN_LC_ALL = "PATCHBAY_USER_LC_ALL";

  /** How the network is reached: by which proxy, and whose certificates are trusted. */
  public static final List<String> NETWORK =
      List.of(
          "http_proxy",
          "https_proxy",
          "ftp_proxy",
          "all_proxy",
          "no_proxy",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "FTP_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NIX_SSL_CERT_FILE",
          "CURL_CA_BUNDLE",
          "REQUESTS_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "CARGO_HTTP_CAINFO",
          "PIP_CERT",
          "AWS_CA_BUNDLE",
          "DENO_CERT",
          "NODE_EXTRA_CA_CERTS");

  private static final String LC_ALL = "LC_ALL";
  private static final String HOME = "HOME";

  private UserEnvironment() {}

  /** That of this process. */
  public static Map<String, String> ofThisProcess() {
    return of(System.getenv(), System.getProperty("user.home"));
  }

  /**
   * @param process what Java was started with
   * @param home of the user by the system's list of users; taken where {@code HOME} names none
   */
  static Map<String, String> of(Map<String, String> process, String home) {
    Map<String, String> environment = new HashMap<>(process);
    String own = environment.remove(OWN_LC_ALL);
    if (own != null) {
      if (own.isEmpty()) {
        environment.remove(LC_ALL);
      } else {
        environment.put(LC_ALL, own);
      }
    }
    if (!environment.getOrDefault(HOME, "").startsWith("/") && home.startsWith("/")) {
      environment.put(HOME, home);
    }
    return Map.copyOf(environment);
  }

  /**
   * What is to be told of how Java takes the names of files.
   *
   * @return empty where it takes them as UTF-8
   */
  public static Optional<String> objection() {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    return encoding.equalsIgnoreCase("UTF-8")
            || Path.of("/").getFileSystem().getSeparator().equals("\\")
        ? Optional.empty()
        : Optional.of(
            "files and folders whose names are not plain ASCII cannot be used: by its locale Java"
                + " takes names as "
                + encoding
                + ". Start the hub with ./patchbay, or set LC_ALL=C.UTF-8");
  }
}
