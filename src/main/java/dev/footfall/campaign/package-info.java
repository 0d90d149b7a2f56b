@NullMarked
package dev.footfall.campaign;

import org.jspecify.annotations.NullMarked;
