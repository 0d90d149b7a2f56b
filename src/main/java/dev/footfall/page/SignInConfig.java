package dev.footfall.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where the dashboard's users sign in: any OpenID Connect provider, by code with PKCE. */
@ConfigMapping(prefix = "footfall.sign-in")
interface SignInConfig {

  /** The provider's URL, as in its tokens; the same that API Gateway's authorizer trusts. */
  Optional<String> issuer();

  /** The dashboard's name at the provider: a public client, redirected to the dashboard's URL. */
  Optional<String> clientId();

  /** What is asked for; the scope counts:read lets read. */
  @WithDefault("openid counts:read")
  String scope();

  /** Sent as {@code audience}: the API that the token is for, as Auth0 wants it. */
  Optional<String> audience();

  /** Sent as {@code resource}: the API that the token is for (RFC 8707). */
  Optional<String> resource();
}
