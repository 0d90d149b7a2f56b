package dev.footfall.bench;

/** Something that a benchmark needs is not there; the message says in one line how to get it. */
final class MissingPartException extends RuntimeException {
  MissingPartException(String message) {
    super(message);
  }
}
