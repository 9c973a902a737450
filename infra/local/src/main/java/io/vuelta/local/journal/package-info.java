/** A file of JSON lines, from which a part of the local system goes on after a kill. */
@NullMarked
package io.vuelta.local.journal;

import org.jspecify.annotations.NullMarked;
