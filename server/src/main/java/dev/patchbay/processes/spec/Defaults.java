package dev.patchbay.processes.spec;

import dev.patchbay.config.Section;
import dev.patchbay.processes.lifecycle.RestartPolicy;

/** What counts for every process that does not say otherwise itself. */
public final class Defaults {
  static final Defaults NONE = new Defaults(Section.empty());

  private final Section section;

  private Defaults(Section section) {
    this.section = section;
  }

  public static Defaults none() {
    return NONE;
  }

  /**
   * @throws dev.patchbay.config.FieldException if something cannot be used
   */
  public static Defaults of(Section section) {
    var _ = section.duration("timeout");
    var _ = SpecReader.restart(section, RestartPolicy.ON_FAILURE);
    var _ = SpecReader.stop(section);
    var _ = LimitReader.limits(section);
    ProbeReader.checkDefaults(section);
    section.rejectUnknown();
    return new Defaults(section);
  }

  /** A declaration with them. */
  Section under(Section declaration) {
    return declaration.or(section);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Defaults defaults
        && defaults.section.contents().equals(section.contents());
  }

  @Override
  public int hashCode() {
    return section.contents().hashCode();
  }
}
