package dev.patchbay.terminals.attention;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of how a terminal's program stands. Of bounded size.
 *
 * @param claims what each source says
 * @param doubts what sources say that are taken at their word only if they say nothing else soon
 * @param records what the program reported, least recently updated first
 * @param attention what follows from all that; null where nothing does
 */
public record Standing(
    Map<Attention.Source, Claim> claims,
    Map<Attention.Source, Claim> doubts,
    List<StatusReport.Put> records,
    @Nullable Attention attention,
    @Nullable Call call) {
  public static final Standing UNKNOWN = new Standing(Map.of(), Map.of(), List.of(), null, null);

  public Standing {
    claims = Collections.unmodifiableMap(copy(claims));
    doubts = Collections.unmodifiableMap(copy(doubts));
    records = List.copyOf(records);
  }

  static Map<Attention.Source, Claim> copy(Map<Attention.Source, Claim> claims) {
    Map<Attention.Source, Claim> copy = new EnumMap<>(Attention.Source.class);
    copy.putAll(claims);
    return copy;
  }

  /** When {@link Evidence.Waited} would change something, if it would. */
  public Optional<Instant> due() {
    return doubts.values().stream()
        .map(doubt -> doubt.since().plus(AttentionRules.DOUBT))
        .min(Instant::compareTo);
  }
}
