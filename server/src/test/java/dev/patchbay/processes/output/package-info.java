@NullMarked
package dev.patchbay.processes.output;

import org.jspecify.annotations.NullMarked;
