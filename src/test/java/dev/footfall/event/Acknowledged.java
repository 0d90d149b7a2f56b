package dev.footfall.event;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which ids the responses said are safe, and how often each result was given. */
record Acknowledged(Set<UUID> ids, Map<String, Integer> results) {
  Acknowledged() {
    this(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
  }

  void add(List<Event> events, List<String> answered) {
    if (answered.size() != events.size()) {
      throw new IllegalStateException(answered.size() + " results of " + events.size() + " events");
    }
    for (int i = 0; i < answered.size(); i++) {
      results.merge(answered.get(i), 1, Integer::sum);
      if (Set.of("stored", "duplicate").contains(answered.get(i))) {
        ids.add(events.get(i).id());
      }
    }
  }
}
