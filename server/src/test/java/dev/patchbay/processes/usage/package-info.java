@NullMarked
package dev.patchbay.processes.usage;

import org.jspecify.annotations.NullMarked;
