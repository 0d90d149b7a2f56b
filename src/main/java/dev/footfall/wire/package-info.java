@NullMarked
package dev.footfall.wire;

import org.jspecify.annotations.NullMarked;
