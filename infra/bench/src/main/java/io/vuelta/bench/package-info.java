/** Benchmarks, each in processes of its own, next to what the obvious program would do. */
@NullMarked
package io.vuelta.bench;

import org.jspecify.annotations.NullMarked;
