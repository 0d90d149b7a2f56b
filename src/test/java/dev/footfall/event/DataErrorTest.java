package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A value that only the database refuses costs its own event. */
@QuarkusTest
class DataErrorTest {
  private static final String REFUSED = "{\"refused_by_test\":1}";
  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  @BeforeEach
  void theDatabaseRefusesAMarker() throws SQLException {
    new Stored(owner)
        .execute(
            "ALTER TABLE events ADD CONSTRAINT refused_by_test"
                + " CHECK (NOT jsonb_exists(metadata, 'refused_by_test')) NOT VALID");
  }

  @AfterEach
  void itNoLongerDoes() throws SQLException {
    new Stored(owner).execute("ALTER TABLE events DROP CONSTRAINT refused_by_test");
  }

  /** So many events, of which those at these positions are refused. */
  private String batch(int size, List<Integer> refused) {
    return IntStream.range(0, size)
        .mapToObj(i -> EventJson.of(campaign).raw("metadata", refused.contains(i) ? REFUSED : "{}"))
        .toList()
        .toString();
  }

  private static List<String> outcomes(int size, List<Integer> refused) {
    return IntStream.range(0, size)
        .mapToObj(i -> refused.contains(i) ? "rejected" : "stored")
        .toList();
  }

  @Test
  void oneRefusedEventOf50CostsOnlyItself() throws SQLException {
    Gateway.Answer answer = post(JSON, batch(50, List.of(17))).is(200);

    assertEquals(outcomes(50, List.of(17)), answer.outcomes());
    assertEquals(49, new Stored(owner).ofCampaign(campaign));
    assertEquals(49, new Stored(owner).counted(campaign));
  }

  @Test
  void severalRefusedEventsCostOnlyThemselves() throws SQLException {
    List<Integer> refused = List.of(0, 1, 24, 25, 49);

    Gateway.Answer answer = post(JSON, batch(50, refused)).is(200);

    assertEquals(outcomes(50, refused), answer.outcomes());
    assertEquals(45, new Stored(owner).ofCampaign(campaign));
    assertEquals(45, new Stored(owner).counted(campaign));
  }

  @Test
  void aRefusedEventAloneIsRejectedWithoutAnythingInternal() throws SQLException {
    Gateway.Answer answer = post(JSON, EventJson.of(campaign).raw("metadata", REFUSED)).is(422);

    assertEquals("holds a value that cannot be stored", answer.result(0).path("reason").asText());
    HostileBodyTest.assertHarmless(answer);
    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @Test
  void aRefusedBatchIsRejectedAsAWhole() throws SQLException {
    post(JSON, batch(3, List.of(0, 1, 2))).is(422);

    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @Test
  void theRestOfTheBatchSentAgainIsADuplicate() throws SQLException {
    String batch = batch(10, List.of(4));
    post(JSON, batch).is(200);

    Gateway.Answer again = post(JSON, batch).is(200);

    assertEquals(9, again.json().path("duplicate").asInt());
    assertEquals("rejected", again.outcomes().get(4));
    assertEquals(9, new Stored(owner).counted(campaign));
  }
}
