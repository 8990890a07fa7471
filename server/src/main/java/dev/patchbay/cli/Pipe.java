package dev.patchbay.cli;

import dev.patchbay.config.PlainText;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A terminal's output as a pipe's: every byte of it in order, and the program waits for whoever
 * reads. Standard input goes to the program, unless somebody sits at it.
 */
final class Pipe {
  private static final int INPUT_BYTES = 16 * 1024;

  /** What the keyboard's Ctrl+D sends: the end of the input, where it stands alone on its line. */
  private static final byte END_OF_INPUT = 0x04;

  /** Well within the 30 s after which the hub takes a silent holder for dead. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private final FoundHub hub;
  private final String id;
  private final HubSocket socket;
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  /** Of what comes next; set by the main thread. */
  private volatile long offset;

  private Pipe(FoundHub hub, String id, HubSocket socket) {
    this.hub = hub;
    this.id = id;
    this.socket = socket;
  }

  /**
   * @param id of a terminal that was just opened
   * @return the program's exit code, or that of what went wrong, which is told
   */
  static int run(FoundHub hub, String id) {
    Ending ending;
    try (HubSocket socket =
        HubSocket.open(hub, "/api/terminals/" + id + "/stream?flow=hold&from=0")) {
      Pipe pipe = new Pipe(hub, id, socket);
      if (!StandardStreams.inputIsTerminal()) {
        Thread.ofPlatform().daemon().name("input").start(pipe::passInput);
      }
      Thread.ofPlatform().daemon().name("signs of life").start(pipe::giveSignsOfLife);
      ending = pipe.follow();
    } catch (IOException e) {
      ending =
          hub.isAlive() ? new Ending.Lost(String.valueOf(e.getMessage())) : new Ending.HubGone();
    }
    if (!(ending instanceof Ending.Over)) {
      System.err.println("patchbay: " + PlainText.of(ending.words(id)));
    }
    return ending.exitCode();
  }

  private Ending follow() throws IOException {
    while (true) {
      switch (socket.receive()) {
        case HubSocket.Message.Closed(int code, String reason) -> {
          return Ending.of(code, reason);
        }
        case HubSocket.Message.Binary(byte[] bytes) -> {
          switch (StreamFrame.decode(bytes)) {
            case StreamFrame.Output(long at, byte[] output) -> {
              if (at != offset) {
                return lostOutput();
              }
              write(output);
              offset = at + output.length;
              socket.send(StreamFrame.ack(offset));
            }
            case StreamFrame.Snapshot _ -> {
              return lostOutput();
            }
            case StreamFrame.Exit(ProgramState state) -> {
              return new Ending.Over(state);
            }
            case StreamFrame.Notice(String code, String detail) -> {
              if (code.equals("input-refused") && isRunning()) {
                return new Ending.Refused(Failure.FAILED, detail);
              }
            }
            case StreamFrame.Other _ -> {}
          }
        }
      }
    }
  }

  /** A pipe with a hole in it is worse than none. */
  private static Ending lostOutput() {
    return new Ending.Refused(
        Failure.FAILED, "the program wrote more than the hub retains before it could be read");
  }

  /** A program that has ended needs no more input, so what it did not take is not missing. */
  private boolean isRunning() {
    return TerminalRecord.of(hub.get("/api/terminals/" + id)).state()
        instanceof ProgramState.Running;
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "the output cannot be written: " + e.getMessage());
    }
  }

  private void passInput() {
    byte[] buffer = new byte[INPUT_BYTES];
    boolean withinLine = false;
    InputStream in = new FileInputStream(FileDescriptor.in);
    try {
      int length;
      while ((length = in.read(buffer)) > 0) {
        socket.send(StreamFrame.input(Arrays.copyOf(buffer, length)));
        withinLine = buffer[length - 1] != '\n';
      }
      byte[] end = withinLine ? new byte[] {END_OF_INPUT, END_OF_INPUT} : new byte[] {END_OF_INPUT};
      socket.send(StreamFrame.input(end));
    } catch (IOException e) {
      // The thread that reads the output tells it.
      return;
    }
  }

  /** Whoever reads may take a break, as a pager does; the program goes on waiting for it. */
  private void giveSignsOfLife() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(SIGN_OF_LIFE.toNanos());
        socket.send(StreamFrame.ack(offset));
      }
    } catch (IOException e) {
      // The thread that reads the output tells it.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
