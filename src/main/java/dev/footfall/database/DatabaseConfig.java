package dev.footfall.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How the collector reaches PostgreSQL, and how long it waits for it. */
@ConfigMapping(prefix = "footfall.database")
public interface DatabaseConfig {

  /** Where the database or its pooled proxy is: {@code postgresql://host:port/database}. */
  String url();

  /** The role to sign in as; the migrations make the one of this name, without a password. */
  @WithDefault("footfall_collector")
  String username();

  /** The role's password, where the server asks for one. */
  Optional<String> password();

  /** What a connection shows the server to prove who it is. */
  @WithDefault("password")
  Authentication authentication();

  /**
   * Whether connections are encrypted. Over any network they must be, or events and password can be
   * read on the way; only a server on the same machine does without.
   */
  @WithDefault("disable")
  Tls tls();

  /**
   * A PEM file of the authorities that may sign the server's certificate. Without it those of the
   * JDK (in the native image: of the JDK that built it) may. Amazon's root authorities, which sign
   * RDS Proxy's certificate, are among them; RDS's own, which sign an instance's or a cluster's,
   * are not: that needs the global bundle of RDS here.
   */
  Optional<String> tlsAuthorities();

  /**
   * Connections of one instance; it serves one request at a time, and the second one replaces a
   * dead first.
   */
  @WithDefault("2")
  int poolSize();

  /**
   * How long making a connection may take until it is signed in, or waiting for one of the pool.
   */
  @WithDefault("PT1S")
  Duration connectTimeout();

  /**
   * A connection older than this by the clock on the wall is replaced before it is used: a frozen
   * instance wakes up with dead ones. One that is silent for as long is closed.
   */
  @WithDefault("PT1M")
  Duration maxLifetime();

  /** How long one attempt at a statement may take, its wait for a connection included. */
  @WithDefault("PT2S")
  Duration attemptTimeout();

  /**
   * How long a statement may take with its one retry; below the 5 s within which a 503 is promised.
   */
  @WithDefault("PT4S")
  Duration timeout();

  enum Authentication {
    /** {@link #password()}, or none. */
    PASSWORD,
    /** A token signed with the function's own credentials, a new one for each connection. */
    IAM
  }

  enum Tls {
    /** No TLS, unless {@link #url()} asks for it. */
    DISABLE,
    /** TLS with a certificate of a known authority for the host in {@link #url()}, or nothing. */
    VERIFY_FULL
  }
}
