package dev.patchbay.processes.limits;

import dev.patchbay.processes.limits.ControlGroups.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files by which a control group is told what it may take. */
final class Controls {
  /** Of a group that is to be held to nothing yet. */
  static final long NO_LIMIT = -1;

  private static final Logger LOG = LoggerFactory.getLogger(Controls.class);

  /** Microseconds for which processor time is given out: what the kernel has by default. */
  private static final long PERIOD_MICROS = 100_000;

  /** What a group weighs by default, with version 1 and 2. */
  private static final int USUAL_SHARES = 1_024;

  private static final int USUAL_WEIGHT = 100;

  private Controls() {}

  /**
   * What may be taken at most: beyond it the kernel kills, refuses, or has it wait for its turn.
   *
   * @throws IOException if the kernel does not take it
   */
  static void limit(Path folder, boolean unified, Controller controller, long value)
      throws IOException {
    if (value == NO_LIMIT) {
      return;
    }
    switch (controller) {
      case MEMORY -> {
        write(folder, unified ? "memory.max" : "memory.limit_in_bytes", Long.toString(value));
        writeIfThere(
            folder,
            unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes",
            Long.toString(unified ? 0 : value));
      }
      case PROCESSES -> write(folder, "pids.max", Long.toString(value));
      case CPU -> quota(folder, unified, Optional.of(value));
    }
  }

  /**
   * Slows down what takes more; without a value, not any more.
   *
   * @return false if there is no way to slow that down
   */
  static boolean throttle(Path folder, boolean unified, Controller controller, Optional<Long> value)
      throws IOException {
    return switch (controller) {
      case CPU -> {
        quota(folder, unified, value);
        yield true;
      }
      case MEMORY -> {
        if (unified) {
          write(folder, "memory.high", value.map(Object::toString).orElse("max"));
        }
        yield unified;
      }
      case PROCESSES -> false;
    };
  }

  private static void quota(Path folder, boolean unified, Optional<Long> micros)
      throws IOException {
    if (unified) {
      write(folder, "cpu.max", micros.map(Object::toString).orElse("max") + " " + PERIOD_MICROS);
    } else {
      write(folder, "cpu.cfs_period_us", Long.toString(PERIOD_MICROS));
      write(folder, "cpu.cfs_quota_us", Long.toString(micros.orElse(NO_LIMIT)));
    }
  }

  /** How much of busy processors it gets: a hundredth of the usual, or the usual. */
  static void weigh(Path folder, boolean unified, boolean little) throws IOException {
    int usual = unified ? USUAL_WEIGHT : USUAL_SHARES;
    write(
        folder,
        unified ? "cpu.weight" : "cpu.shares",
        Integer.toString(little ? Math.max(2, usual / 100) : usual));
  }

  private static void write(Path folder, String file, String value) throws IOException {
    Files.writeString(folder.resolve(file), value);
  }

  private static void writeIfThere(Path folder, String file, String value) {
    try {
      if (Files.isWritable(folder.resolve(file))) {
        write(folder, file, value);
      }
    } catch (IOException e) {
      LOG.debug("{} of {} is left as it is", file, folder, e);
    }
  }
}
