package dev.patchbay.terminals.screen;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the engine with xterm.js: its state after a stream, and what a viewer shows that
 * attaches with a snapshot somewhere in it, at once and after all that follows.
 */
final class Differential {
  private static final int WATCHER = 0;
  private static final int LATE = 1;
  private static final int MAX_LINES = 8;

  private final XtermRig rig;

  /** Whether the watcher reads one character at a time. */
  private final boolean singly;

  private long attaches;
  private long failures;
  private final Map<SnapshotGap, Integer> gaps = new EnumMap<>(SnapshotGap.class);

  Differential(XtermRig rig, boolean singly) {
    this.rig = rig;
    this.singly = singly;
  }

  /** Late attaches compared so far. */
  long attaches() {
    return attaches;
  }

  /** Streams in which xterm.js itself failed, so that there was nothing to compare with. */
  long failures() {
    return failures;
  }

  /** How often a snapshot told that it is not exact; these are not compared. */
  Map<SnapshotGap, Integer> gaps() {
    return gaps;
  }

  /** Compares the engine's state after the whole stream; empty where it is alike. */
  String compareState(Stream stream) {
    Screen screen = screen(stream);
    feed(screen, stream.events());
    rig.create(WATCHER, stream.cols(), stream.rows(), stream.settings());
    feed(WATCHER, stream.events());
    String expected = rig.dump(WATCHER);
    if (expected.startsWith("failure")) {
      failures++;
      return "";
    }
    return difference(expected, StateDump.of(screen));
  }

  /**
   * Compares a viewer that attaches inside the stream with one that was there from the start.
   *
   * @param index the event in which it attaches
   * @param offset the byte in it
   */
  String compareAttach(Stream stream, int index, int offset) {
    List<Stream.Event> before = stream.before(index, offset);
    List<Stream.Event> after = stream.after(index, offset);
    Screen screen = screen(stream);
    feed(screen, before);
    SnapshotWriter snapshot = new SnapshotWriter(screen.state(), screen.parser());
    byte[] bytes = snapshot.write();
    if (!snapshot.gaps().isEmpty()) {
      snapshot.gaps().forEach(gap -> gaps.merge(gap, 1, Integer::sum));
      return "";
    }
    rig.create(WATCHER, stream.cols(), stream.rows(), stream.settings());
    feed(WATCHER, before);
    rig.create(LATE, screen.cols(), screen.rows(), stream.settings());
    rig.write(LATE, bytes);
    String atOnce = rig.compare(WATCHER, LATE);
    if (atOnce.contains("failure")) {
      failures++;
      return "";
    }
    if (!rig.replies(LATE).isEmpty()) {
      return "the snapshot provokes a reply";
    }
    attaches++;
    if (!atOnce.isEmpty()) {
      return "at once, snapshot " + new Stream.Output(bytes) + "\n" + atOnce;
    }
    feed(WATCHER, after);
    feed(LATE, after);
    String later = rig.compare(WATCHER, LATE);
    if (later.isEmpty() || later.contains("failure")) {
      return "";
    }
    return "later, snapshot " + new Stream.Output(bytes) + "\n" + later;
  }

  /**
   * Lets viewers attach at many places of one stream and watch on; compares each at once and all at
   * the end.
   *
   * @param places bytes from the start of the stream, ascending, at most 250
   */
  String compareAttaches(Stream stream, int[] places) {
    Screen screen = screen(stream);
    rig.create(WATCHER, stream.cols(), stream.rows(), stream.settings());
    int late = 0;
    int at = 0;
    for (Stream.Event event : stream.events()) {
      int length = event instanceof Stream.Output output ? output.bytes().length : 0;
      int done = 0;
      while (late < places.length && places[late] < at + length) {
        int next = places[late] - at;
        feedAll(screen, late, part(event, done, next));
        done = next;
        String difference = attach(screen, stream.settings(), ++late);
        if (!difference.isEmpty()) {
          return "at byte " + (at + next) + ", " + difference;
        }
      }
      feedAll(screen, late, length == 0 ? List.of(event) : part(event, done, length));
      at += length;
    }
    for (int slot = LATE; slot <= late; slot++) {
      String difference = rig.compare(WATCHER, slot);
      if (!difference.isEmpty()) {
        return "from byte " + places[slot - 1] + " watched on\n" + difference;
      }
    }
    return difference(rig.dump(WATCHER), StateDump.of(screen));
  }

  private static List<Stream.Event> part(Stream.Event event, int from, int to) {
    return event instanceof Stream.Output output
        ? List.of(new Stream.Output(Arrays.copyOfRange(output.bytes(), from, to)))
        : List.of();
  }

  private void feedAll(Screen screen, int late, List<Stream.Event> events) {
    feed(screen, events);
    for (int slot = WATCHER; slot <= late; slot++) {
      feed(slot, events);
    }
  }

  private String attach(Screen screen, ScreenSettings settings, int slot) {
    SnapshotWriter snapshot = new SnapshotWriter(screen.state(), screen.parser());
    byte[] bytes = snapshot.write();
    rig.create(slot, screen.cols(), screen.rows(), settings);
    rig.write(slot, bytes);
    attaches++;
    String difference = rig.compare(WATCHER, slot);
    return difference.isEmpty() ? "" : "gaps " + snapshot.gaps() + "\n" + difference;
  }

  static Screen screen(Stream stream) {
    return new Screen(stream.cols(), stream.rows(), stream.settings(), ScreenListener.none());
  }

  static void feed(Screen screen, List<Stream.Event> events) {
    for (Stream.Event event : events) {
      switch (event) {
        case Stream.Output output -> screen.feed(output.bytes(), 0, output.bytes().length);
        case Stream.Resize(int cols, int rows) -> screen.resize(cols, rows);
      }
    }
  }

  private void feed(int slot, List<Stream.Event> events) {
    for (Stream.Event event : events) {
      switch (event) {
        case Stream.Output output -> {
          if (singly) {
            rig.writeSingly(slot, output.bytes());
          } else {
            rig.write(slot, output.bytes());
          }
        }
        case Stream.Resize(int cols, int rows) -> rig.resize(slot, cols, rows);
      }
    }
  }

  private static String difference(String expected, String actual) {
    List<String> left = expected.lines().toList();
    List<String> right = actual.lines().toList();
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (int i = 0; i < Math.max(left.size(), right.size()) && shown < MAX_LINES; i++) {
      String a = i < left.size() ? left.get(i) : "nothing";
      String b = i < right.size() ? right.get(i) : "nothing";
      if (!a.equals(b)) {
        text.append("xterm.js ").append(a).append("\nengine   ").append(b).append('\n');
        shown++;
      }
    }
    return text.toString();
  }
}
