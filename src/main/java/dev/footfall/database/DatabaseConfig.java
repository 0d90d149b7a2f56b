package dev.footfall.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the collector connects to PostgreSQL, and its time limits. */
@ConfigMapping(prefix = "footfall.database")
public interface DatabaseConfig {

  /** The database or its pooled proxy: {@code postgresql://host:port/database}. */
  String url();

  /** The role to sign in as. The migrations create the default one without a password. */
  @WithDefault("footfall_collector")
  String username();

  /** The role's password, if the server requires one. */
  Optional<String> password();

  /** How a connection authenticates. */
  @WithDefault("password")
  Authentication authentication();

  /**
   * Whether connections are encrypted. Disable it only for a server on the same machine: over a
   * network, events and passwords could be read in transit.
   */
  @WithDefault("disable")
  Tls tls();

  /**
   * A PEM file with the certificate authorities to trust. The default is the JDK's own (in a native
   * image: those of the JDK that built it). It includes Amazon's root authorities, which sign RDS
   * Proxy's certificate, but not those of RDS instances and clusters: for these, set RDS' global
   * bundle.
   */
  Optional<String> tlsAuthorities();

  /**
   * Connections of one instance. It serves one request at a time; the second connection replaces a
   * dead first.
   */
  @WithDefault("2")
  int poolSize();

  /** Limit for opening a connection, sign-in included, and for waiting for one from the pool. */
  @WithDefault("PT1S")
  Duration connectTimeout();

  /**
   * A connection older than this, in wall-clock time, is replaced before use: an instance that
   * thaws has dead connections. A connection idle for this long is closed.
   */
  @WithDefault("PT1M")
  Duration maxLifetime();

  /** Limit for one attempt at a statement, including the wait for a connection. */
  @WithDefault("PT2S")
  Duration attemptTimeout();

  /** Limit for a statement and its one retry; below the 5 s within which the API promises a 503. */
  @WithDefault("PT4S")
  Duration timeout();

  enum Authentication {
    /** {@link #password()}, or none. */
    PASSWORD,
    /** A token signed with the function's credentials, new for each connection. */
    IAM
  }

  enum Tls {
    /** No TLS, unless {@link #url()} requests it. */
    DISABLE,
    /**
     * TLS with a certificate from a trusted authority for the host in {@link #url()}; no connection
     * otherwise.
     */
    VERIFY_FULL
  }
}
