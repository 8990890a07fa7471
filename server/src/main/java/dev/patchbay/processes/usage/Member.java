package dev.patchbay.processes.usage;

import dev.patchbay.os.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** One process of the machine as it was last looked at; kept while it runs. Not thread-safe. */
final class Member {
  private static final byte[] READ = ProcText.key("read_bytes:");
  private static final byte[] WRITTEN = ProcText.key("write_bytes:");
  private static final byte[] PROPORTIONAL = ProcText.key("Pss:");
  private static final long KIB = 1_024;

  private final int pid;
  private final String stat;
  private final String io;
  private final Path descriptors;

  /** The tree it belongs to; empty while it is nobody's that matters. */
  private Optional<String> owner = Optional.empty();

  private char state = ' ';
  private int parent;
  private int session;
  private long started;
  private long ticks;
  private int threads;
  private long pages;

  Member(int pid) {
    this.pid = pid;
    String folder = "/proc/" + pid;
    stat = folder + "/stat";
    io = folder + "/io";
    descriptors = Path.of(folder, "fd");
  }

  /**
   * Looks at it again; see proc(5).
   *
   * @return false if it has ended, or another process has its pid
   */
  boolean look(ProcText text) {
    if (!text.read(stat)) {
      return false;
    }
    text.skipName();
    state = text.letter();
    if (state == 'Z' || state == 'X') {
      return false;
    }
    parent = (int) text.number();
    text.skip(1);
    session = (int) text.number();
    text.skip(7);
    ticks = text.number() + text.number() + text.number() + text.number();
    text.skip(2);
    threads = (int) text.number();
    text.skip(1);
    long since = text.number();
    boolean same = started == 0 || started == since;
    started = since;
    text.skip(1);
    pages = text.number();
    return same;
  }

  void belongTo(String tree) {
    owner = Optional.of(tree);
  }

  /** What has to be read for itself, into a sum. */
  void addTo(Totals totals, ProcText text, boolean sizeTellsDescriptors) {
    totals.processes++;
    totals.ticks += ticks;
    totals.threads += threads;
    totals.pages += pages;
    if (text.read(io)) {
      totals.read += text.numberOf(READ);
      totals.written += text.numberOf(WRITTEN);
    }
    int open = sizeTellsDescriptors ? size() : count();
    totals.descriptors += open;
    totals.mostDescriptors = Math.max(totals.mostDescriptors, open);
  }

  /** The folder's size is the number of descriptors since Linux 6.2. */
  private int size() {
    try {
      return Math.toIntExact(Files.size(descriptors));
    } catch (IOException e) {
      return 0;
    }
  }

  private int count() {
    try (Stream<Path> files = Files.list(descriptors)) {
      return Math.toIntExact(files.count());
    } catch (IOException e) {
      return 0;
    }
  }

  /** Bytes, what it shares with others divided by how many they are. The kernel walks its pages. */
  long proportionalBytes(ProcText text) {
    return text.read("/proc/" + pid + "/smaps_rollup") ? text.numberOf(PROPORTIONAL) * KIB : 0;
  }

  /** What it is known by. */
  ProcessTable.Entry entry() {
    return new ProcessTable.Entry(pid, 'S', parent, session, started, ticks, threads, pages);
  }

  int pid() {
    return pid;
  }

  /** By a letter, see proc(5). */
  char state() {
    return state;
  }

  int parent() {
    return parent;
  }

  int session() {
    return session;
  }

  long started() {
    return started;
  }

  Optional<String> owner() {
    return owner;
  }
}
