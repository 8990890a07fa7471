package dev.patchbay.hub;

import dev.patchbay.config.Section;
import dev.patchbay.processes.Capacity;
import dev.patchbay.processes.ProcessSettings;
import dev.patchbay.processes.Processes;
import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.output.Rotation;
import dev.patchbay.processes.spec.Kind;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.processes.spec.SpecReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of the configuration file that are about processes. */
final class ServiceSection {
  private static final String SERVICES = "services";

  private ServiceSection() {}

  /**
   * @throws dev.patchbay.config.ConfigException if something cannot be used, with its place
   */
  static Map<String, ProcessSpec> services(Section top) {
    Map<String, ProcessSpec> services = new LinkedHashMap<>();
    top.tree(SERVICES)
        .forEach((name, declaration) -> {
          if (!(declaration instanceof Map<?, ?> map)) {
            throw top.faultAt(SERVICES, "/" + name, "must have entries of its own");
          }
          try {
            ProcessSpec spec = SpecReader.read(Optional.of(name), map);
            if (spec.kind() == Kind.ISOLATED) {
              throw new SpecException("/kind", "this hub cannot start isolated processes yet");
            }
            services.put(name, spec);
          } catch (SpecException e) {
            throw top.faultAt(SERVICES, "/" + name + e.pointer(), e.detail());
          }
        });
    try {
      Processes.check(services);
    } catch (SpecException e) {
      throw top.faultAt(SERVICES, e.pointer(), e.detail());
    }
    return services;
  }

  /**
   * @param section the part on processes
   * @param alerts that on alerts
   */
  static ProcessSettings settings(Section section, Section alerts) {
    ProcessSettings standard = ProcessSettings.defaults();
    Section environment = section.section("environment");
    List<String> pass =
        Stream.concat(standard.pass().stream(), environment.texts("pass").stream()).toList();
    Map<String, String> set = environment.section("set").entries();
    environment.rejectUnknown();
    Section output = section.section("output");
    Rotation rotation =
        output.checked(() ->
            new Rotation(
                output.size("file", (int) standard.rotation().bytes()),
                output.number("files", standard.rotation().files())));
    output.rejectUnknown();
    Breaker.Rule breaker = breaker(section.section("breaker"), standard.breaker());
    List<Path> closed = section.texts("closed").stream().map(Path::of).toList();
    ProcessSettings settings =
        section.checked(() ->
            new ProcessSettings(
                capacity(section, standard.capacity()),
                breaker,
                section.number("keep-ended", standard.keepEnded()),
                rotation,
                pass,
                set,
                section.texts("allow"),
                closed,
                AlertSection.rules(alerts)));
    section.rejectUnknown();
    return settings;
  }

  private static Breaker.Rule breaker(Section section, Breaker.Rule standard) {
    Breaker.Rule rule =
        section.checked(() ->
            new Breaker.Rule(
                section.number("after", standard.after()),
                section.duration("rest", standard.rest())));
    section.rejectUnknown();
    return rule;
  }

  private static Capacity capacity(Section section, Capacity standard) {
    return new Capacity(
        section.number("max", standard.max()),
        section.number("max-queued", standard.maxQueued()),
        section.largeSize("memory-headroom", standard.memoryHeadroom()),
        section.text("cpu-headroom").map(ServiceSection::cores).orElse(standard.cpuHeadroom()));
  }

  private static double cores(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("cpu-headroom must be a number of cores", e);
    }
  }
}
