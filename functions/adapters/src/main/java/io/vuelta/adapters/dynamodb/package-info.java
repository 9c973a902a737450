/** The stores on one DynamoDB table. */
@NullMarked
package io.vuelta.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
