package dev.footfall.queue;

/** The queue did not take a message: it cannot be reached, or refused it. */
public final class QueueAway extends RuntimeException {
  private static final long serialVersionUID = 1;

  QueueAway(String message) {
    super(message);
  }

  QueueAway(Throwable cause) {
    super(cause);
  }
}
