/** SQS: ElasticMQ, a journal with which messages survive a crash, and pollers that pass batches to functions. */
@NullMarked
package io.vuelta.cloud.queues;

import org.jspecify.annotations.NullMarked;
