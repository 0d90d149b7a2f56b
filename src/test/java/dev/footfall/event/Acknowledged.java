package dev.footfall.event;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What writers were told: which ids are safe, and how often each result was given. */
final class Acknowledged {
  private final Set<UUID> ids = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> results = new ConcurrentHashMap<>();

  void add(List<Event> events, List<String> told) {
    if (told.size() != events.size()) {
      throw new IllegalStateException(told.size() + " results for " + events.size() + " events");
    }
    for (int i = 0; i < told.size(); i++) {
      results.merge(told.get(i), 1, Integer::sum);
      if (Set.of("stored", "duplicate").contains(told.get(i))) {
        ids.add(events.get(i).id());
      }
    }
  }

  Set<UUID> ids() {
    return ids;
  }

  int times(String result) {
    return results.getOrDefault(result, 0);
  }

  Set<String> results() {
    return new TreeMap<>(results).keySet();
  }
}
