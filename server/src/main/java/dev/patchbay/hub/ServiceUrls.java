package dev.patchbay.hub;

import dev.patchbay.config.Section;
import dev.patchbay.health.Check;
import dev.patchbay.health.Probe;
import dev.patchbay.processes.spec.Checks;
import dev.patchbay.processes.spec.ProcessSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where services can be reached, for tools, terminals and services: by the address at which their
 * readiness is asked for, else their health. {@code PATCHBAY_SERVICE_WEB_API_URL} is {@code
 * web-api}.
 */
final class ServiceUrls {
  private ServiceUrls() {}

  /**
   * @param section the declarations, to place faults
   * @throws dev.patchbay.config.FieldException if two names make the same variable
   */
  static void check(Section section, Map<String, ProcessSpec> services) {
    Map<String, String> names = new HashMap<>();
    services.forEach((name, service) -> {
      if (url(service.checks()).isPresent()) {
        String other = names.putIfAbsent(variable(name), name);
        if (other != null) {
          throw section.faultAt(
              "/" + name,
              "tools are told its address as %s, which is that of \"%s\" as well: rename one"
                  .formatted(variable(name), other));
        }
      }
    });
  }

  static Map<String, String> of(Map<String, ProcessSpec> services) {
    Map<String, String> variables = new LinkedHashMap<>();
    services.forEach((name, service) ->
        url(service.checks()).ifPresent(url -> variables.put(variable(name), url)));
    return variables;
  }

  private static String variable(String name) {
    return "PATCHBAY_SERVICE_"
        + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
        + "_URL";
  }

  private static Optional<String> url(Checks checks) {
    return checks
        .readiness()
        .flatMap(ServiceUrls::url)
        .or(() -> checks.health().flatMap(ServiceUrls::url));
  }

  /** Without path and user: where it answers, and not what it is asked there. */
  private static Optional<String> url(Probe probe) {
    return switch (probe.check()) {
      case Check.Http(var address, int _, int _, var _) ->
          Optional.of(address.url().getScheme() + "://" + address.url().getRawAuthority());
      case Check.Tcp tcp -> Optional.of("tcp://" + tcp);
      case Check.Command _, Check.Output _ -> Optional.empty();
    };
  }
}
