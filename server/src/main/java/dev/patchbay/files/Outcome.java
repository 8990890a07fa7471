package dev.patchbay.files;

/** What became of something that was asked of the files. */
public sealed interface Outcome<T> {
  record Done<T>(T value) implements Outcome<T> {}

  record Refused<T>(Refusal refusal) implements Outcome<T> {}

  /** Work that may be refused halfway. */
  interface Work<T> {
    T run() throws RefusedException;
  }

  static <T> Outcome<T> of(Work<T> work) {
    try {
      return new Done<>(work.run());
    } catch (RefusedException e) {
      return new Refused<>(e.refusal());
    }
  }
}
