package dev.patchbay.os;

import dev.patchbay.os.ProcessTable.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tree by Linux's /proc, with what left its session or ignores signals.
 *
 * <p>A process belongs to the tree if it descends from the leader, is in its session or its control
 * group, carries the marker in its environment, has the terminal or one of the tree's pipes as a
 * standard stream, or was once seen to belong. Only one that shed all of them before it was looked
 * for escapes, which no process of a control group can; {@link AdoptedChildren} has those.
 */
public final class ProcTree implements ProcessTree {
  /** What the kernel adds to the name of a file that was taken away. */
  private static final String DELETED = " (deleted)";

  private static final Duration FIRST_LOOK = Duration.ofMillis(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  /** A killed process is gone at once unless the kernel itself waits for a device. */
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(2);

  private final ProcessTable table;
  private final Entry leader;

  /** An assignment in the environment of all, {@code NAME=value}. */
  private final String mark;

  /** The same up to and with the equals sign. */
  private final String markName;

  private final String device;
  private final BooleanSupplier deviceIsOurs;

  /** Paths of pipes that are this tree's output alone. */
  private final Set<String> pipes;

  /** Folders of control groups that are this tree's alone. */
  private final List<Path> groups;

  /**
   * Members that were found: whatever made them known may be gone when they are looked for again.
   */
  private final Map<Integer, Entry> seen = new ConcurrentHashMap<>();

  /** Members that somebody else found, and keeps account of. */
  private volatile Map<Integer, Entry> remembered = Map.of();

  /**
   * The tree below a process that was just started and has not been waited for.
   *
   * @param mark an assignment in the environment it was given, {@code NAME=value}
   * @param device its terminal
   * @param deviceIsOurs whether the terminal still is this one's, and no later one's
   */
  public ProcTree(
      ProcessTable table, long pid, String mark, String device, BooleanSupplier deviceIsOurs) {
    this(
        table,
        ProcessTable.find(pid).orElse(Entry.ended(Math.toIntExact(pid))),
        mark,
        device,
        deviceIsOurs,
        Set.of(),
        List.of());
  }

  /**
   * The tree below a process that was just started, has not been waited for, and has no terminal.
   */
  public ProcTree(ProcessTable table, long pid, String mark) {
    this(table, pid, mark, "", () -> false);
  }

  /** The tree below a process that has no terminal. */
  public ProcTree(ProcessTable table, Entry leader, String mark) {
    this(table, leader, mark, Set.of(), List.of());
  }

  /**
   * The same with pipes and control groups that are the process's, those of all that it starts, and
   * nobody else's.
   *
   * @param pipes by their real paths
   * @param groups by their folders
   */
  public ProcTree(
      ProcessTable table, Entry leader, String mark, Set<String> pipes, List<Path> groups) {
    this(table, leader, mark, "", () -> false, pipes, groups);
  }

  private ProcTree(
      ProcessTable table,
      Entry leader,
      String mark,
      String device,
      BooleanSupplier deviceIsOurs,
      Set<String> pipes,
      List<Path> groups) {
    this.table = table;
    this.leader = leader;
    this.mark = mark;
    this.markName = mark.substring(0, mark.indexOf('=') + 1);
    this.device = device;
    this.deviceIsOurs = deviceIsOurs;
    this.pipes = Set.copyOf(pipes);
    this.groups = List.copyOf(groups);
  }

  /**
   * Has those belong that were seen to descend from the leader, whatever they shed later.
   *
   * @param members by pid, all that are known and run now
   */
  public void remember(Map<Integer, Entry> members) {
    remembered = Map.copyOf(members);
  }

  /** The terminal that its programs have as a standard stream; empty where there is none. */
  public String device() {
    return device;
  }

  /** The process that all others come from, as it was found when it had just been started. */
  public Entry leader() {
    return leader;
  }

  /** Hang-up, as when a terminal closes, terminate, and continue for what is stopped. */
  @Override
  public void terminate() {
    signal(Signals.HUP, Signals.TERM, Signals.CONT);
  }

  @Override
  public void signal(int number) {
    signal(members(), number);
  }

  /** Sends signals to all of them, in order. */
  public void signal(int... signals) {
    signal(members(), signals);
  }

  @Override
  public void kill() {
    signal(members(), Signals.KILL);
  }

  @Override
  public List<Long> end(Duration grace) {
    return end(grace, Signals.HUP, Signals.TERM, Signals.CONT);
  }

  /**
   * The same as {@link #end(Duration)} with other signals to ask with; with none it only waits,
   * because somebody else has asked.
   */
  public List<Long> end(Duration grace, int... signals) {
    if (ask(grace, signals)) {
      return List.of();
    }
    awaitNone(KILL_PATIENCE, true);
    return members().stream().map(entry -> (long) entry.pid()).toList();
  }

  /**
   * Asks, waits, and kills nothing. Blocks for that long at most.
   *
   * @return whether all have ended
   */
  public boolean ask(Duration patience, int... signals) {
    if (signals.length > 0) {
      signal(signals);
    }
    return awaitNone(patience, false);
  }

  private boolean awaitNone(Duration limit, boolean killing) {
    long deadline = System.nanoTime() + limit.toNanos();
    Duration pause = FIRST_LOOK;
    while (true) {
      Collection<Entry> left = members();
      if (left.isEmpty()) {
        return true;
      }
      if (killing) {
        signal(left, Signals.KILL);
      }
      if (deadline - System.nanoTime() < 0) {
        return false;
      }
      LockSupport.parkNanos(pause.toNanos());
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
  }

  /** Those that run now. Blocks for as long as it takes to look through the machine's processes. */
  public Collection<Entry> members() {
    ProcessTable.Reading reading;
    try {
      reading = table.read();
    } catch (OsException e) {
      return membersInSession();
    }
    List<Entry> candidates =
        reading.entries().stream()
            .filter(entry -> !entry.hasEnded() && entry.started() >= leader.started())
            .filter(entry -> entry.pid() != ProcessHandle.current().pid())
            .toList();
    boolean sessionIsOurs =
        candidates.stream()
            .noneMatch(entry -> entry.pid() == leader.pid() && !entry.isSameProcessAs(leader));
    Set<Integer> inGroups = GroupMembers.of(groups);
    Map<Integer, Entry> members = new HashMap<>();
    List<Entry> unknown = new ArrayList<>();
    for (Entry entry : candidates) {
      if (wasSeen(entry)
          || inGroups.contains(entry.pid())
          || entry.isSameProcessAs(leader)
          || (sessionIsOurs && entry.session() == leader.pid())) {
        members.put(entry.pid(), entry);
      } else {
        unknown.add(entry);
      }
    }
    reading.readEnvironments(unknown);
    unknown.stream()
        .filter(entry -> reading.environment(entry).has(mark))
        .forEach(entry -> members.put(entry.pid(), entry));
    unknown.removeIf(entry -> members.containsKey(entry.pid()));
    addHolders(unknown, reading, members);
    while (addChildren(candidates, members)) {}
    seen.keySet().retainAll(members.keySet());
    seen.putAll(members);
    return members.values();
  }

  /**
   * Those of the members known so far that are in the leader's session still, which the kernel
   * tells without a descriptor: what is left where there is none to read /proc with.
   */
  private Collection<Entry> membersInSession() {
    return Stream.concat(Stream.of(leader), seen.values().stream())
        .filter(this::isInSession)
        .collect(Collectors.toMap(Entry::pid, entry -> entry, (first, _) -> first))
        .values();
  }

  private boolean isInSession(Entry entry) {
    return LibC.getsid(entry.pid()) == leader.pid();
  }

  private boolean wasSeen(Entry entry) {
    Entry known = seen.getOrDefault(entry.pid(), remembered.get(entry.pid()));
    return known != null && known.isSameProcessAs(entry);
  }

  /**
   * Those that shed all but their standard streams. Who carries another terminal's mark is that
   * one's, and who merely looks at ours, as the server of a terminal multiplexer does, is nobody's.
   */
  private void addHolders(
      List<Entry> unknown, ProcessTable.Reading reading, Map<Integer, Entry> members) {
    if (device.isEmpty() && pipes.isEmpty()) {
      return;
    }
    List<Entry> holders =
        unknown.stream()
            .filter(entry -> holdsOurs(reading.streams(entry)))
            .filter(entry -> reading.environment(entry).assignment(markName).isEmpty())
            .toList();
    // Once it is given back, the next terminal may have it: what was read before is worth nothing.
    if (device.isEmpty() || deviceIsOurs.getAsBoolean()) {
      holders.forEach(holder -> members.put(holder.pid(), holder));
    }
  }

  private boolean holdsOurs(Set<String> streams) {
    return streams.contains(device)
        || streams.stream()
            .map(file ->
                file.endsWith(DELETED) ? file.substring(0, file.length() - DELETED.length()) : file)
            .anyMatch(pipes::contains);
  }

  private static boolean addChildren(List<Entry> candidates, Map<Integer, Entry> members) {
    int before = members.size();
    for (Entry entry : candidates) {
      if (members.containsKey(entry.parent())) {
        members.put(entry.pid(), entry);
      }
    }
    return members.size() > before;
  }

  /** Parents first: a shell whose command ends before it is asked itself goes on to the next. */
  private void signal(Collection<Entry> processes, int... signals) {
    for (Entry process : parentsFirst(processes)) {
      for (int signal : signals) {
        signal(process, signal);
      }
    }
  }

  static List<Entry> parentsFirst(Collection<Entry> processes) {
    Map<Integer, Entry> left = new LinkedHashMap<>();
    processes.forEach(process -> left.put(process.pid(), process));
    List<Entry> ordered = new ArrayList<>();
    for (Entry process : processes) {
      Deque<Entry> line = new ArrayDeque<>();
      Entry next = left.remove(process.pid());
      while (next != null) {
        line.push(next);
        next = left.remove(next.parent());
      }
      ordered.addAll(line);
    }
    return ordered;
  }

  /** The pid may have been given to another process since the table was read. */
  private void signal(Entry process, int signal) {
    try {
      if (ProcessTable.findSurely(process.pid()).filter(process::isSameProcessAs).isPresent()) {
        LibC.kill(process.pid(), signal);
      }
    } catch (OsException e) {
      if (isInSession(process)) {
        LibC.kill(process.pid(), signal);
        if (process.pid() == leader.pid()) {
          // Its own process group too, which may hold children that were never seen.
          LibC.kill(-process.pid(), signal);
        }
      }
    }
  }
}
