@NullMarked
package dev.footfall.database;

import org.jspecify.annotations.NullMarked;
