package dev.footfall.event;

/** The decoded form of one event: a valid event, or the reason why it is rejected. */
sealed interface Submission permits Event, Result.Rejected {}
