/** The local runtime: the system that template.yaml describes, on one machine. */
@NullMarked
package io.vuelta.local;

import org.jspecify.annotations.NullMarked;
