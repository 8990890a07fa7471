@NullMarked
package dev.patchbay.detectors.catalogue;

import org.jspecify.annotations.NullMarked;
