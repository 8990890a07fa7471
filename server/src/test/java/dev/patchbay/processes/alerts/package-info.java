@NullMarked
package dev.patchbay.processes.alerts;

import org.jspecify.annotations.NullMarked;
