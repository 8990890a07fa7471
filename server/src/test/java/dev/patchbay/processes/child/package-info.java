@NullMarked
package dev.patchbay.processes.child;

import org.jspecify.annotations.NullMarked;
