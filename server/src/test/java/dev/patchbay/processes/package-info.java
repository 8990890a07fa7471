@NullMarked
package dev.patchbay.processes;

import org.jspecify.annotations.NullMarked;
