@NullMarked
package dev.patchbay.detectors;

import org.jspecify.annotations.NullMarked;
