/** Reads template.yaml: what the deployed system consists of, with every reference resolved to its local counterpart. */
@NullMarked
package io.vuelta.cloud.template;

import org.jspecify.annotations.NullMarked;
