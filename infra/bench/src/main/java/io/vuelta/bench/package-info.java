/** Benchmarks, each in processes of its own, compared with the simplest program for the same task. */
@NullMarked
package io.vuelta.bench;

import org.jspecify.annotations.NullMarked;
