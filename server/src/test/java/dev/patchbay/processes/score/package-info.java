@NullMarked
package dev.patchbay.processes.score;

import org.jspecify.annotations.NullMarked;
