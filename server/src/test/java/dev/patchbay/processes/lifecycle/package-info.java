@NullMarked
package dev.patchbay.processes.lifecycle;

import org.jspecify.annotations.NullMarked;
