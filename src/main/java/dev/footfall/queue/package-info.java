/** The queue that takes events while the database is away: an Amazon SQS queue. */
@org.jspecify.annotations.NullMarked
package dev.footfall.queue;
