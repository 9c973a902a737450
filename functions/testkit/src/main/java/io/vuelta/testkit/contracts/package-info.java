/** The contract of every port, as tests: run on the in-memory fakes here, and on the real services by the adapters. */
@NullMarked
package io.vuelta.testkit.contracts;

import org.jspecify.annotations.NullMarked;
