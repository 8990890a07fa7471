@NullMarked
package dev.patchbay.security;

import org.jspecify.annotations.NullMarked;
