package dev.patchbay.terminals;

import dev.patchbay.os.Loop;
import dev.patchbay.terminals.pty.Pty;
import dev.patchbay.terminals.screen.Keys;
import dev.patchbay.terminals.screen.Modes;
import dev.patchbay.terminals.screen.Screen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A program on a pseudo-terminal, with everybody who watches it. Thread-safe. */
public final class Terminal {
  /** What a viewer may set, and what the engine below can hold. */
  public static final int MAX_COLS = 1_000;

  public static final int MAX_ROWS = 1_000;

  private final String id;
  private final OpenRequest request;
  private final List<String> command;
  private final Path cwd;
  private final Pty pty;
  private final TerminalStream stream;
  private final Runnable changed;
  private final Instant createdAt = Instant.now();
  private final long createdNanos = System.nanoTime();

  private final Sizing sizing;
  private final ForegroundLooks inFront;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as are all below. */
  private String name;

  private List<String> tags;

  private boolean closing;
  private OptionalLong exitedNanos = OptionalLong.empty();

  /**
   * @param loop keeps account of what its threads throw
   * @param changed called after anything that is shown has changed
   */
  Terminal(String id, Launch launch, Pty pty, TerminalStream stream, Loop loop, Runnable changed) {
    this.id = id;
    this.request = launch.request();
    this.command = launch.command();
    this.cwd = launch.cwd();
    this.name = launch.name();
    this.tags = launch.request().tags();
    this.sizing = new Sizing(launch.cols(), launch.rows(), loop, new ProgramAndViewers());
    this.pty = pty;
    this.stream = stream;
    this.changed = changed;
    inFront = new ForegroundLooks(this, command);
    var _ = stream.ended().thenAccept(_ -> noteExit());
  }

  /** What was started, everything that was left out of the request filled in. */
  record Launch(
      OpenRequest request, List<String> command, Path cwd, String name, int cols, int rows) {}

  /** Those who must agree on the size. */
  private final class ProgramAndViewers implements Sizing.Picture {
    @Override
    public void resize(int cols, int rows) {
      stream.resize(cols, rows);
      pty.resize(cols, rows);
      changed.run();
    }

    @Override
    public boolean isBehind() {
      return stream.isBehindOnSizes();
    }

    @Override
    public void catchUp() {
      stream.catchUp();
    }
  }

  public String id() {
    return id;
  }

  /** What asks for another one like this. */
  OpenRequest again(@Nullable Integer cols, @Nullable Integer rows) {
    return request.again(info(), cols, rows);
  }

  private void noteExit() {
    lock.lock();
    try {
      exitedNanos = OptionalLong.of(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /** Whether its program ended that long ago, whatever became of the time of day meanwhile. */
  boolean hasExitedFor(Duration age) {
    lock.lock();
    try {
      return exitedNanos.isPresent() && System.nanoTime() - exitedNanos.getAsLong() > age.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return true for the one caller that is to close it
   */
  boolean beginClosing() {
    lock.lock();
    try {
      boolean first = !closing;
      closing = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** It could not be closed after all: somebody may try again. */
  void closingFailed() {
    lock.lock();
    try {
      closing = false;
    } finally {
      lock.unlock();
    }
  }

  /** What a signal asked for came to. */
  public enum Signalled {
    DONE,
    ALREADY_ENDED
  }

  /** Asks all that the terminal started to end; as closing it does, but without a kill. Blocks. */
  public Signalled terminate() {
    return signal(() -> pty.tree().terminate());
  }

  /** Kills all that the terminal started. Blocks. */
  public Signalled kill() {
    return signal(() -> pty.tree().kill());
  }

  /** Interrupts what runs in the foreground. */
  public Signalled interrupt() {
    return signal(pty::interrupt);
  }

  /** Sends any signal to all that the terminal started. Blocks. */
  public Signalled signal(int number) {
    return signal(() -> pty.tree().signal(number));
  }

  private Signalled signal(Runnable action) {
    if (stream.hasEnded()) {
      return Signalled.ALREADY_ENDED;
    }
    action.run();
    return Signalled.DONE;
  }

  Pty pty() {
    return pty;
  }

  TerminalStream stream() {
    return stream;
  }

  public TerminalInfo info() {
    Sizing.Size size = sizing.current();
    lock.lock();
    try {
      return new TerminalInfo(
          id,
          name,
          command,
          cwd.toString(),
          stream.folder().map(Path::toString).orElse(null),
          pty.pid(),
          size.cols(),
          size.rows(),
          stream.ended().getNow(null),
          stream.title(),
          stream.attention().attention().orElse(null),
          stream.attention().call().orElse(null),
          stream.viewers().size(),
          createdAt,
          Duration.ofNanos(System.nanoTime() - createdNanos),
          tags,
          stream.replay().end());
    } finally {
      lock.unlock();
    }
  }

  public void rename(String newName) {
    lock.lock();
    try {
      name = newName;
    } finally {
      lock.unlock();
    }
    changed.run();
  }

  public void tag(List<String> newTags) {
    lock.lock();
    try {
      tags = List.copyOf(newTags);
    } finally {
      lock.unlock();
    }
    changed.run();
  }

  /** Gives the program and all viewers a new size. May lay out the screen anew, so it may block. */
  public void resize(int cols, int rows) {
    sizing.resize(cols, rows);
  }

  /**
   * The same without blocking, and before whatever is typed next; where sizes come faster than they
   * can be drawn, the last one counts and comes soon.
   */
  public void resizeSoon(int cols, int rows) {
    sizing.resizeSoon(cols, rows);
  }

  /**
   * Hands bytes to the program.
   *
   * @return false if it has not read what it was given before, or has ended: nothing was taken
   */
  public boolean input(byte[] bytes) {
    stream.attention().answered();
    inFront.noteTyped();
    return pty.write(bytes);
  }

  /**
   * Types text, then keys, as the modes in force encode them; all or nothing.
   *
   * @param keys by name, such as {@code ctrl-c}
   */
  public Typed type(String text, List<String> keys) {
    Modes modes = stream.read(Screen::modes);
    return switch (Keys.encode(keys, modes)) {
      case Keys.UnknownKey(String key) -> new Typed.UnknownKey(keys.indexOf(key), key);
      case Keys.Typed typed -> {
        byte[] bytes = (text + typed.text()).getBytes(StandardCharsets.UTF_8);
        yield input(bytes) ? new Typed.Taken(bytes.length) : new Typed.NotTaken();
      }
    };
  }

  /**
   * Where the program in the foreground works, as far as the system tells; else where the shell
   * says that it is, or where the terminal began. Reads /proc, so not on an event loop.
   */
  public Path workingFolder() {
    return pty.workingFolder().or(stream::folder).orElse(cwd);
  }

  /**
   * Whether something runs in front of what was started, at this moment. Reads /proc, so not on an
   * event loop.
   */
  public Foreground foreground() {
    return stream.hasEnded()
        ? new Foreground.Started()
        : Foreground.of(pty.foreground(), pty.pid(), program());
  }

  /** The file that was started, without its folder. */
  String program() {
    return Path.of(command.getFirst()).toFile().getName();
  }

  /** What is due from time to time; for one thread, and does not block. */
  void round(Loop loop) {
    stream.attention().round();
    inFront.round(loop);
  }

  /** Reads the screen as it is now. May take milliseconds, so not on an event loop. */
  public <T> T read(Function<Screen, T> reader) {
    return stream.read(reader);
  }

  /** Blocks until it is met, ended, timed out or cancelled. */
  public ScreenWait.Result await(ScreenWait wait) {
    try {
      return wait.await(stream);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ScreenWait.Result.TimedOut("");
    }
  }

  /** May take milliseconds, so not on an event loop. */
  public Snapshot snapshot() {
    return stream.snapshot();
  }

  /** Watches from now on, beginning with a snapshot. */
  public Viewer watch(Viewer.Role role, Viewer.Flow flow, Runnable signal) {
    Viewer viewer = new Viewer(stream, role, flow, signal);
    viewer.begin();
    return join(viewer);
  }

  /** Watches from an offset on if that is still retained, else beginning with a snapshot. */
  public Viewer watchFrom(long offset, Viewer.Role role, Viewer.Flow flow, Runnable signal) {
    Viewer viewer = new Viewer(stream, role, flow, signal);
    viewer.resumeAt(offset);
    return join(viewer);
  }

  private Viewer join(Viewer viewer) {
    viewer.tell(new Happening.Scrollback(stream.scrollback()));
    stream.add(viewer);
    audienceChanged();
    return viewer;
  }

  public void leave(Viewer viewer) {
    if (stream.viewers().remove(viewer)) {
      stream.resume();
      audienceChanged();
    }
  }

  private void audienceChanged() {
    Happening audience = new Happening.Audience(stream.viewers().size());
    stream.viewers().forEach(viewer -> viewer.tell(audience));
    changed.run();
  }
}
