package dev.patchbay.terminals.screen;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Node process with terminals of xterm.js in it, each in a slot from 0 to 255. */
public final class XtermRig implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/test/xterm/rig.mjs");

  /** From the script. */
  private static final Path PAGE_MODULES = Path.of("../../../../../web/node_modules");

  private final Process process;
  private final DataOutputStream commands;
  private final DataInputStream answers;

  private XtermRig(Process process) {
    this.process = process;
    this.commands = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(process.getInputStream());
  }

  /** As installed for the page, or where {@code XTERM_MODULES} says. */
  private static void requireModules() {
    String given = System.getenv("XTERM_MODULES");
    Path modules = (given == null ? script().resolve(PAGE_MODULES) : Path.of(given)).normalize();
    if (!Files.isDirectory(modules.resolve("@xterm/headless"))) {
      throw new AssertionError(
          "This test compares with xterm.js, which is not in " + modules + ": run npm ci in web.");
    }
  }

  private static Path script() {
    return (Files.exists(SCRIPT) ? SCRIPT : Path.of("server").resolve(SCRIPT)).toAbsolutePath();
  }

  public static XtermRig start() {
    Path script = script();
    Prerequisites.program("node");
    requireModules();
    try {
      return new XtermRig(
          new ProcessBuilder("node", script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void create(int slot, int cols, int rows, ScreenSettings settings) {
    send(
        'N',
        out -> {
          out.writeByte(slot);
          out.writeShort(cols);
          out.writeShort(rows);
          out.writeInt(settings.scrollback());
          out.writeByte(settings.widths() == Widths.GRAPHEMES ? 1 : 0);
        });
  }

  /** Writes bytes as a viewer gets them, in one piece. */
  public void write(int slot, byte[] bytes) {
    write(slot, bytes, 0);
  }

  /** Writes bytes one character at a time, which is how the engine understands any stream. */
  void writeSingly(int slot, byte[] bytes) {
    write(slot, bytes, 1);
  }

  private void write(int slot, byte[] bytes, int singly) {
    send(
        'W',
        out -> {
          out.writeByte(slot);
          out.writeByte(singly);
          out.write(bytes);
        });
  }

  public void resize(int slot, int cols, int rows) {
    send(
        'R',
        out -> {
          out.writeByte(slot);
          out.writeShort(cols);
          out.writeShort(rows);
        });
  }

  /** All of a terminal's state, in the form of {@link StateDump}. */
  public String dump(int slot) {
    send('D', out -> out.writeByte(slot));
    return answer();
  }

  /** What the terminal has answered to queries since the last call. */
  public String replies(int slot) {
    send('A', out -> out.writeByte(slot));
    return answer();
  }

  /** The first differences of two terminals; empty where they are alike. */
  public String compare(int slot, int other) {
    send(
        'C',
        out -> {
          out.writeByte(slot);
          out.writeByte(other);
        });
    return answer();
  }

  private interface Arguments {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private void send(char letter, Arguments arguments) {
    try {
      ByteArrayOutputStream command = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(command);
      out.writeByte(letter);
      arguments.writeTo(out);
      commands.writeInt(command.size());
      command.writeTo(commands);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer() {
    try {
      commands.flush();
      byte[] bytes = new byte[answers.readInt()];
      answers.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the Node process has failed", e);
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor();
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
