@NullMarked
package dev.patchbay.launch;

import org.jspecify.annotations.NullMarked;
