package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps with the rows what a shell says of its prompts and commands: OSC 133 with A before a
 * prompt, B after it, C before a command's output and D after it. See <a
 * href="https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md">the
 * proposal</a> and, for the command line that may come with C, <a
 * href="https://sw.kovidgoyal.net/kitty/shell-integration/">kitty's addition</a>.
 *
 * <p>Whatever is printed may draw marks, so nothing rests on them. A snapshot gives them again,
 * with the parameter {@code t}, the time in milliseconds since 1970, which a stream does not have.
 */
final class Marks {
  static final int OSC = 133;

  private static final String ST = "\u001b\\";

  private static final int MAX_EXIT_DIGITS = 9;
  private static final int MAX_TIME_DIGITS = 18;

  /** A longer one is not kept. */
  private static final int MAX_COMMAND_CHARS = 2 * 1024;

  /** Of how many commands the line is kept: what a person would want to run again. */
  private static final int MAX_COMMANDS = 200;

  private static final int NO_EXIT = -1;

  /** What was said last. */
  private enum Phase {
    OUTSIDE,
    PROMPT,
    RUNNING
  }

  /** A command line, percent-encoded, and the mark that it belongs to. */
  private record Command(Line row, long time, String line) {}

  private final Deque<Command> commands = new ArrayDeque<>();
  private Phase phase = Phase.OUTSIDE;
  private @Nullable Line promptRow;

  void reset() {
    commands.clear();
    phase = Phase.OUTSIDE;
    promptRow = null;
  }

  /**
   * @param text what follows the number
   * @param row where the cursor is
   */
  void take(String text, Line row) {
    String[] fields = text.split(";", -1);
    switch (fields[0]) {
      case "A" -> {
        // A continuation of a command that is being typed is no prompt of its own.
        if (!parameter(fields, "k").equals("s")) {
          prompt(row);
        }
      }
      case "B" -> {
        if (phase == Phase.PROMPT) {
          put(row, Mark.Kind.COMMAND, NO_EXIT, 0);
        }
      }
      case "C" -> output(row, time(fields), parameter(fields, "cmdline_url"));
      case "D" -> {
        if (phase == Phase.RUNNING) {
          put(row, Mark.Kind.END, exit(fields), time(fields));
          phase = Phase.OUTSIDE;
        }
      }
      default -> {}
    }
  }

  /** A prompt that is drawn again, after a resize for one, has moved. */
  private void prompt(Line row) {
    if (phase == Phase.PROMPT && promptRow != null) {
      promptRow.marks = Mark.without(promptRow.marks, Mark.Kind.PROMPT);
      promptRow.marks = Mark.without(promptRow.marks, Mark.Kind.COMMAND);
    }
    put(row, Mark.Kind.PROMPT, NO_EXIT, 0);
    promptRow = row;
    phase = Phase.PROMPT;
  }

  private void output(Line row, long time, String command) {
    put(row, Mark.Kind.OUTPUT, NO_EXIT, time);
    phase = Phase.RUNNING;
    boolean plain = command.chars().allMatch(c -> c > ' ' && c < 0x7F);
    if (!command.isEmpty() && command.length() <= MAX_COMMAND_CHARS && plain) {
      commands.addLast(new Command(row, time, command));
      if (commands.size() > MAX_COMMANDS) {
        commands.removeFirst();
      }
    }
  }

  boolean isEmpty() {
    return commands.isEmpty() && promptRow == null;
  }

  /**
   * @param rows the number of each row that is there; what belongs to others is left out
   */
  void write(DataOutput out, IdentityHashMap<Line, Integer> rows) throws IOException {
    StateWriter.constant(out, phase);
    out.writeInt(promptRow == null ? StateWriter.NO_ROW : number(rows, promptRow));
    List<Command> kept =
        commands.stream().filter(command -> rows.containsKey(command.row())).toList();
    out.writeInt(kept.size());
    for (Command command : kept) {
      out.writeInt(number(rows, command.row()));
      out.writeLong(command.time());
      StateWriter.text(out, command.line());
    }
  }

  private static int number(IdentityHashMap<Line, Integer> rows, Line row) {
    return rows.getOrDefault(row, StateWriter.NO_ROW);
  }

  void read(DataInput in, List<Line> rows) throws IOException {
    phase = StateReader.constant(in, Phase.class);
    int prompt = in.readInt();
    promptRow = prompt == StateWriter.NO_ROW ? null : row(rows, prompt);
    int count = StateReader.length(in, MAX_COMMANDS);
    for (int i = 0; i < count; i++) {
      commands.add(new Command(row(rows, in.readInt()), in.readLong(), StateReader.text(in)));
    }
  }

  private static Line row(List<Line> rows, int number) throws IOException {
    if (number < 0 || number >= rows.size()) {
      throw new StreamCorruptedException("no row " + number);
    }
    return rows.get(number);
  }

  private static void put(Line row, Mark.Kind kind, int exit, long time) {
    row.marks = Mark.with(row.marks, new Mark(kind, exit, time, null));
  }

  /** Gives the marks of a row again. */
  void write(Line row, Ink ink) {
    for (Mark mark = row.marks; mark != null; mark = mark.next()) {
      ink.sequence("\u001b]" + OSC + ";" + mark.kind().letter);
      StringBuilder parameters = new StringBuilder();
      if (mark.exit() != NO_EXIT) {
        parameters.append(';').append(mark.exit());
      }
      if (mark.kind() == Mark.Kind.OUTPUT) {
        String command = commandOf(row, mark.time());
        parameters.append(command.isEmpty() ? "" : ";cmdline_url=" + command);
      }
      if (mark.time() != 0) {
        parameters.append(";t=").append(mark.time());
      }
      ink.sequence(parameters.append(ST).toString());
    }
  }

  private String commandOf(Line row, long time) {
    for (Command command : commands) {
      if (command.row() == row && command.time() == time) {
        return command.line();
      }
    }
    return "";
  }

  private static String parameter(String[] fields, String name) {
    for (int i = 1; i < fields.length; i++) {
      if (fields[i].startsWith(name + "=")) {
        return fields[i].substring(name.length() + 1);
      }
    }
    return "";
  }

  private static int exit(String[] fields) {
    String exit = fields.length > 1 ? fields[1] : "";
    return isNumber(exit, MAX_EXIT_DIGITS) ? Integer.parseInt(exit) : NO_EXIT;
  }

  private static long time(String[] fields) {
    String time = parameter(fields, "t");
    return isNumber(time, MAX_TIME_DIGITS) ? Long.parseLong(time) : System.currentTimeMillis();
  }

  private static boolean isNumber(String text, int maxDigits) {
    return !text.isEmpty()
        && text.length() <= maxDigits
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
