/**
 * Reads YAML 1.2 as mappings, lists and texts, each with its place, with bounds on all that a file
 * could be made large with.
 */
@NullMarked
package dev.patchbay.yaml;

import org.jspecify.annotations.NullMarked;
