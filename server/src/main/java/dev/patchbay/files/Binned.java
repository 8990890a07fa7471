package dev.patchbay.files;

import java.nio.file.Path;

/** Where something was, and where in the bin it is now. */
public record Binned(Path from, Path to) {}
