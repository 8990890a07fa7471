@NullMarked
package dev.patchbay.processes.registry;

import org.jspecify.annotations.NullMarked;
