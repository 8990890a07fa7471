package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A terminal of the hub on the user's own, from the first screen to the last. */
final class Attachment {
  /** So long a second detach key may take; after that the first goes to the program. */
  private static final Duration KEY_PATIENCE = Duration.ofMillis(500);

  /** A typist's paste in a few messages, far below the hub's limit of one. */
  private static final int INPUT_BYTES = 16 * 1024;

  private final FoundHub hub;
  private final String id;
  private final boolean view;
  private final LocalTerminal terminal;
  private final LocalScreen screen;
  private final DetachWatch watch;

  /** The connection, while there is one; set by the main thread, used by all. */
  private volatile @Nullable HubSocket socket;

  /** Set by the typing thread, which then ends the connection. */
  private volatile boolean detached;

  private Attachment(
      FoundHub hub,
      String id,
      boolean view,
      LocalTerminal terminal,
      LocalScreen screen,
      DetachKeys keys) {
    this.hub = hub;
    this.id = id;
    this.view = view;
    this.terminal = terminal;
    this.screen = screen;
    this.watch = new DetachWatch(keys);
  }

  /**
   * @param view whether only to look
   * @return the exit code
   * @throws Failure if the hub refuses
   */
  static int attach(
      FoundHub hub, LocalTerminal terminal, String id, boolean view, DetachKeys keys) {
    Ending ending;
    try {
      if (!keys.keys().isEmpty()) {
        System.err.println("patchbay: " + keys.words() + " detaches from " + id);
      }
      try (LocalScreen screen = LocalScreen.enter(terminal)) {
        ending = new Attachment(hub, id, view, terminal, screen, keys).run();
      }
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "this terminal cannot be used: " + e.getMessage());
    }
    System.err.println("patchbay: " + PlainText.of(ending.words(id)));
    return ending.exitCode();
  }

  private Ending run() throws IOException {
    takeSize();
    LocalTerminal.onResize(this::tellSize);
    Thread typing = Thread.ofPlatform().daemon().name("typing").unstarted(this::type);
    Reconnection reconnection = new Reconnection(hub);
    Stream stream = new Stream();
    while (true) {
      try (HubSocket connection = HubSocket.open(hub, stream.path())) {
        socket = connection;
        reconnection.succeeded();
        if (typing.getState() == Thread.State.NEW) {
          // Not before: what was typed ahead waits in the terminal until there is a way for it.
          typing.start();
        } else {
          tellSize();
        }
        return stream.follow(connection);
      } catch (IOException e) {
        socket = null;
        if (detached) {
          return new Ending.Detached();
        }
        if (!reconnection.mayTryAgain()) {
          return hub.isAlive()
              ? new Ending.Lost(String.valueOf(e.getMessage()))
              : new Ending.HubGone();
        }
        if (reconnection.isSlow()) {
          screen.say("connection lost, trying again");
          // The line must go again, which takes a whole screen.
          stream.offset = OptionalLong.empty();
        }
      }
    }
  }

  /** What has been seen of the terminal, whichever connection it came through. Main thread. */
  private final class Stream {
    /** Acknowledging costs a message, so a busy stream does it only so often. */
    private static final int ACK_BYTES = 128 * 1024;

    private OptionalLong offset = OptionalLong.empty();
    private long acknowledged;

    String path() {
      String from = offset.isPresent() ? "&from=" + offset.getAsLong() : "";
      return "/api/terminals/" + id + "/stream?role=" + (view ? "view" : "control") + from;
    }

    Ending follow(HubSocket connection) throws IOException {
      while (true) {
        switch (connection.receive()) {
          case HubSocket.Message.Closed(int code, String reason) -> {
            return Ending.of(code, reason);
          }
          case HubSocket.Message.Binary(byte[] bytes) -> {
            switch (StreamFrame.decode(bytes)) {
              case StreamFrame.Output(long at, byte[] output) -> {
                screen.write(output);
                reached(connection, at + output.length, false);
              }
              case StreamFrame.Snapshot(long at, byte[] picture) -> {
                screen.clean();
                screen.write(picture);
                reached(connection, at, true);
              }
              case StreamFrame.Exit(ProgramState state) -> {
                return new Ending.Over(state);
              }
              case StreamFrame.Notice _ -> screen.ring();
              case StreamFrame.Other _ -> {}
            }
          }
        }
      }
    }

    private void reached(HubSocket connection, long end, boolean now) throws IOException {
      offset = OptionalLong.of(end);
      if (now || end - acknowledged >= ACK_BYTES || !connection.hasMore()) {
        connection.send(StreamFrame.ack(end));
        acknowledged = end;
      }
    }
  }

  /** Before the first screen, so that it comes in the size that it is shown in. */
  private void takeSize() {
    if (!view) {
      terminal
          .size()
          .ifPresent(size ->
              hub.patch(
                  "/api/terminals/" + id,
                  Json.write(Map.of("cols", size.cols(), "rows", size.rows()))));
    }
  }

  private void tellSize() {
    if (!view) {
      terminal.size().ifPresent(size -> send(StreamFrame.resize(size.cols(), size.rows())));
    }
  }

  /**
   * @return false if there is no connection to send it over
   */
  private boolean send(byte[] message) {
    HubSocket connection = socket;
    if (connection == null) {
      return false;
    }
    try {
      connection.send(message);
      return true;
    } catch (IOException e) {
      // The main thread learns of it by itself.
      return false;
    }
  }

  private void type() {
    byte[] buffer = new byte[INPUT_BYTES];
    // Never closed: the terminal's settings are given back through the same descriptor.
    InputStream keyboard = new FileInputStream(FileDescriptor.in);
    try {
      int length;
      while (!detached && (length = keyboard.read(buffer)) > 0) {
        typed(buffer, length);
      }
    } catch (IOException e) {
      // The terminal is gone, and with it everybody who could want more of this.
      detached = true;
    }
    detach();
  }

  private void typed(byte[] buffer, int length) throws IOException {
    byte[] passed;
    synchronized (watch) {
      passed = watch.feed(buffer, length);
      if (watch.isHolding()) {
        Thread.startVirtualThread(this::releaseHeld);
      }
      if (watch.isDetached()) {
        detach();
        return;
      }
    }
    pass(passed);
  }

  private void releaseHeld() {
    try {
      TimeUnit.NANOSECONDS.sleep(KEY_PATIENCE.toNanos());
      byte[] held;
      synchronized (watch) {
        held = watch.release();
      }
      pass(held);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      detach();
    }
  }

  private void pass(byte[] typed) throws IOException {
    if (typed.length > 0 && (view || !send(StreamFrame.input(typed)))) {
      screen.ring();
    }
  }

  private void detach() {
    detached = true;
    HubSocket connection = socket;
    if (connection != null) {
      connection.close();
    }
  }
}
