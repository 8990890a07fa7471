package dev.patchbay.hub;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.config.Quantities;
import dev.patchbay.config.Section;
import dev.patchbay.processes.Capacity;
import dev.patchbay.processes.OverloadRule;
import dev.patchbay.processes.ProcessSettings;
import dev.patchbay.processes.Processes;
import dev.patchbay.processes.lifecycle.Breaker;
import dev.patchbay.processes.output.Rotation;
import dev.patchbay.processes.spec.Defaults;
import dev.patchbay.processes.spec.Kind;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.processes.spec.SpecReader;
import dev.patchbay.security.ExecRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of the configuration file that are about processes. */
final class ServiceSection {
  private ServiceSection() {}

  /**
   * @throws dev.patchbay.config.ConfigException if something cannot be used, with its place
   */
  static Map<String, ProcessSpec> services(Section section, SpecReader reader) {
    Map<String, ProcessSpec> services = new LinkedHashMap<>();
    for (String name : section.keys()) {
      Section declaration = section.section(name);
      ProcessSpec spec = reader.read(name, declaration);
      if (spec.kind() == Kind.ISOLATED) {
        throw declaration.faultAt("/kind", "this hub cannot start isolated processes yet");
      }
      services.put(name, spec);
    }
    try {
      Processes.check(services);
    } catch (SpecException e) {
      throw section.faultAt(e.pointer(), e.detail());
    }
    return services;
  }

  /**
   * What may be started.
   *
   * @param section the part on processes
   * @param folders what paths count from
   * @param environment the hub's own
   */
  static ExecRules rules(Section section, BaseFolders folders, Map<String, String> environment) {
    return section.checked(() ->
        ExecRules.of(
            section.texts("allow"), section.paths("closed", folders), folders, environment));
  }

  /**
   * @param section the part on processes, whose lists of programs were read before
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
    Defaults defaults = Defaults.of(section.section("defaults"));
    ProcessSettings settings =
        section.checked(() ->
            new ProcessSettings(
                capacity(section, standard.capacity()),
                breaker,
                section.number("keep-ended", standard.keepEnded()),
                rotation,
                pass,
                set,
                section.duration("sweep", standard.sweep()),
                AlertSection.rules(alerts),
                defaults));
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
        section.parsed("cpu-headroom", Quantities::cores).orElse(standard.cpuHeadroom()),
        overload(section.section("overload"), standard.overload()));
  }

  private static OverloadRule overload(Section section, OverloadRule standard) {
    OverloadRule rule =
        section.checked(() ->
            new OverloadRule(
                percent(section, "memory-available", standard.memoryAvailable()),
                percent(section, "memory-pressure", standard.memoryPressure()),
                percent(section, "cpu-pressure", standard.cpuPressure()),
                section.decimal("load").orElse(standard.load()),
                section.duration("after", standard.after()),
                section.duration("calm", standard.calm()),
                section
                    .oneOf("low-priority", OverloadRule.LowPriority.class)
                    .orElse(standard.lowPriority())));
    section.rejectUnknown();
    return rule;
  }

  private static double percent(Section section, String key, double standard) {
    return section
        .parsed(key, text -> Quantities.decimal(text.replaceFirst(" ?%$", "")))
        .orElse(standard);
  }
}
