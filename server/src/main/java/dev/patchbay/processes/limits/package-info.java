/** What processes may take: which limits the kernel enforces, which the hub watches. */
@NullMarked
package dev.patchbay.processes.limits;

import org.jspecify.annotations.NullMarked;
