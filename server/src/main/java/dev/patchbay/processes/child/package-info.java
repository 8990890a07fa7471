/**
 * One incarnation of a process: started in a session of its own with its limits in force, read
 * without waiting, collected as soon as it ends.
 */
@NullMarked
package dev.patchbay.processes.child;

import org.jspecify.annotations.NullMarked;
