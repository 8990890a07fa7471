package dev.patchbay.processes.usage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Feels the pulse of the first process of each tree. Not thread-safe. */
final class Pulses {
  /** A process that takes nothing at all for so long may be stuck. */
  private static final double NOTHING = 0.01;

  private final ProcText text;
  private Map<String, Beat> before = new HashMap<>();
  private Map<String, Beat> now = new HashMap<>();

  /**
   * @param wanted nanoseconds that its main thread has run or waited for a processor; negative
   *     where that was not looked at
   */
  private record Beat(char state, long sinceNanos, long wanted, long nanos) {}

  Pulses(ProcText text) {
    this.text = text;
  }

  /** Looks at one. */
  Pulse feel(String tree, Member leader, Usage usage, long nanos) {
    Beat last = before.getOrDefault(tree, new Beat(' ', nanos, -1, nanos));
    char state = state(leader, usage);
    long wanted = state == 'R' ? wanted(leader.pid()) : -1;
    Beat beat = new Beat(state, state == last.state ? last.sinceNanos : nanos, wanted, nanos);
    now.put(tree, beat);
    boolean known = wanted >= 0 && last.wanted >= 0 && nanos > last.nanos;
    return new Pulse(
        state,
        Duration.ofNanos(nanos - beat.sinceNanos),
        known ? (wanted - last.wanted) / (double) (nanos - last.nanos) : 0);
  }

  /** One that only waits for its disk takes some time now and then, or moves some bytes. */
  private static char state(Member leader, Usage usage) {
    boolean works = usage.cpu() >= NOTHING || usage.readBytes() > 0 || usage.writtenBytes() > 0;
    return leader.state() == 'D' && works ? 'R' : leader.state();
  }

  /** All have been looked at. */
  void end() {
    before = now;
    now = new HashMap<>();
  }

  /** By the scheduler's own figures, so that it does not matter how busy the machine is. */
  private long wanted(int pid) {
    return text.read("/proc/" + pid + "/task/" + pid + "/schedstat")
        ? text.number() + text.number()
        : -1;
  }
}
