@NullMarked
package dev.patchbay.os;

import org.jspecify.annotations.NullMarked;
