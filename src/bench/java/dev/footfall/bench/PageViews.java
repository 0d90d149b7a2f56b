package dev.footfall.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.wire.UuidFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** Page views of one session, each in a request as API Gateway hands it to a function. */
final class PageViews {
  private static final Path GATEWAY_EVENT =
      Path.of("src/test/resources/gateway/events-one-object.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UUID session = UuidFormat.version7(Instant.now());
  private final UUID campaign = UUID.randomUUID();
  private final ObjectNode request;

  PageViews() throws IOException {
    request = (ObjectNode) JSON.readTree(GATEWAY_EVENT.toFile());
  }

  /** A request with an event that was never sent before. */
  String next() {
    Instant now = Instant.now();
    ObjectNode view = JSON.createObjectNode();
    view.put("id", UuidFormat.version7(now).toString());
    view.put("session_id", session.toString());
    view.put("campaign_id", campaign.toString());
    view.put("event_type", "page_view").put("event_time", now.toString());
    view.putObject("metadata").put("path", "/summer/shoes").put("referrer", "search.example");
    String body = view.toString();
    request.put("body", body);
    ((ObjectNode) request.get("headers")).put("content-length", "" + body.length());
    return request.toString();
  }
}
