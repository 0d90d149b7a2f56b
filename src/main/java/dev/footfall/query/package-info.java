@NullMarked
package dev.footfall.query;

import org.jspecify.annotations.NullMarked;
