package dev.patchbay.processes.usage;

import dev.patchbay.os.ProcessTable.Entry;
import java.io.File;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures whole trees. What a process waited for counts as its own, so the sums go on when a child
 * ends; who was once found stays a member, whoever becomes its parent. Only members and new
 * processes are read: who belongs to no tree when it is first seen never will. Not thread-safe.
 */
public final class Sampler {
  /** So often all are read: a pid may have been given anew between two looks. */
  private static final int FULL_LOOK = 30;

  private static final File PROC = new File("/proc");

  private final ProcText text = new ProcText();
  private final boolean sizeTellsDescriptors = new File("/proc/self/fd").length() > 0;
  private final SharedMemory shared = new SharedMemory(text);
  private final Pulses pulses = new Pulses(text);

  /** What was seen the last time, by pid. */
  private Map<Integer, Member> members = new HashMap<>();

  /** Pids of those that are nobody's. */
  private BitSet strangers = new BitSet();

  private Map<String, Totals> before = new HashMap<>();
  private int looks;

  /**
   * @param leaders the first process of each tree, by any key
   * @param nanos the time now
   * @return by the same keys; without those of which nothing runs
   */
  public Map<String, Usage> sample(Map<String, Entry> leaders, long nanos) {
    look(leaders);
    Map<String, List<Member>> trees = new HashMap<>();
    members
        .values()
        .forEach(member ->
            member
                .owner()
                .ifPresent(key -> trees.computeIfAbsent(key, _ -> new ArrayList<>()).add(member)));
    shared.read(trees);
    Map<String, Totals> now = new HashMap<>();
    Map<String, Usage> usages = new HashMap<>();
    trees.forEach((key, tree) -> {
      Totals totals = new Totals(nanos);
      tree.forEach(member -> member.addTo(totals, text, sizeTellsDescriptors));
      now.put(key, totals);
      String name = key.substring(0, key.lastIndexOf(' '));
      Usage usage = totals.since(before.getOrDefault(key, totals), shared.of(key));
      usages.put(name, usage.with(pulse(key, leaders.get(name), usage, nanos)));
    });
    before = now;
    pulses.end();
    return usages;
  }

  private Pulse pulse(String tree, @Nullable Entry leader, Usage usage, long nanos) {
    Member first = leader == null ? null : members.get(leader.pid());
    return first == null ? Pulse.NONE : pulses.feel(tree, first, usage, nanos);
  }

  /**
   * Those of whom each tree consisted at the latest look, by pid; by the keys of {@link #sample}.
   */
  public Map<String, Map<Integer, Entry>> trees() {
    Map<String, Map<Integer, Entry>> trees = new HashMap<>();
    for (Member member : members.values()) {
      member
          .owner()
          .map(key -> key.substring(0, key.lastIndexOf(' ')))
          .ifPresent(key ->
              trees.computeIfAbsent(key, _ -> new HashMap<>()).put(member.pid(), member.entry()));
    }
    return trees;
  }

  /** Finds out who runs, and whose it is. */
  private void look(Map<String, Entry> leaders) {
    Map<Integer, Entry> byPid = new HashMap<>();
    Map<Integer, String> trees = new HashMap<>();
    leaders.forEach((key, leader) -> {
      byPid.put(leader.pid(), leader);
      // Its next incarnation is another tree.
      trees.put(leader.pid(), key + " " + leader.started());
    });
    boolean all =
        looks++ % FULL_LOOK == 0
            || byPid.keySet().stream().anyMatch(pid -> !members.containsKey(pid));
    Map<Integer, Member> seen = new HashMap<>();
    BitSet unrelated = new BitSet();
    for (int pid : pids()) {
      if (!all && strangers.get(pid)) {
        unrelated.set(pid);
      } else {
        find(pid).ifPresent(member -> seen.put(pid, member));
      }
    }
    seen.values().forEach(member -> assign(member, seen, byPid, trees));
    Set<String> known = Set.copyOf(trees.values());
    seen.values()
        .removeIf(member -> {
          boolean alien = member.owner().filter(known::contains).isEmpty();
          unrelated.set(member.pid(), alien);
          return alien;
        });
    members = seen;
    strangers = unrelated;
  }

  private static int[] pids() {
    String[] names = PROC.list();
    int[] pids = new int[names == null ? 0 : names.length];
    int count = 0;
    for (int i = 0; i < pids.length; i++) {
      String name = names[i];
      if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
        pids[count++] = Integer.parseInt(name);
      }
    }
    return java.util.Arrays.copyOf(pids, count);
  }

  private Optional<Member> find(int pid) {
    Member known = members.get(pid);
    if (known != null && known.look(text)) {
      return Optional.of(known);
    }
    Member fresh = new Member(pid);
    return fresh.look(text) ? Optional.of(fresh) : Optional.empty();
  }

  /** By its session, or as a child of who is known to belong. */
  private static void assign(
      Member member,
      Map<Integer, Member> seen,
      Map<Integer, Entry> leaders,
      Map<Integer, String> trees) {
    List<Member> line = new ArrayList<>();
    Member next = member;
    while (next != null && next.owner().isEmpty() && !line.contains(next)) {
      line.add(next);
      Entry own = leaders.get(next.pid());
      Entry leader = own == null ? leaders.get(next.session()) : own;
      if (leader != null && next.started() >= leader.started()) {
        next.belongTo(trees.getOrDefault(leader.pid(), ""));
      } else {
        next = seen.get(next.parent());
      }
    }
    Optional.ofNullable(next)
        .flatMap(Member::owner)
        .ifPresent(owner -> line.forEach(one -> one.belongTo(owner)));
  }
}
