@NullMarked
package dev.footfall.count;

import org.jspecify.annotations.NullMarked;
