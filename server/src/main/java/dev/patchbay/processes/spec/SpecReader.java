package dev.patchbay.processes.spec;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.config.FieldException;
import dev.patchbay.config.Quantities;
import dev.patchbay.config.Section;
import dev.patchbay.processes.lifecycle.BackOff;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.lifecycle.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads declarations and fills in what was left out. */
public final class SpecReader {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final BaseFolders folders;
  private final Map<String, String> environment;
  private final Defaults defaults;
  private final Function<Section, Map<String, String>> envFiles;

  /**
   * @param folders what paths count from
   * @param environment the hub's own, of which a declaration may name variables
   * @param envFiles reads the files of variables that a declaration names
   */
  public SpecReader(
      BaseFolders folders,
      Map<String, String> environment,
      Defaults defaults,
      Function<Section, Map<String, String>> envFiles) {
    this.folders = folders;
    this.environment = Map.copyOf(environment);
    this.defaults = defaults;
    this.envFiles = envFiles;
  }

  /** One of declarations that are sent, which name no files. */
  public static SpecReader ofRequests(Map<String, String> environment, Defaults defaults) {
    return new SpecReader(
        BaseFolders.ofRequests(environment), environment, defaults, _ -> Map.of());
  }

  /** The same with other defaults. */
  public SpecReader with(Defaults changed) {
    return new SpecReader(folders, environment, changed, envFiles);
  }

  /**
   * @param declaration as JSON has it
   * @throws SpecException if something cannot be used, with its place
   */
  public ProcessSpec read(Map<?, ?> declaration) {
    try {
      Section section = Section.of(declaration);
      String name = section.text("name").orElseThrow(() -> section.faultAt("/name", "is missing"));
      return read(name, section);
    } catch (FieldException e) {
      throw new SpecException(e.pointer(), e.detail());
    }
  }

  /**
   * @param name by which it is known
   * @throws FieldException if something cannot be used, with its place
   */
  public ProcessSpec read(String name, Section declaration) {
    Section top = defaults.under(declaration);
    if (declaration.has("name")) {
      var _ = top.text("name");
    }
    Kind kind = declaration.oneOf("kind", Kind.class).orElse(Kind.SERVICE);
    var _ = top.has("kind");
    if (kind == Kind.TERMINAL) {
      throw declaration.faultAt("/kind", "terminals are opened by POST /api/terminals");
    }
    RestartPolicy byKind = kind == Kind.SYSTEM ? RestartPolicy.NO : RestartPolicy.ON_FAILURE;
    ProcessSpec spec =
        top.checked(() ->
            new ProcessSpec(
                name,
                kind,
                run(declaration, top, kind),
                place(top),
                restart(top, byKind),
                stop(top),
                ProbeReader.checks(declaration, top),
                LimitReader.limits(top)));
    top.rejectUnknown();
    return spec;
  }

  private Run run(Section declaration, Section top, Kind kind) {
    if (!top.has("command")) {
      throw top.faultAt("/command", "is missing: write the program and its arguments as a list");
    }
    List<String> command = top.texts("command");
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw top.faultAt("/command", "needs a program to run");
    }
    Map<String, String> variables = new HashMap<>(envFiles.apply(top));
    variables.putAll(env(top));
    // A service has no end, so that a time-out for all would end it again and again.
    Section timed = kind == Kind.SYSTEM ? top : declaration;
    var _ = top.has("timeout");
    return new Run(
        command,
        top.path("cwd", folders).map(Path::toString),
        variables,
        timed.<Optional<Duration>>parsed("timeout", SpecReader::timeout).flatMap(it -> it));
  }

  private static Optional<Duration> timeout(String text) {
    return text.equals(LimitReader.NONE)
        ? Optional.empty()
        : Optional.of(Quantities.duration(text));
  }

  private Map<String, String> env(Section top) {
    Section.Named env = top.named("env");
    Map<String, String> variables = new HashMap<>();
    env.texts()
        .forEach((name, value) -> {
          requireVariable(top, "/env/" + name, name);
          variables.put(name, value);
        });
    for (int i = 0; i < env.names().size(); i++) {
      String[] parts = env.names().get(i).split("=", 2);
      String pointer = "/env/" + i;
      requireVariable(top, pointer, parts[0]);
      if (parts.length == 2) {
        variables.put(parts[0], parts[1]);
      } else if (SecretNames.has(parts[0])) {
        throw top.faultAt(
            pointer,
            "by its name "
                + parts[0]
                + " is a secret, which the hub does not hand on: give its value here");
      } else if (environment.containsKey(parts[0])) {
        variables.put(parts[0], environment.get(parts[0]));
      }
    }
    return variables;
  }

  private static void requireVariable(Section top, String pointer, String name) {
    if (!VARIABLE.matcher(name).matches()) {
      throw top.faultAt(
          pointer,
          "\""
              + name
              + "\" cannot be a variable: its name has letters, digits and underscores, and begins"
              + " with no digit");
    }
  }

  private static Place place(Section top) {
    Section.Named named = top.named("depends-on");
    Map<String, Condition> dependsOn = new LinkedHashMap<>();
    named.names().forEach(other -> dependsOn.put(other, Condition.READY));
    named
        .texts()
        .forEach((other, condition) -> {
          try {
            dependsOn.put(other, Quantities.constant(condition, Condition.class));
          } catch (IllegalArgumentException e) {
            throw top.faultAt("/dependsOn/" + other, String.valueOf(e.getMessage()));
          }
        });
    return new Place(
        top.texts("tags"),
        top.oneOf("priority", Priority.class).orElse(Priority.NORMAL),
        dependsOn,
        top.flag("auto-start", true));
  }

  static Restart restart(Section top, RestartPolicy byKind) {
    Restart usual = Restart.usual(byKind);
    return top.objectOr("restart", "policy")
        .map(section -> {
          Duration delay = section.duration("delay", usual.backOff().first());
          Duration longest = usual.backOff().longest();
          Duration maxDelay =
              section.duration("max-delay", longest.compareTo(delay) < 0 ? delay : longest);
          Set<Integer> codes = new LinkedHashSet<>(Set.of(0));
          codes.addAll(section.parsedTexts("success-codes", SpecReader::exitCode));
          Restart restart =
              section.checked(() ->
                  new Restart(
                      new Rules(
                          section.oneOf("policy", RestartPolicy.class).orElse(byKind),
                          codes,
                          section.number("max-restarts", Restart.MAX_RESTARTS)),
                      new BackOff(delay, maxDelay),
                      section.duration("stable-after", Restart.STABLE_AFTER)));
          section.rejectUnknown();
          return restart;
        })
        .orElse(usual);
  }

  private static int exitCode(String text) {
    int code = Quantities.wholeNumber(text);
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException(text + " is no exit code: they are numbers from 0 to 255");
    }
    return code;
  }

  static Stop stop(Section top) {
    return top.objectOr("stop", "signal")
        .map(section -> {
          Stop stop =
              section.checked(() ->
                  new Stop(
                      section.parsed("signal", Stop::knownSignal).orElse(Stop.USUAL.signal()),
                      section.duration("timeout", Stop.USUAL.timeout()),
                      section.texts("command")));
          section.rejectUnknown();
          return stop;
        })
        .orElse(Stop.USUAL);
  }
}
