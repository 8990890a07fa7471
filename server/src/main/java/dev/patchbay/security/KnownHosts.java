package dev.patchbay.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which names the hub may be called. A name that is not known is somebody's who made it point
 * here (DNS rebinding), and an origin other than the hub's own is another site's page.
 *
 * @param names in lower case, without port
 */
public record KnownHosts(Set<String> names) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  public KnownHosts {
    names = Set.copyOf(names);
  }

  /**
   * @param bound the address that the hub listens on
   * @param configured further names it may be called by
   */
  public static KnownHosts of(String bound, List<String> configured) {
    Set<String> names = new TreeSet<>(LOOPBACK);
    names.add(bound.contains(":") ? "[" + bound + "]" : bound.toLowerCase(Locale.ROOT));
    configured.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return new KnownHosts(names);
  }

  /**
   * @param host the header's value, with or without port
   */
  public boolean knows(String host) {
    return names.contains(withoutPort(host.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether an origin is the hub itself, as the browser that sends it has called the hub. By a name
   * that is not of this machine alone, a hub without TLS may be called through a proxy that has it.
   *
   * @param host the header's value of the same request
   * @param tls whether the request came over TLS
   */
  public static boolean isOwn(String origin, String host, boolean tls) {
    String called = host.toLowerCase(Locale.ROOT);
    return switch (origin.toLowerCase(Locale.ROOT)) {
      case String o when o.startsWith("http://") ->
          !tls && withPort(o.substring("http://".length()), 80).equals(withPort(called, 80));
      case String o when o.startsWith("https://") ->
          (tls || !LOOPBACK.contains(withoutPort(called)))
              && withPort(o.substring("https://".length()), 443).equals(withPort(called, 443));
      default -> false;
    };
  }

  private static String withPort(String authority, int standard) {
    return withoutPort(authority).equals(authority) ? authority + ":" + standard : authority;
  }

  private static String withoutPort(String authority) {
    return authority.replaceFirst(":\\d{1,5}$", "");
  }
}
