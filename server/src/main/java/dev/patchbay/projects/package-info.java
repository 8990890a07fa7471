/** Folders that people work in: where they are, what they ask for, how their repositories stand. */
@NullMarked
package dev.patchbay.projects;

import org.jspecify.annotations.NullMarked;
