/** The stores on one DynamoDB table. */
@NullMarked
package vuelta.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
