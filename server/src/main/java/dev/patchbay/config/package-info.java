/** The configuration file, the data directory and what a running hub leaves there for others. */
@NullMarked
package dev.patchbay.config;

import org.jspecify.annotations.NullMarked;
