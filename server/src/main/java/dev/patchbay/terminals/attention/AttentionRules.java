package dev.patchbay.terminals.attention;

import dev.patchbay.config.PlainText;
import dev.patchbay.terminals.attention.Attention.Kind;
import dev.patchbay.terminals.attention.Attention.Source;
import dev.patchbay.terminals.attention.Attention.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a terminal's program stands, from one piece of evidence to the next. Each source has its say
 * until it says something else or something ends it; the best source that says anything is
 * believed.
 */
public final class AttentionRules {
  /** How long a title or a screen that seems idle may be on its way from one work to the next. */
  static final Duration DOUBT = Duration.ofMillis(300);

  /** Work that is shorter than this needs no looking at when it is done. */
  static final Duration TURN = Duration.ofSeconds(3);

  /** The same for a command in a shell, at which somebody sat when it began. */
  static final Duration LONG_COMMAND = Duration.ofSeconds(10);

  /** The protocol asks for 64 at least. */
  static final int MAX_RECORDS = 64;

  /** A process may call itself anything. */
  private static final int MAX_NAME = 64;

  /** The most urgent first. */
  private static final List<State> URGENCY =
      List.of(State.WAITING, State.WORKING, State.FAILED, State.DONE, State.IDLE);

  /** They say what the program in front does, and nothing of it once the shell has a prompt. */
  private static final Set<Source> OF_PROGRAM =
      EnumSet.of(Source.PROGRAM, Source.PROGRESS, Source.TITLE, Source.SCREEN);

  /** They are read off what is made for people's eyes. */
  private static final Set<Source> DOUBTFUL = EnumSet.of(Source.TITLE, Source.SCREEN);

  private AttentionRules() {}

  public static Standing next(Standing before, Evidence evidence, Instant now) {
    Draft draft = new Draft(before, now);
    draft.believeWhatIsDue();
    draft.take(evidence);
    return draft.standing();
  }

  /** A standing in the making. */
  private static final class Draft {
    private final Standing before;
    private final Instant now;
    private final Map<Source, Claim> claims;
    private final Map<Source, Claim> doubts;
    private List<StatusReport.Put> records;
    private @Nullable Call call;

    Draft(Standing before, Instant now) {
      this.before = before;
      this.now = now;
      claims = Standing.copy(before.claims());
      doubts = Standing.copy(before.doubts());
      records = before.records();
      call = before.call();
    }

    void believeWhatIsDue() {
      for (Map.Entry<Source, Claim> doubt : Standing.copy(doubts).entrySet()) {
        if (!doubt.getValue().since().plus(DOUBT).isAfter(now)) {
          claims.put(doubt.getKey(), doubt.getValue());
          doubts.remove(doubt.getKey());
        }
      }
    }

    void take(Evidence evidence) {
      switch (evidence) {
        case Evidence.Reported(StatusReport report) -> report(report);
        case Evidence.Progressed(Integer percent) ->
            claims.put(Source.PROGRESS, new Claim(State.WORKING, null, "", percent, now));
        case Evidence.ProgressFailed() -> say(Source.PROGRESS, State.FAILED);
        case Evidence.ProgressEnded() -> claims.remove(Source.PROGRESS);
        case Evidence.Prompted() -> prompt();
        case Evidence.CommandBegan() -> say(Source.COMMAND, State.WORKING);
        case Evidence.CommandEnded(boolean well) -> commandEnded(well);
        case Evidence.Titled(String title) ->
            sayDoubtfully(Source.TITLE, TitleMark.read(title).orElse(null));
        case Evidence.Seen(State state) -> sayDoubtfully(Source.SCREEN, state);
        case Evidence.InFront inFront -> inFront(inFront);
        case Evidence.Rang() -> call = new Call(Call.Source.BELL, now, "");
        case Evidence.Notified(String message) ->
            call = new Call(Call.Source.NOTIFICATION, now, message);
        case Evidence.Answered() -> call = null;
        case Evidence.WasReset() -> {
          forgetProgram();
          records = List.of();
          call = null;
        }
        case Evidence.Heard(boolean silent) ->
            say(Source.OUTPUT, silent ? State.IDLE : State.WORKING);
        case Evidence.Ended(boolean well) -> {
          claims.clear();
          doubts.clear();
          records = List.of();
          say(Source.EXIT, well ? State.DONE : State.FAILED);
        }
        case Evidence.Waited() -> {}
      }
    }

    private void say(Source source, State state) {
      Claim said = claims.get(source);
      if (said == null || said.state() != state) {
        claims.put(source, Claim.of(state, now));
      }
    }

    /** A pause between two works looks like the end of the first. */
    private void sayDoubtfully(Source source, @Nullable State state) {
      Claim said = claims.get(source);
      if (said != null && said.state() == State.WORKING && state == State.IDLE) {
        doubts.putIfAbsent(source, Claim.of(state, now));
        return;
      }
      doubts.remove(source);
      if (state == null) {
        claims.remove(source);
      } else {
        say(source, state);
      }
    }

    private void inFront(Evidence.InFront inFront) {
      switch (inFront) {
        case Evidence.InFront.Shell() -> say(Source.FOREGROUND, State.IDLE);
        case Evidence.InFront.Job(String program) ->
            claims.put(Source.FOREGROUND, new Claim(State.WORKING, null, name(program), null, now));
        case Evidence.InFront.HidesTyping(String program) ->
            claims.put(
                Source.FOREGROUND,
                new Claim(
                    State.WAITING, Kind.AUTH, name(program) + " hides what is typed", null, now));
        case Evidence.InFront.Untold() -> claims.remove(Source.FOREGROUND);
      }
    }

    /** A group whose first process has ended has none. */
    private static String name(String program) {
      String name = PlainText.of(program, MAX_NAME);
      return name.isEmpty() ? "a program" : name;
    }

    private void report(StatusReport report) {
      List<StatusReport.Put> kept = new ArrayList<>(records);
      switch (report) {
        case StatusReport.Put put -> {
          kept.removeIf(record -> record.id().equals(put.id()));
          kept.add(put);
          if (kept.size() > MAX_RECORDS) {
            kept.removeFirst();
          }
        }
        case StatusReport.Clear clear -> kept.removeIf(record -> clear.covers(record.id()));
      }
      records = kept;
      sayReported();
    }

    /** Of several things that the program does, the most urgent counts; of those the newest. */
    private void sayReported() {
      Optional<StatusReport.Put> first =
          records.reversed().stream()
              .min(Comparator.comparingInt(record -> URGENCY.indexOf(record.state())));
      if (first.isEmpty()) {
        claims.remove(Source.PROGRAM);
        return;
      }
      StatusReport.Put put = first.get();
      claims.put(
          Source.PROGRAM, new Claim(put.state(), put.kind(), put.message(), put.progress(), now));
    }

    private void commandEnded(boolean well) {
      Claim command = claims.get(Source.COMMAND);
      if (command != null && command.state() == State.WORKING) {
        boolean took = !command.since().plus(LONG_COMMAND).isAfter(now);
        say(Source.COMMAND, took ? (well ? State.DONE : State.FAILED) : State.IDLE);
      }
    }

    private void prompt() {
      forgetProgram();
      claims.remove(Source.FOREGROUND);
      records =
          records.stream()
              .filter(put -> put.state() == State.DONE || put.state() == State.FAILED)
              .toList();
      sayReported();
      Claim command = claims.get(Source.COMMAND);
      if (command == null || command.state() == State.WORKING) {
        say(Source.COMMAND, State.IDLE);
      }
    }

    private void forgetProgram() {
      claims.keySet().removeAll(OF_PROGRAM);
      doubts.keySet().removeAll(OF_PROGRAM);
    }

    Standing standing() {
      return new Standing(claims, doubts, records, attention(), call);
    }

    private @Nullable Attention attention() {
      Source source = best();
      Claim claim = source == null ? null : claims.get(source);
      if (source == null || claim == null) {
        return null;
      }
      Attention was = before.attention();
      if (was != null && claim.state() == State.IDLE && DOUBTFUL.contains(source)) {
        // They cannot say that something has been done.
        if (was.state() == State.DONE && was.source() == source) {
          return was;
        }
        if (was.state() == State.WORKING
            && OF_PROGRAM.contains(was.source())
            && !was.since().plus(TURN).isAfter(now)) {
          return new Attention(State.DONE, null, source, now, "", null);
        }
      }
      return new Attention(
          claim.state(),
          claim.kind(),
          source,
          was != null && goesOn(was, claim) ? was.since() : now,
          claim.message(),
          claim.progress());
    }

    /** Work goes on whatever is said of it; another question is another one. */
    private static boolean goesOn(Attention was, Claim claim) {
      return was.state() == claim.state()
          && was.kind() == claim.kind()
          && (claim.state() == State.WORKING || was.message().equals(claim.message()));
    }

    /**
     * A question is believed also of a weaker source, unless the program itself speaks: to miss it
     * costs more than to be asked in vain.
     */
    private @Nullable Source best() {
      if (!claims.containsKey(Source.EXIT) && !claims.containsKey(Source.PROGRAM)) {
        for (Map.Entry<Source, Claim> claim : claims.entrySet()) {
          if (claim.getValue().state() == State.WAITING) {
            return claim.getKey();
          }
        }
      }
      return claims.keySet().stream().findFirst().orElse(null);
    }
  }
}
