package dev.footfall.testsupport;

/** While it is open, the database refuses events with its marker in their metadata. */
public final class RefusedMarker implements AutoCloseable {
  /** Metadata that are refused. */
  public static final String METADATA = "{\"refused_by_test\":1}";

  private final Owner owner;

  public RefusedMarker(Owner owner) {
    this.owner = owner;
    owner.execute(
        """
        ALTER TABLE events ADD CONSTRAINT refused_by_test
        CHECK (NOT jsonb_exists(metadata, 'refused_by_test')) NOT VALID
        """);
  }

  @Override
  public void close() {
    owner.execute("ALTER TABLE events DROP CONSTRAINT refused_by_test");
  }
}
