/** What processes take of the machine: sampled each second, whole trees, kept for an hour. */
@NullMarked
package dev.patchbay.processes.usage;

import org.jspecify.annotations.NullMarked;
