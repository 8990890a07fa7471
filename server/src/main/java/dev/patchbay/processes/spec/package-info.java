/** What is to be supervised, and how: the same from the configuration file and over the API. */
@NullMarked
package dev.patchbay.processes.spec;

import org.jspecify.annotations.NullMarked;
