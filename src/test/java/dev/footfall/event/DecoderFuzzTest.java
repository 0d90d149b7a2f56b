package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.problem.ProblemException;
import dev.footfall.testsupport.TestEvent;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** However a body is damaged, it decodes to a batch or is refused with a 4xx. */
class DecoderFuzzTest {
  private static final long SEED = Long.getLong("footfall.fuzz.seed", 20_000_101);
  private static final int BODIES = 10_000;
  private static final String[] TOKENS = {
    "{", "}", "[", "]", ",", ":", "\"", "\\",
    "\n", "null", "true", "1e400", "-0", "0.1", "\"id\"", "\"metadata\"",
    "\"event_time\"", "\\ud800", "\\u0000", "{}", "[]", "\ufeff", "\u0000", "😀",
    "946684800000", "1e131072", "\"\"", "/*", "#", "NaN", " "
  };

  private static final List<BiFunction<byte[], Arrival, EventDecoder.Batch>> WAYS =
      List.of(EventDecoder::json, EventDecoder::lines, EventDecoder::jsonOrLines);

  private final Random random = new Random(SEED);

  private static List<byte[]> seeds() {
    TestEvent plain = TestEvent.of(UUID.randomUUID());
    TestEvent full =
        plain
            .with("event_time", "2026-05-04T10:00:00+02:00")
            .raw("metadata", "{\"a\":[1,-2.5e3,\"ü\\ud83d\\ude00\",null,{\"b\":true}]}");
    TestEvent epoch = plain.raw("event_time", "1777888800000");
    return List.of(
        full.bytes(),
        TestEvent.array(plain, full, epoch).getBytes(UTF_8),
        (plain + "\n" + full + "\r\n\n" + epoch + "\n").getBytes(UTF_8));
  }

  @Test
  void aDamagedBodyDecodesToABatchOrIsRefused() {
    List<byte[]> seeds = seeds();
    int accepted = 0;
    for (int i = 0; i < BODIES; i++) {
      byte[] body = seeds.get(random.nextInt(seeds.size()));
      for (int damage = random.nextInt(4); damage >= 0; damage--) {
        body = damaged(body, seeds.get(random.nextInt(seeds.size())));
      }
      accepted += decodedEachWay(body);
    }
    assertTrue(accepted > BODIES / 100, "too few valid events to test the limits: " + accepted);
  }

  private byte[] damaged(byte[] body, byte[] other) {
    int at = random.nextInt(body.length + 1);
    int rest = Math.min(body.length, at + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(body);
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> spliced(body, at, token(), rest);
      case 3 -> spliced(body, at, token(), at);
      case 4 -> spliced(body, at, piece(other), rest);
      default -> spliced(body, at, piece(body), at);
    };
  }

  private byte[] flipped(byte[] body) {
    byte[] flipped = body.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] token() {
    return TOKENS[random.nextInt(TOKENS.length)].repeat(1 + random.nextInt(2)).getBytes(UTF_8);
  }

  private byte[] piece(byte[] body) {
    int from = random.nextInt(body.length + 1);
    return Arrays.copyOfRange(body, from, from + random.nextInt(body.length - from + 1));
  }

  private static byte[] spliced(byte[] body, int from, byte[] piece, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(body, 0, from);
    out.writeBytes(piece);
    out.write(body, to, body.length - to);
    return out.toByteArray();
  }

  /** The number of valid events that all three decoders find in the body. */
  private static int decodedEachWay(byte[] body) {
    int events = 0;
    for (var way : WAYS) {
      try {
        events += checked(way.apply(body, Arrival.at(Instant.now())));
      } catch (ProblemException refused) {
        assertEquals(4, refused.problem().status() / 100);
      } catch (Throwable failure) {
        String hex = HexFormat.of().formatHex(body);
        throw new AssertionError(
            "seed %d, way %d, body %s".formatted(SEED, WAYS.indexOf(way), hex), failure);
      }
    }
    return events;
  }

  private static int checked(EventDecoder.Batch batch) {
    int events = 0;
    for (Submission submission : batch.events()) {
      if (submission instanceof Result.Rejected rejected) {
        assertFalse(rejected.reason().isBlank());
      } else {
        events++;
      }
    }
    assertTrue(!batch.single() || batch.events().size() == 1);
    return events;
  }
}
