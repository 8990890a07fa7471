package dev.patchbay.projects;

/**
 * A tool that a folder asks for.
 *
 * @param tool its id in the catalogue
 * @param version as the file writes it; empty where it names none
 * @param file the file that asks
 */
public record Want(String tool, String version, String file) {}
