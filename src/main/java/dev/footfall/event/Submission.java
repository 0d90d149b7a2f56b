package dev.footfall.event;

/** What decoding makes of one event that was sent: a valid event, or the reason why it is not. */
sealed interface Submission permits Event, Result.Rejected {}
