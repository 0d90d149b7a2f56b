/** The AWS infrastructure, from the API to the database. */
@NullMarked
package dev.footfall.infra;

import org.jspecify.annotations.NullMarked;
