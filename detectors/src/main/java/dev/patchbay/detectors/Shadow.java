package dev.patchbay.detectors;

/**
 * What a name comes to before the file that wins, as far as the user's shell is concerned: an
 * alias, a function, or a file that is passed over.
 *
 * @param name of a program
 * @param entry of the search path, counted from 0; {@link #SHELL} for what the shell itself has
 * @param words a sentence for people
 */
public record Shadow(String name, int entry, String words) {
  public static final int SHELL = -1;
}
