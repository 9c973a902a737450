/** Commands, wake-ups, events and batches on SQS. */
@NullMarked
package io.vuelta.adapters.sqs;

import org.jspecify.annotations.NullMarked;
