/** The local runtime: the system that template.yaml describes, on one machine. */
@NullMarked
package vuelta.local;

import org.jspecify.annotations.NullMarked;
