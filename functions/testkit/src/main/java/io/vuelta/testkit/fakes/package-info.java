/** Every port in memory. The fakes are reliable because they pass the same contracts as the real adapters. */
@NullMarked
package io.vuelta.testkit.fakes;

import org.jspecify.annotations.NullMarked;
