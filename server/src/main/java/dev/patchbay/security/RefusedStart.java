package dev.patchbay.security;

/**
 * Something that the configuration does not let be started.
 *
 * @param kind of what was to be started: {@code process}, {@code command} or {@code terminal}
 * @param name of it: the process's, else the program's as it was asked for
 * @param code for programs, {@code lower-dash}
 * @param pointer to the part of the request or declaration that is refused
 * @param detail for people: what is refused, by what, and why
 */
public record RefusedStart(String kind, String name, String code, String pointer, String detail) {}
