@NullMarked
package dev.patchbay.projects;

import org.jspecify.annotations.NullMarked;
