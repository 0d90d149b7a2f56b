package dev.footfall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;

/** The JSON reader and writer of the write path. */
final class Json {
  /**
   * No well-formed body within the size limit exceeds these. Depth and length are checked for each
   * event instead, so that one bad event does not fail its neighbours.
   */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          // Not JSON, but clear: it costs the event that it stands in, and not its neighbours.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(RequestBody.MAX_BYTES / 2)
                  .maxNameLength(RequestBody.MAX_BYTES)
                  .maxNumberLength(RequestBody.MAX_BYTES)
                  .build())
          .streamWriteConstraints(StreamWriteConstraints.defaults())
          .build();

  private Json() {}
}
