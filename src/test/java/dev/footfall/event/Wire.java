package dev.footfall.event;

import java.util.List;

/** One writer's way to the store. */
interface Wire {

  /** Each event's result by its name, or null if the writer got no answer and may send again. */
  List<String> send(List<Event> events) throws Exception;
}
