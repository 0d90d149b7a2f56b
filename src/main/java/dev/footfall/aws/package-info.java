/** What the services of AWS have in common: who the function is, and how it signs. */
@org.jspecify.annotations.NullMarked
package dev.footfall.aws;
