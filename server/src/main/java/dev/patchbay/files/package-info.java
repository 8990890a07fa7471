/**
 * Files in and out of the folders that may be worked in: uploads that appear whole or not at all,
 * and downloads. Every path is checked after its links were followed.
 */
@NullMarked
package dev.patchbay.files;

import org.jspecify.annotations.NullMarked;
