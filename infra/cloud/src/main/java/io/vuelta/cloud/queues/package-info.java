/** SQS: ElasticMQ, a journal by which its messages outlive a crash, and the pollers that hand batches to functions. */
@NullMarked
package io.vuelta.cloud.queues;

import org.jspecify.annotations.NullMarked;
