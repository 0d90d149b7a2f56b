@NullMarked
package dev.footfall.page;

import org.jspecify.annotations.NullMarked;
