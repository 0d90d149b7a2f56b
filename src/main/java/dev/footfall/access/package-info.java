@NullMarked
package dev.footfall.access;

import org.jspecify.annotations.NullMarked;
