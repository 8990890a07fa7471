package dev.patchbay.processes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.patchbay.os.AdoptedChildren;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTable.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what outlived those who started it: by its mark and its pipes, and, of what shed even
 * these, by its having become a child of the hub's. The latter belongs to one of those that ran
 * when it came, and is ended when none of them runs any more. Thread-safe.
 */
final class Orphanage {
  private static final Logger LOG = LoggerFactory.getLogger(Orphanage.class);

  /** What everything that the hub starts for itself has in its environment. */
  private static final String OWN = "PATCHBAY_";

  /** Ids in marks of what is no process, but a command that the hub runs. */
  private static final Set<String> COMMANDS = Set.of("system", "errand", "run");

  private final Workshop workshop;
  private final Roster roster;
  private final Supplier<List<Guest>> guests;
  private final Belonging belonging;
  private final AdoptedChildren adopted;

  /** Pids and start times of those that could not be ended; a handful at most. */
  private final Set<String> outOfReach = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();

  /** Seen once: a child that has not executed its program yet still looks like the hub. */
  @GuardedBy("lock")
  private Map<Integer, Entry> fresh = new HashMap<>();

  /** Those whose mark says whose they are, or that somebody else looks after. */
  @GuardedBy("lock")
  private Map<Integer, Entry> known = new HashMap<>();

  @GuardedBy("lock")
  private Map<Integer, Foundling> foundlings = new HashMap<>();

  /**
   * One that shed everything.
   *
   * @param kin who may have started it, as {@link #alive} has them
   */
  private record Foundling(Entry entry, Set<String> kin) {}

  Orphanage(Workshop workshop, Roster roster, Supplier<List<Guest>> guests) {
    this.workshop = workshop;
    this.roster = roster;
    this.guests = guests;
    belonging = new Belonging(workshop);
    adopted = AdoptedChildren.begin();
  }

  /** Each second: who came to be a child of the hub's. */
  void look() {
    lock.lock();
    try {
      Map<Integer, Entry> newcomers = new HashMap<>();
      Map<Integer, Entry> stillKnown = new HashMap<>();
      Map<Integer, Foundling> stillFound = new HashMap<>();
      for (Entry child : adopted.look()) {
        Foundling found = foundlings.get(child.pid());
        if (found != null && found.entry.isSameProcessAs(child)) {
          stillFound.put(child.pid(), found);
        } else if (isIn(known, child)) {
          stillKnown.put(child.pid(), child);
        } else if (!isIn(fresh, child)) {
          newcomers.put(child.pid(), child);
        } else if (isSomebodys(child)) {
          stillKnown.put(child.pid(), child);
        } else {
          stillFound.put(child.pid(), new Foundling(child, alive()));
        }
      }
      fresh = newcomers;
      known = stillKnown;
      foundlings = stillFound;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isIn(Map<Integer, Entry> entries, Entry entry) {
    Entry there = entries.get(entry.pid());
    return there != null && there.isSameProcessAs(entry);
  }

  private boolean isSomebodys(Entry child) {
    ProcessTable.Reading reading = workshop.launcher().table().read();
    return reading.environment(child).assignment(OWN).isPresent()
        || belonging.mark(reading, child).isPresent()
        || guests.get().stream().anyMatch(guest -> guest.pid() == child.pid())
        || roster.all().stream()
            .flatMap(process -> process.live().stream())
            .anyMatch(live -> live.child().leader().isSameProcessAs(child));
  }

  /** All that runs rightly and may start something. */
  private Set<String> alive() {
    Set<String> alive = new HashSet<>();
    for (Supervised process : roster.all()) {
      process.alive().forEach(generation -> alive.add(process.id() + "/" + generation));
    }
    guests.get().stream().filter(Guest::runs).forEach(guest -> alive.add(guest.id()));
    return alive;
  }

  /** Ends what nobody looks after any more. Blocks for some seconds at most. */
  void sweep() {
    if (sweeping.compareAndSet(false, true)) {
      try {
        sweepOnce();
      } finally {
        sweeping.set(false);
      }
    }
  }

  private void sweepOnce() {
    Map<Entry, Orphan> orphans = new LinkedHashMap<>();
    Strays strays = new Strays(workshop.launcher().table());
    addMarked(strays, orphans);
    for (Entry entry : lost(alive())) {
      if (isWorthATry(entry)) {
        strays.add(List.of(entry));
        orphans.put(entry, orphan(entry, Optional.empty(), "parent"));
      }
    }
    if (!orphans.isEmpty()) {
      end(strays, orphans);
    }
  }

  /** Whether it still runs, and was not found to be out of the hub's reach. */
  private boolean isWorthATry(Entry entry) {
    return !outOfReach.contains(entry.pid() + " " + entry.started()) && runs(entry);
  }

  private static boolean runs(Entry entry) {
    return ProcessTable.find(entry.pid())
        .filter(now -> now.isSameProcessAs(entry) && !now.hasEnded())
        .isPresent();
  }

  /** When all that the hub runs has ended: whatever is left of it. Blocks as the sweep does. */
  void close() {
    Strays strays = new Strays(workshop.launcher().table());
    strays.add(lost(Set.of()));
    strays.end();
    adopted.close();
  }

  /** What is another user's, as after sudo, cannot be ended: that is said once. */
  private void end(Strays strays, Map<Entry, Orphan> orphans) {
    strays.end();
    List<Orphan> ended = new ArrayList<>();
    orphans.forEach((entry, orphan) -> {
      if (runs(entry)) {
        outOfReach.add(entry.pid() + " " + entry.started());
        LOG.warn("outlived those who had started it, and cannot be ended: {}", orphan);
      } else {
        ended.add(orphan);
      }
    });
    if (!ended.isEmpty()) {
      LOG.warn("ended what outlived those who had started it: {}", ended);
      workshop.listener().accept(new ProcessEvent.OrphansEnded(ended));
    }
  }

  private void addMarked(Strays strays, Map<Entry, Orphan> orphans) {
    ProcessTable.Reading reading = workshop.launcher().table().read();
    reading.readEnvironments(reading.entries());
    for (Entry entry : reading.entries()) {
      belonging
          .mark(reading, entry)
          .filter(mark -> !isAlive(mark) && isWorthATry(entry))
          .ifPresent(mark -> {
            strays.add(entry, mark);
            String id = Belonging.id(mark);
            String name = roster.byId(id).map(process -> process.spec().name()).orElse(id);
            orphans.put(entry, orphan(entry, Optional.of(name), "mark"));
          });
    }
  }

  private boolean isAlive(String mark) {
    String id = Belonging.id(mark);
    if (workshop.errand().isBusy() && (COMMANDS.contains(id) || Belonging.isOfCommand(mark))) {
      return true;
    }
    return roster
        .byId(id)
        .filter(process ->
            process.alive().stream()
                .anyMatch(generation -> Belonging.isOf(mark, process.id(), generation)))
        .isPresent();
  }

  private List<Entry> lost(Set<String> alive) {
    lock.lock();
    try {
      return foundlings.values().stream()
          .filter(found -> found.kin.stream().noneMatch(alive::contains))
          .map(Foundling::entry)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static Orphan orphan(Entry entry, Optional<String> process, String by) {
    return new Orphan(entry.pid(), ProcessTable.command(entry.pid()).orElse(""), process, by);
  }
}
