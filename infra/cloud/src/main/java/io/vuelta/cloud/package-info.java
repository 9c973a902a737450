/** AWS on one machine: the system that a SAM template describes, with the functions that it names. */
@NullMarked
package io.vuelta.cloud;

import org.jspecify.annotations.NullMarked;
