package dev.patchbay.processes;

import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTable.Entry;
import dev.patchbay.processes.lifecycle.Phase;
import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.score.Signs;
import dev.patchbay.processes.usage.Plot;
import dev.patchbay.processes.usage.Sampler;
import dev.patchbay.processes.usage.Series;
import dev.patchbay.processes.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is measured though it is not supervised. There may be thousands, so they are looked at less
 * often the more there are, and of each a value for ten seconds is kept: 15 KB for an hour.
 */
final class Guests {
  /** So many more, and there is a second more between two looks. */
  private static final int GUESTS_A_SECOND = 50;

  private static final int RESOLUTION_SECONDS = 10;

  private final Supplier<List<Guest>> present;
  private final Map<String, Visit> visits = new ConcurrentHashMap<>();

  /** The ticks' own, as is the one below. */
  private final Sampler sampler = new Sampler();

  private long nextLook;

  /** One of them, for as long as it is named. */
  private static final class Visit {
    private final Vitals vitals = new Vitals(new Series(RESOLUTION_SECONDS));

    /** The ticks' own, as is the one below. */
    private Optional<Entry> leader = Optional.empty();

    private long firstSecond;
  }

  /**
   * @param present tells who is there; called on each look
   */
  Guests(Supplier<List<Guest>> present) {
    this.present = present;
  }

  /**
   * On one thread at a time.
   *
   * @param second the number of the present one
   * @param nanos the time now
   */
  void look(long second, long nanos) {
    if (second < nextLook) {
      return;
    }
    List<Guest> guests = present.get();
    visits.keySet().retainAll(guests.stream().map(Guest::id).collect(Collectors.toSet()));
    Map<String, Entry> leaders = new HashMap<>();
    for (Guest guest : guests) {
      Visit visit = visits.computeIfAbsent(guest.id(), _ -> new Visit());
      if (guest.runs()) {
        leader(visit, guest, second).ifPresent(entry -> leaders.put(guest.id(), entry));
      }
    }
    nextLook = second + Math.max(1, Math.ceilDiv(leaders.size(), GUESTS_A_SECOND));
    Map<String, Usage> usages = leaders.isEmpty() ? Map.of() : sampler.sample(leaders, nanos);
    visits.forEach((id, visit) ->
        Optional.ofNullable(usages.get(id))
            .ifPresentOrElse(
                usage -> keep(visit, usage, second, nanos), () -> visit.vitals.takeNothing()));
  }

  /** Looked for once: who has its pid later is another. */
  private static Optional<Entry> leader(Visit visit, Guest guest, long second) {
    if (visit.leader.isEmpty()) {
      visit.leader = ProcessTable.find(guest.pid()).filter(entry -> !entry.hasEnded());
      visit.firstSecond = second;
    }
    return visit.leader;
  }

  private static void keep(Visit visit, Usage usage, long second, long nanos) {
    Vitals vitals = visit.vitals;
    vitals.take(usage, nanos);
    vitals.keep(second, usage, Optional.empty(), score());
    vitals.tend(Judgement.trends(vitals.series(), List.of(), second, second - visit.firstSecond));
  }

  /** Nobody asks it, restarts it or holds it: that it runs is all there is to judge. */
  private static Optional<Score> score() {
    return Score.of(
        new Signs(new Phase.Running(true), Optional.empty(), Optional.empty(), 0, List.of()));
  }

  /** How one does; of one that was not looked at yet nothing is known. */
  GuestInfo info(String id) {
    Optional<Vitals> vitals = Optional.ofNullable(visits.get(id)).map(visit -> visit.vitals);
    Optional<Usage> usage = vitals.flatMap(Vitals::usage);
    return new GuestInfo(
        usage.flatMap(_ -> score()), vitals.map(Vitals::trends).orElse(Map.of()), usage);
  }

  /**
   * What one took; empty if nobody has that id.
   *
   * @param second the number of the present one
   * @param now its time
   */
  Optional<Plot> plot(String id, Duration last, Duration step, long second, Instant now) {
    Visit visit = visits.get(id);
    if (visit == null && present.get().stream().noneMatch(guest -> guest.id().equals(id))) {
      return Optional.empty();
    }
    Series series = visit == null ? new Series(RESOLUTION_SECONDS) : visit.vitals.series();
    return Optional.of(series.plot(second, (int) last.toSeconds(), (int) step.toSeconds(), now));
  }
}
