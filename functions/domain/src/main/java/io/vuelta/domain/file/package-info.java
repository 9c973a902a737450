/** Contact files: rows, what is wrong with them, and how they are loaded. */
@NullMarked
package io.vuelta.domain.file;

import org.jspecify.annotations.NullMarked;
