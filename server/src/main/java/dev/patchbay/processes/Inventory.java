package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.State;
import dev.patchbay.processes.registry.Known;
import dev.patchbay.processes.spec.Kind;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.processes.spec.SpecReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes processes of declarations: those of the configuration file, those over the API, and what
 * earlier hubs were told over theirs.
 */
final class Inventory {
  private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

  private final Workshop workshop;
  private final Roster roster;
  private final SpecReader declarations;
  private final Supplier<String> newId;

  /**
   * @param declarations reads those over the API
   */
  Inventory(Workshop workshop, Roster roster, SpecReader declarations, Supplier<String> newId) {
    this.workshop = workshop;
    this.roster = roster;
    this.declarations = declarations;
    this.newId = newId;
  }

  /** One that has never run. */
  Supervised add(ProcessSpec spec, Optional<Map<?, ?>> declaration) {
    // One that is nobody's name, since processes are found by either.
    String id =
        Stream.generate(newId).filter(it -> roster.find(it).isEmpty()).findFirst().orElseThrow();
    boolean declared = declaration.isEmpty();
    Supervised process = new Supervised(workshop, id, spec, declared, 0);
    workshop.registry().record(new Known(id, spec.name(), declaration));
    roster.add(process);
    workshop.listener().accept(new ProcessEvent.Created(process.info()));
    return process;
  }

  /**
   * All that there is when a hub begins.
   *
   * @param declared what the configuration file has, by name
   * @throws SpecException if they do not fit together
   */
  void take(Map<String, ProcessSpec> declared, List<Known> known) {
    Declarations.check(declared);
    Map<String, Known> byName = new HashMap<>();
    known.forEach(process -> byName.put(process.name(), process));
    declared.forEach((name, spec) -> {
      Known before = byName.get(name);
      if (before == null) {
        add(spec, Optional.empty());
      } else {
        if (before.declaration().isPresent()) {
          LOG.warn("{} was declared over the API too; the configuration file's counts", name);
        }
        State state = State.initial(before.generation());
        roster.add(new Supervised(workshop, before.id(), spec, true, state, Optional.empty()));
      }
    });
    restore(known.stream().filter(process -> !declared.containsKey(process.name())).toList());
  }

  /** Those that were declared over the API under an earlier hub. */
  private void restore(List<Known> known) {
    Map<Known, ProcessSpec> specs = new LinkedHashMap<>();
    Map<Known, Ending.NotStarted> faults = new HashMap<>();
    for (Known process : known) {
      if (process.declaration().isEmpty()) {
        // The configuration file had it, and has it no more.
        workshop.registry().gone(process.id());
        continue;
      }
      try {
        specs.put(process, declarations.read(process.declaration().get()));
      } catch (RuntimeException e) {
        specs.put(process, BrokenDeclaration.of(process, declarations));
        faults.put(process, BrokenDeclaration.fault(e));
      }
    }
    Map<String, ProcessSpec> all = roster.specs();
    specs.values().forEach(spec -> all.put(spec.name(), spec));
    specs.forEach((process, spec) -> {
      Optional<Ending.NotStarted> missing =
          spec.place().dependsOn().keySet().stream()
              .filter(name -> !all.containsKey(name))
              .findFirst()
              .map(Dependencies::missing);
      Optional<Ending.NotStarted> fault = Optional.ofNullable(faults.get(process));
      // What is missing may be declared later; nothing else can come right by itself.
      restore(
          process,
          spec,
          fault.isPresent() || missing.isPresent() ? fault : circle(spec, all),
          missing);
    });
  }

  private static Optional<Ending.NotStarted> circle(
      ProcessSpec spec, Map<String, ProcessSpec> all) {
    try {
      Declarations.check(spec, all);
      return Optional.empty();
    } catch (SpecException e) {
      return Optional.of(BrokenDeclaration.fault(e));
    }
  }

  private void restore(
      Known process,
      ProcessSpec spec,
      Optional<Ending.NotStarted> fault,
      Optional<Ending.NotStarted> missing) {
    Optional<Ending.NotStarted> reason = fault.or(() -> missing);
    State state =
        reason
            .map(why -> State.failed(process.wanted(), process.generation(), why))
            .orElseGet(() -> before(process, spec));
    reason.ifPresent(why -> LOG.warn("{} cannot be started: {}", process.name(), why.detail()));
    roster.add(new Supervised(workshop, process.id(), spec, false, state, fault));
  }

  private static State before(Known process, ProcessSpec spec) {
    return process.completed() && process.wanted() && spec.kind() == Kind.SYSTEM
        ? State.completed(process.generation())
        : State.initial(process.generation());
  }
}
