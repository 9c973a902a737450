/** DynamoDB: DynamoDB Local as a separate process, with the template's tables. */
@NullMarked
package io.vuelta.cloud.dynamodb;

import org.jspecify.annotations.NullMarked;
