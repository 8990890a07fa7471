package dev.patchbay.health;

import dev.patchbay.bounded.UserPattern;
import java.util.List;
import java.util.Optional;

/** How a service is asked. */
public sealed interface Check {
  /**
   * A GET. Redirects are answers like others and are not followed.
   *
   * @param from the lowest status that is good
   * @param to the highest
   * @param match what the first 64 KiB of the body must contain; a regular expression of RE2, which
   *     never takes long
   */
  record Http(HttpAddress address, int from, int to, Optional<String> match) implements Check {
    public Http {
      if (from < 100 || to > 599 || to < from) {
        throw new IllegalArgumentException("the status range must lie between 100 and 599");
      }
      match.ifPresent(Check::pattern);
    }
  }

  /** A connection that is made and closed again. */
  record Tcp(String host, int port) implements Check {
    private static final String FORM = "must be a port such as 5432, or host:port";

    public Tcp {
      if (host.isEmpty() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(FORM + ", with a port from 1 to 65535");
      }
    }

    /**
     * @param text a port of this machine, or {@code host:port}; an address of IPv6 in brackets
     * @throws IllegalArgumentException if it is neither
     */
    public static Tcp of(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "localhost" : text.substring(0, colon);
      String port = text.substring(colon + 1);
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      } else if (host.contains(":")) {
        throw new IllegalArgumentException(
            "\"" + text + "\" can be read in two ways: write [" + host + "]:" + port);
      }
      if (!port.matches("\\d{1,5}")) {
        throw new IllegalArgumentException("\"" + text + "\" " + FORM);
      }
      return new Tcp(host, Integer.parseInt(port));
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A program that ends with 0. */
  record Command(List<String> argv) implements Check {
    public Command {
      argv = List.copyOf(argv);
      if (argv.isEmpty()) {
        throw new IllegalArgumentException("needs a program to run");
      }
    }
  }

  /** A line of the service's own output, once; a regular expression of RE2 that it contains. */
  record Output(String match) implements Check {
    public Output {
      var _ = UserPattern.of(match);
    }
  }

  /**
   * A regular expression as it was written.
   *
   * @throws IllegalArgumentException if it is none of RE2
   */
  static String pattern(String text) {
    var _ = UserPattern.of(text);
    return text;
  }
}
