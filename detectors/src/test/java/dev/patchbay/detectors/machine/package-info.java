@NullMarked
package dev.patchbay.detectors.machine;

import org.jspecify.annotations.NullMarked;
