package dev.patchbay.terminals;

/** What became of text and keys that were to be typed. */
public sealed interface Typed {
  record Taken(int bytes) implements Typed {}

  /** Nothing was typed: one of the keys does not exist. */
  record UnknownKey(int index, String name) implements Typed {}

  /** Nothing was typed: the program has ended, or has too much to read already. */
  record NotTaken() implements Typed {}
}
