package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.RefusedMarker;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that only the database refuses affects no other event. */
@QuarkusTest
class DataErrorTest extends ServiceTest {
  @AutoClose private RefusedMarker marker;

  @BeforeEach
  void theDatabaseRefusesAMarker() {
    marker = new RefusedMarker(owner);
  }

  /** A batch of this size whose events at these positions are refused. */
  private String batch(int size, List<Integer> refused) {
    return TestEvent.array(
        IntStream.range(0, size)
            .mapToObj(i -> refused.contains(i) ? RefusedMarker.METADATA : "{}")
            .map(metadata -> event().raw("metadata", metadata))
            .toList());
  }

  private static Stream<List<Integer>> positions() {
    return Stream.of(List.of(17), List.of(0, 1, 24, 25, 49));
  }

  @ParameterizedTest
  @MethodSource("positions")
  void onlyTheRefusedEventsOf50AreRejected(List<Integer> refused) {
    String[] results = new String[50];
    Arrays.setAll(results, i -> refused.contains(i) ? "rejected" : "stored");

    post(batch(50, refused)).is(200, results);

    assertHolds(50 - refused.size());
  }

  @Test
  void aSingleRefusedEventIs422WithoutInternalDetails() {
    Answer answer = post(event().raw("metadata", RefusedMarker.METADATA)).is(422);

    assertEquals("holds a value that cannot be stored", answer.at("/results/0/reason"));
    HostileBodyTest.assertHarmless(answer);
    assertHolds(0);
  }

  @Test
  void aRefusedBatchIsRejectedAsAWhole() {
    post(batch(3, List.of(0, 1, 2))).is(422);
    assertHolds(0);
  }

  @Test
  void theRestOfAResentBatchIsADuplicate() {
    String batch = batch(10, List.of(4));
    post(batch).is(200);

    Answer again = post(batch).is(200);

    assertEquals("9", again.at("/duplicate"));
    assertEquals("rejected", again.at("/results/4/result"));
    assertHolds(9);
  }
}
