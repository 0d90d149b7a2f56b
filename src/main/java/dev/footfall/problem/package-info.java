@NullMarked
package dev.footfall.problem;

import org.jspecify.annotations.NullMarked;
