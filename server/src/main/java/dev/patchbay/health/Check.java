package dev.patchbay.health;

import java.net.URI;
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
  record Http(URI url, int from, int to, Optional<String> match) implements Check {
    public Http {
      String scheme = String.valueOf(url.getScheme());
      if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
        throw new IllegalArgumentException("must be an http or https URL with a host");
      }
      if (from < 100 || to > 599 || to < from) {
        throw new IllegalArgumentException("the status range must lie between 100 and 599");
      }
      match.ifPresent(UserPattern::of);
    }
  }

  /** A connection that is made and closed again. */
  record Tcp(String host, int port) implements Check {
    public Tcp {
      if (host.isEmpty() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException("must be host:port");
      }
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
}
