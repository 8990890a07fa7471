package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.hub.StreamClient.Frame;
import dev.patchbay.terminals.screen.ScreenSettings;
import dev.patchbay.terminals.screen.Theme;
import dev.patchbay.terminals.screen.Widths;
import dev.patchbay.terminals.screen.XtermRig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Compares what viewers of a terminal show in xterm.js: one that got every byte from the start, and
 * others that attached late or fell behind, each at its snapshot and again at the end.
 *
 * <p>No viewer may miss a change of size after its first snapshot: they tell where in the first
 * one's frames a snapshot belongs that was taken between two changes at one offset.
 */
final class LateViewers {
  private static final int FIRST = 0;

  private final XtermRig rig;
  private final ScreenSettings settings;

  /** A snapshot, and what the same viewer got after it, up to its next snapshot. */
  private record Attach(
      Frame.Snapshot snapshot, int resizesAfter, List<Frame> after, boolean isLast) {
    long offset() {
      return snapshot.offset();
    }
  }

  /** Those still to come, in the stream's order. */
  private final List<Attach> waiting = new ArrayList<>();

  private final List<Attach> attached = new ArrayList<>();

  /** Changes of size that the first viewer has not seen yet. */
  private int resizesLeft;

  private LateViewers(XtermRig rig, ScreenSettings settings) {
    this.rig = rig;
    this.settings = settings;
  }

  /**
   * Fails at the first difference.
   *
   * @param first watched from offset 0 and never fell behind
   * @return how many snapshots were compared
   */
  static int compare(XtermRig rig, StreamClient first, List<StreamClient> late) {
    int scrollback = first.events("scrollback").getFirst().getInteger("lines");
    ScreenSettings settings =
        new ScreenSettings(scrollback, Widths.GRAPHEMES, Theme.defaults(), "test");
    LateViewers viewers = new LateViewers(rig, settings);
    late.forEach(viewer -> viewers.waiting.addAll(attaches(drawn(viewer))));
    viewers.waiting.sort(
        Comparator.comparingLong(Attach::offset)
            .thenComparing(Comparator.comparingInt(Attach::resizesAfter).reversed()));
    viewers.run(drawn(first));
    return viewers.attached.size();
  }

  private static List<Frame> drawn(StreamClient viewer) {
    return viewer.frames().stream()
        .filter(frame ->
            !(frame instanceof Frame.Event event)
                || event.json().getString("type").equals("resize"))
        .toList();
  }

  private static List<Attach> attaches(List<Frame> frames) {
    List<Attach> found = new ArrayList<>();
    int end = frames.size();
    int resizes = 0;
    for (int i = frames.size() - 1; i >= 0; i--) {
      switch (frames.get(i)) {
        case Frame.Event _ -> resizes++;
        case Frame.Output _ -> {}
        case Frame.Snapshot snapshot -> {
          found.add(
              new Attach(snapshot, resizes, frames.subList(i + 1, end), end == frames.size()));
          end = i;
        }
      }
    }
    return found;
  }

  private void run(List<Frame> frames) {
    resizesLeft = (int) frames.stream().filter(Frame.Event.class::isInstance).count();
    long offset = 0;
    rig.create(FIRST, 80, 24, settings);
    for (Frame frame : frames) {
      attachAt(offset);
      switch (frame) {
        case Frame.Snapshot snapshot -> throw new AssertionError("the first got " + snapshot);
        case Frame.Event _ -> {
          show(FIRST, frame);
          resizesLeft--;
        }
        case Frame.Output(long start, byte[] bytes) -> {
          offset = start + bytes.length;
          show(start, bytes);
        }
      }
    }
    attachAt(offset);
    assertThat(waiting).as("attached where the first viewer never was").isEmpty();
    for (int slot = 1; slot <= attached.size(); slot++) {
      Attach attach = attached.get(slot - 1);
      if (attach.isLast()) {
        for (Frame frame : attach.after()) {
          show(slot, frame);
        }
        assertThat(rig.compare(FIRST, slot)).as("watched on from " + attach.offset()).isEmpty();
      }
    }
  }

  /** Shows output to the first viewer, with a stop at each place where another attached. */
  private void show(long start, byte[] bytes) {
    int done = 0;
    while (isNextBefore(start + bytes.length)) {
      int stop = (int) (waiting.getFirst().offset() - start);
      rig.write(FIRST, Arrays.copyOfRange(bytes, done, stop));
      attachAt(start + stop);
      done = stop;
    }
    rig.write(FIRST, Arrays.copyOfRange(bytes, done, bytes.length));
  }

  private boolean isNextBefore(long offset) {
    return !waiting.isEmpty()
        && waiting.getFirst().resizesAfter() == resizesLeft
        && waiting.getFirst().offset() < offset;
  }

  private void attachAt(long offset) {
    while (isNextBefore(offset + 1)) {
      Attach attach = waiting.removeFirst();
      attached.add(attach);
      int slot = attached.size();
      Frame.Snapshot snapshot = attach.snapshot();
      rig.create(slot, snapshot.cols(), snapshot.rows(), settings);
      rig.write(slot, snapshot.bytes());
      assertThat(rig.compare(FIRST, slot)).as("attached at " + offset).isEmpty();
      assertThat(rig.replies(slot)).as("what the snapshot provokes").isEmpty();
    }
  }

  private void show(int slot, Frame frame) {
    switch (frame) {
      case Frame.Output output -> rig.write(slot, output.bytes());
      case Frame.Event(var json) ->
          rig.resize(slot, json.getInteger("cols"), json.getInteger("rows"));
      case Frame.Snapshot snapshot -> throw new AssertionError(snapshot);
    }
  }
}
