@NullMarked
package dev.patchbay.http;

import org.jspecify.annotations.NullMarked;
