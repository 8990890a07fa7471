/** What is told when something stays wrong: rules as data, and the fold that follows them. */
@NullMarked
package dev.patchbay.processes.alerts;

import org.jspecify.annotations.NullMarked;
