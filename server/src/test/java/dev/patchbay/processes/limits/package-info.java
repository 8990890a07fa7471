@NullMarked
package dev.patchbay.processes.limits;

import org.jspecify.annotations.NullMarked;
