@NullMarked
package dev.patchbay;

import org.jspecify.annotations.NullMarked;
