/**
 * The life of a supervised process as one pure function, {@link
 * dev.patchbay.processes.lifecycle.Lifecycle#next}: what it is in and what happens give what it is
 * in next and what is to be done. Nothing here waits, starts a thread or looks at a clock.
 */
@NullMarked
package dev.patchbay.processes.lifecycle;

import org.jspecify.annotations.NullMarked;
