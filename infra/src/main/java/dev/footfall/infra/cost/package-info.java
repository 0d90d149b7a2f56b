/** A model of what Footfall costs on AWS. */
@NullMarked
package dev.footfall.infra.cost;

import org.jspecify.annotations.NullMarked;
