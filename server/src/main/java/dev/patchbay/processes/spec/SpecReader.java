package dev.patchbay.processes.spec;

import dev.patchbay.config.Quantities;
import dev.patchbay.health.Check;
import dev.patchbay.health.Probe;
import dev.patchbay.processes.lifecycle.BackOff;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.lifecycle.Rules;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a declaration and fills in what was left out. */
public final class SpecReader {
  private static final int FIRST_GOOD_STATUS = 200;
  private static final int LAST_GOOD_STATUS = 399;

  private SpecReader() {}

  /**
   * @param name by which it is known where the declaration has none itself
   * @param declaration as JSON or YAML has it
   * @throws SpecException if something cannot be used, with its place
   */
  public static ProcessSpec read(Optional<String> name, Map<?, ?> declaration) {
    Fields top = new Fields(declaration, "");
    String known =
        name.or(() -> top.text("name")).orElseThrow(() -> new SpecException("/name", "is missing"));
    Kind kind = top.oneOf("kind", Kind.class).orElse(Kind.SERVICE);
    if (kind == Kind.TERMINAL) {
      throw new SpecException("/kind", "terminals are opened by POST /api/terminals");
    }
    ProcessSpec spec =
        top.checked(() ->
            new ProcessSpec(
                known,
                kind,
                run(top),
                place(top),
                restart(top, kind),
                stop(top),
                new Checks(probe(top, "health"), probe(top, "readiness")),
                limits(top)));
    if (name.isEmpty()) {
      top.text("name");
    }
    top.rejectUnknown();
    return spec;
  }

  private static Run run(Fields top) {
    List<String> command =
        top.texts("command").orElseThrow(() -> new SpecException("/command", "is missing"));
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new SpecException("/command", "needs a program to run");
    }
    for (int i = 0; i < command.size(); i++) {
      if (command.get(i).indexOf('\0') >= 0) {
        throw new SpecException("/command/" + i, "an argument cannot hold a NUL");
      }
    }
    Map<String, String> env = top.entries("env");
    env.forEach((variable, value) -> {
      if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*") || value.indexOf('\0') >= 0) {
        throw new SpecException(
            "/env/" + variable, "cannot be a variable, or its value holds a NUL");
      }
    });
    Optional<String> cwd = top.text("cwd");
    if (cwd.filter(path -> path.indexOf('\0') >= 0).isPresent()) {
      throw new SpecException("/cwd", "a path cannot hold a NUL");
    }
    return new Run(command, cwd, env, top.duration("timeout"));
  }

  private static Place place(Fields top) {
    Map<String, Condition> dependsOn = new LinkedHashMap<>();
    top.entries("dependsOn")
        .forEach((other, condition) ->
            dependsOn.put(
                other,
                condition.isEmpty()
                    ? Condition.READY
                    : top.checked(() -> Fields.constant(condition, Condition.class))));
    return new Place(
        top.texts("tags").orElse(List.of()),
        top.oneOf("priority", Priority.class).orElse(Priority.NORMAL),
        dependsOn,
        top.flag("autoStart").orElse(true));
  }

  private static Restart restart(Fields top, Kind kind) {
    RestartPolicy byKind = kind == Kind.SYSTEM ? RestartPolicy.NO : RestartPolicy.ON_FAILURE;
    Restart usual = Restart.usual(byKind);
    return top.objectOr("restart", "policy")
        .map(fields -> {
          Duration delay = fields.duration("delay").orElse(usual.backOff().first());
          Duration longest = usual.backOff().longest();
          Duration maxDelay =
              fields.duration("maxDelay").orElse(longest.compareTo(delay) < 0 ? delay : longest);
          Set<Integer> codes = Set.copyOf(successCodes(fields));
          Restart restart =
              fields.checked(() ->
                  new Restart(
                      new Rules(
                          fields.oneOf("policy", RestartPolicy.class).orElse(byKind),
                          codes,
                          fields.number("maxRestarts").orElse(Restart.MAX_RESTARTS)),
                      new BackOff(delay, maxDelay),
                      fields.duration("stableAfter").orElse(Restart.STABLE_AFTER)));
          fields.rejectUnknown();
          return restart;
        })
        .orElse(usual);
  }

  private static List<Integer> successCodes(Fields fields) {
    List<Integer> codes = new ArrayList<>(List.of(0));
    for (String text : fields.texts("successCodes").orElse(List.of())) {
      try {
        int code = Integer.parseInt(text);
        if (code < 0 || code > 255) {
          throw new NumberFormatException();
        }
        if (!codes.contains(code)) {
          codes.add(code);
        }
      } catch (NumberFormatException e) {
        throw new SpecException(
            fields.pointer() + "/successCodes", "exit codes are numbers from 0 to 255");
      }
    }
    return codes;
  }

  private static Stop stop(Fields top) {
    return top.objectOr("stop", "signal")
        .map(fields -> {
          Stop stop =
              fields.checked(() ->
                  new Stop(
                      fields.text("signal").orElse(Stop.USUAL.signal()),
                      fields.duration("timeout").orElse(Stop.USUAL.timeout()),
                      fields.texts("command").orElse(List.of())));
          fields.rejectUnknown();
          return stop;
        })
        .orElse(Stop.USUAL);
  }

  private static Optional<Probe> probe(Fields top, String name) {
    return top.object(name)
        .map(fields -> {
          List<Check> checks = new ArrayList<>();
          fields
              .parsed("url", URI::create)
              .ifPresent(url -> checks.add(fields.checked(() -> http(fields, url))));
          fields.text("tcp").ifPresent(text -> checks.add(fields.checked(() -> tcp(text))));
          fields
              .texts("command")
              .ifPresent(argv -> checks.add(fields.checked(() -> new Check.Command(argv))));
          fields
              .text("output")
              .ifPresent(text -> checks.add(fields.checked(() -> new Check.Output(text))));
          if (checks.size() != 1) {
            throw new SpecException(
                fields.pointer(), "needs one of url, tcp, command and output, and no more");
          }
          if (name.equals("health") && checks.getFirst() instanceof Check.Output) {
            throw new SpecException(
                fields.pointer() + "/output", "says when it is ready, not whether it lives");
          }
          Probe probe =
              fields.checked(() ->
                  new Probe(
                      checks.getFirst(),
                      fields.duration("interval").orElse(Probe.INTERVAL),
                      fields.duration("timeout").orElse(Probe.TIMEOUT),
                      fields.number("successes").orElse(Probe.SUCCESSES),
                      fields.number("failures").orElse(Probe.FAILURES),
                      fields.duration("startAllowance").orElse(Duration.ZERO)));
          fields.rejectUnknown();
          return probe;
        });
  }

  private static Check http(Fields fields, URI url) {
    String status = fields.text("status").orElse(FIRST_GOOD_STATUS + "-" + LAST_GOOD_STATUS);
    String[] ends = status.split("-", 2);
    try {
      int from = Integer.parseInt(ends[0].strip());
      int to = ends.length == 1 ? from : Integer.parseInt(ends[1].strip());
      return new Check.Http(url, from, to, fields.text("match"));
    } catch (NumberFormatException e) {
      throw new SpecException(
          fields.pointer() + "/status", "must be a status such as 200, or a range: 200-399");
    }
  }

  private static Check tcp(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
    try {
      return new Check.Tcp(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("tcp must be host:port or a port");
    }
  }

  private static Map<Limit.Name, Limit> limits(Fields top) {
    Map<Limit.Name, Limit> limits = new EnumMap<>(Limit.Name.class);
    top.object("limits")
        .ifPresent(fields -> {
          for (Limit.Name name : Limit.Name.values()) {
            fields
                .objectOr(name.key(), "max")
                .ifPresent(limit -> {
                  limits.put(name, limit.checked(() -> limit(name, limit)));
                  limit.rejectUnknown();
                });
          }
          fields.rejectUnknown();
        });
    return limits;
  }

  private static Limit limit(Limit.Name name, Fields fields) {
    String text =
        fields
            .text("max")
            .orElseThrow(() -> new SpecException(fields.pointer() + "/max", "is missing"));
    Limit.Action usual = name == Limit.Name.CPU ? Limit.Action.THROTTLE : Limit.Action.KILL;
    Limit.Action action = fields.oneOf("action", Limit.Action.class).orElse(usual);
    double max =
        switch (name) {
          case MEMORY, DISK_READ, DISK_WRITE, NETWORK -> Quantities.size(text);
          case CPU -> decimal(text, "a number of cores such as 0.5 or 2");
          case PROCESSES, OPEN_FILES -> Math.rint(decimal(text, "a whole number"));
          case RUN_TIME -> Quantities.duration(text).toNanos();
        };
    return new Limit(max, text, action);
  }

  private static double decimal(String text, String wanted) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not " + wanted);
    }
  }
}
