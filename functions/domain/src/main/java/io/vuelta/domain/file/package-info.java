/** Contact files: their rows, the problems of the rows, and how they are loaded. */
@NullMarked
package io.vuelta.domain.file;

import org.jspecify.annotations.NullMarked;
