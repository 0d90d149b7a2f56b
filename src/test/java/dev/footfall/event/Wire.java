package dev.footfall.event;

import java.util.List;

/** One writer's way to the store. */
interface Wire {
  /** Each event's result by its name, or null if there was no response and the writer may retry. */
  List<String> send(List<Event> events) throws Exception;
}
