package dev.footfall.event;

import dev.footfall.database.Unavailable;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
import java.time.Duration;
import java.util.List;

/** A writer's way to the store, which many writers may share. */
interface Wire {
  /** Each event's result by its name, or null if there was no success and the writer may retry. */
  List<String> send(List<Event> events) throws Exception;

  /** Over HTTP, where a writer may retry after a 503. */
  static Wire http() {
    return events -> {
      Answer answer =
          Answer.of(Http.post(TestEvent.array(events.stream().map(Wire::json).toList())));
      return answer.status() == 503
          ? null
          : answer.is(200).json().path("results").findValuesAsText("result");
    };
  }

  /** To the store itself, so that writers really run at once on its pool. */
  static Wire to(EventStore store) {
    return events -> {
      // As if each were decoded anew: two in one batch are never the same object.
      List<Event> decoded = events.stream().map(e -> Storm.copy(e, e.id(), e.metadata())).toList();
      try {
        List<Result> results = store.store(decoded).await().atMost(Duration.ofSeconds(20));
        return results.stream().map(Result::outcome).toList();
      } catch (Unavailable e) {
        return null;
      }
    };
  }

  static TestEvent json(Event event) {
    return TestEvent.of(event.campaignId(), event.eventType(), event.eventTime())
        .with("id", event.id())
        .with("session_id", event.sessionId())
        .raw("metadata", event.metadata());
  }
}
