package dev.patchbay.processes.limits;

import dev.patchbay.os.Restraints;
import dev.patchbay.os.Restraints.Resource;
import dev.patchbay.processes.limits.ControlGroups.Controller;
import dev.patchbay.processes.limits.LimitReport.Hold;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.spec.Limit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the limits of a process are held on this machine: by the kernel where it can, else watched.
 *
 * @param reports every one of them: none is silently left out
 */
public record LimitPlan(
    List<LimitReport> reports, Map<Controller, Long> groups, Map<Resource, Long> resources) {
  private static final Logger LOG = LoggerFactory.getLogger(LimitPlan.class);
  private static final double CPU_PERIOD = 100_000;
  private static final String SAMPLED = "sampled each second";

  public LimitPlan {
    reports = List.copyOf(reports);
    groups = Map.copyOf(groups);
    resources = Map.copyOf(resources);
  }

  public static LimitPlan of(Map<Limit.Name, Limit> limits, ControlGroups machine) {
    List<LimitReport> reports = new ArrayList<>();
    Map<Controller, Long> groups = new EnumMap<>(Controller.class);
    Map<Resource, Long> resources = new EnumMap<>(Resource.class);
    limits.forEach((name, limit) -> {
      Optional<Controller> controller = controller(name).filter(machine::has);
      if (name == Limit.Name.OPEN_FILES) {
        resources.put(Resource.OPEN_FILES, (long) limit.max());
        reports.add(new LimitReport(name, limit, Hold.ENFORCED, "prlimit"));
      } else if (controller.isPresent() && isKernels(controller.get(), limit)) {
        groups.put(controller.get(), value(name, limit));
        reports.add(new LimitReport(name, limit, Hold.ENFORCED, machine.version()));
      } else if (name == Limit.Name.NETWORK) {
        reports.add(new LimitReport(name, limit, Hold.UNSUPPORTED, "nothing here measures it"));
      } else if (name == Limit.Name.RUN_TIME) {
        reports.add(new LimitReport(name, limit, Hold.ENFORCED, "the hub's clock"));
      } else if (!limit.has(Limit.Action.THROTTLE)) {
        reports.add(new LimitReport(name, limit, Hold.MONITORED, SAMPLED));
      } else if (controller.filter(machine::throttles).isPresent()) {
        // There already, for when it comes to that.
        groups.put(controller.get(), Controls.NO_LIMIT);
        reports.add(
            new LimitReport(name, limit, Hold.MONITORED, SAMPLED + "; " + machine.version()));
      } else {
        reports.add(
            new LimitReport(
                name, limit, Hold.MONITORED, SAMPLED + "; told, for want of a throttle"));
      }
    });
    reports.sort(java.util.Comparator.comparing(LimitReport::name));
    return new LimitPlan(reports, groups, resources);
  }

  /** Whether the kernel is to do at once what follows: what only it can do, and it alone. */
  private static boolean isKernels(Controller controller, Limit limit) {
    return switch (controller) {
      // It has no way to kill what only takes much time, nor to refuse memory without killing.
      case CPU -> limit.first() == Limit.Action.THROTTLE;
      case MEMORY -> limit.first() == Limit.Action.KILL;
      case PROCESSES ->
          limit.first() == Limit.Action.KILL || limit.first() == Limit.Action.THROTTLE;
    };
  }

  private static Optional<Controller> controller(Limit.Name name) {
    return switch (name) {
      case MEMORY -> Optional.of(Controller.MEMORY);
      case PROCESSES -> Optional.of(Controller.PROCESSES);
      case CPU -> Optional.of(Controller.CPU);
      case OPEN_FILES, RUN_TIME, DISK_READ, DISK_WRITE, NETWORK -> Optional.empty();
    };
  }

  /** Has the kernel slow down what takes more than a limit; false where it cannot. */
  public static boolean throttle(ControlGroup group, Limit.Name name, Limit limit) {
    return controller(name)
        .map(controller -> group.set(controller, Optional.of(value(name, limit))))
        .orElse(false);
  }

  private static long value(Limit.Name name, Limit limit) {
    return name == Limit.Name.CPU ? (long) (limit.max() * CPU_PERIOD) : (long) limit.max();
  }

  /** Makes the group of an incarnation; without one where the kernel refuses. */
  public Optional<ControlGroup> makeGroup(ControlGroups machine, Incarnation incarnation) {
    return makeGroup(machine, ControlGroups.name(incarnation));
  }

  /** The same for what is no incarnation of a process. */
  public Optional<ControlGroup> makeGroup(ControlGroups machine, String name) {
    try {
      return machine.make(name, groups);
    } catch (IOException e) {
      LOG.warn("no control group {}: {}", name, e.toString());
      return Optional.empty();
    }
  }

  /** What the kernel is to be told before the program is executed. */
  public Restraints restraints(Optional<ControlGroup> group, int nice) {
    return new Restraints(resources, nice, group.map(ControlGroup::folders).orElse(List.of()));
  }

  /** Those that have to be watched. */
  public List<LimitReport> watched() {
    return reports.stream().filter(report -> report.hold() == Hold.MONITORED).toList();
  }
}
