@NullMarked
package dev.footfall.event;

import org.jspecify.annotations.NullMarked;
