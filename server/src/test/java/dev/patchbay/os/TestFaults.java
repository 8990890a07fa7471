package dev.patchbay.os;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Makes native calls and loops of this JVM fail, for as long as a test wishes. */
public final class TestFaults implements Faults.Plan {
  private static final Map<String, IntSupplier> PLANS = new ConcurrentHashMap<>();

  /** Ends the fault. */
  public interface Fault extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param site name of a native call or of a loop
   * @param times how often it fails
   * @param fault gives a negated error number, throws, or blocks
   */
  public static Fault inject(String site, int times, IntSupplier fault) {
    AtomicInteger left = new AtomicInteger(times);
    PLANS.put(site, () -> left.getAndDecrement() > 0 ? fault.getAsInt() : 0);
    return () -> PLANS.remove(site);
  }

  @Override
  public int at(String site) {
    IntSupplier plan = PLANS.get(site);
    return plan == null ? 0 : plan.getAsInt();
  }
}
