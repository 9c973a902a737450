/** Reads template.yaml: the resources of the deployed system, with every reference resolved to its local value. */
@NullMarked
package io.vuelta.cloud.template;

import org.jspecify.annotations.NullMarked;
