package dev.patchbay.terminals.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Compares made-up streams until one differs, then makes that as short as it can.
 *
 * <p>By hand: {@code java … Fuzzer SECONDS [SEED]}.
 */
final class Fuzzer {
  private static final int ATTACHES_PER_STREAM = 3;

  private final Differential differential;
  private long streams;

  Fuzzer(XtermRig rig) {
    this.differential = new Differential(rig, true);
  }

  long streams() {
    return streams;
  }

  Differential differential() {
    return differential;
  }

  /** Runs for a time; gives the first difference, told for a reader, or nothing. */
  String run(Duration time, long seed) {
    long end = System.nanoTime() + time.toNanos();
    long next = seed;
    while (System.nanoTime() < end) {
      String difference = one(next);
      if (!difference.isEmpty()) {
        return "seed " + next + "\n" + difference;
      }
      next++;
    }
    return "";
  }

  /** A check that also takes an exception of the engine for a difference. */
  private static Function<Stream, String> guarded(Function<Stream, String> check) {
    return stream -> {
      try {
        return check.apply(stream);
      } catch (IndexOutOfBoundsException | IllegalStateException e) {
        return "the engine fails: " + e;
      }
    };
  }

  private String one(long seed) {
    Random random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    Stream stream = new StreamGenerator(random).next();
    streams++;
    Function<Stream, String> compare = guarded(differential::compareState);
    if (!compare.apply(stream).isEmpty()) {
      return report(stream, compare);
    }
    for (int i = 0; i < ATTACHES_PER_STREAM; i++) {
      int index = random.nextInt(stream.events().size());
      int length =
          stream.events().get(index) instanceof Stream.Output output ? output.bytes().length : 0;
      int offset = random.nextInt(2) == 0 ? 0 : random.nextInt(length + 1);
      Function<Stream, String> attach = guarded(s -> differential.compareAttach(s, index, offset));
      if (!attach.apply(stream).isEmpty()) {
        return attachReport(stream, index, offset);
      }
    }
    return "";
  }

  private String report(Stream stream, Function<Stream, String> check) {
    Stream small = shrink(stream, check);
    return small.cols()
        + "×"
        + small.rows()
        + " "
        + small.settings().scrollback()
        + small.settings().widths()
        + "\n"
        + small.events()
        + "\n"
        + check.apply(small);
  }

  /** Shrinks what comes before the attach and what comes after it by themselves. */
  private String attachReport(Stream stream, int index, int offset) {
    List<Stream.Event> before = stream.before(index, offset);
    List<Stream.Event> after = stream.after(index, offset);
    List<Stream.Event> shortAfter =
        shrink(stream.with(after), s -> attach(stream, before, s.events())).events();
    Stream shortBefore = shrink(stream.with(before), s -> attach(stream, s.events(), shortAfter));
    return stream.cols()
        + "×"
        + stream.rows()
        + " "
        + stream.settings().scrollback()
        + stream.settings().widths()
        + "\nbefore "
        + shortBefore.events()
        + "\nafter "
        + shortAfter
        + "\n"
        + attach(stream, shortBefore.events(), shortAfter);
  }

  private String attach(Stream stream, List<Stream.Event> before, List<Stream.Event> after) {
    List<Stream.Event> all = new ArrayList<>(before);
    all.addAll(after);
    return guarded(s -> differential.compareAttach(s, before.size(), 0)).apply(stream.with(all));
  }

  private static Stream shrink(Stream stream, Function<Stream, String> check) {
    Stream small = stream;
    for (int size = Math.max(1, stream.events().size() / 2); size >= 1; size /= 2) {
      for (int at = 0; at < small.events().size(); ) {
        List<Stream.Event> fewer = new ArrayList<>(small.events());
        fewer.subList(at, Math.min(at + size, fewer.size())).clear();
        Stream candidate = small.with(fewer);
        if (check.apply(candidate).isEmpty()) {
          at += size;
        } else {
          small = candidate;
        }
      }
    }
    return small;
  }

  public static void main(String[] args) {
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    try (XtermRig rig = XtermRig.start()) {
      Fuzzer fuzzer = new Fuzzer(rig);
      String difference = fuzzer.run(Duration.ofSeconds(Long.parseLong(args[0])), seed);
      System.out.println(difference.isEmpty() ? "no difference" : difference);
      System.out.printf(
          "%d streams, %d attaches, %d failures of xterm.js, gaps %s%n",
          fuzzer.streams(),
          fuzzer.differential().attaches(),
          fuzzer.differential().failures(),
          fuzzer.differential().gaps());
    }
  }
}
