package dev.footfall.testsupport.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.footfall.testsupport.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** An OpenID Connect provider for one page, which honours each code once and checks PKCE. */
public final class OidcProvider {
  private static final String ISSUER = "https://login.example";
  private static final String CLIENT = "dashboard";
  private static final String SCOPE = "openid counts:read";
  private static final String AUDIENCE = "footfall";
  private static final String RESOURCE = "https://footfall.example/api";

  /** The service's settings for signing in at this provider. */
  public static final String SETTINGS =
      """
      {"issuer":"%s","client_id":"%s","scope":"%s","audience":"%s","resource":"%s"}"""
          .formatted(ISSUER, CLIENT, SCOPE, AUDIENCE, RESOURCE);

  private static final String METADATA =
      """
      {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
       "end_session_endpoint":"%1$s/end","response_types_supported":["code"],
       "code_challenge_methods_supported":["S256"]}"""
          .formatted(ISSUER);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private final List<String> refreshTokens = new ArrayList<>();

  /** The access tokens issued so far, in order. */
  public final List<String> issued = new ArrayList<>();

  /** The token requests refused so far. */
  public final List<String> refused = new ArrayList<>();

  /** The lifetime of the next access token. */
  public int lifetimeSeconds = 3600;

  /** Whether users cancel the sign-in. */
  public boolean denies;

  public OidcProvider(Page page) {
    page.route(ISSUER + "/**", this::respond);
  }

  private void respond(Route route) {
    URI uri = URI.create(route.request().url());
    switch (uri.getPath()) {
      case "/authorize" -> redirect(route, authorize(form(uri.getRawQuery())));
      case "/token" -> token(route, form(route.request().postData()));
      case "/end" -> redirect(route, form(uri.getRawQuery()).get("post_logout_redirect_uri"));
      default -> json(route, 200, Json.read(METADATA));
    }
  }

  private String authorize(Map<String, String> request) {
    Map<String, String> expected =
        Map.of(
            "client_id", CLIENT,
            "response_type", "code",
            "scope", SCOPE,
            "audience", AUDIENCE,
            "resource", RESOURCE,
            "code_challenge_method", "S256");
    String answer;
    if (denies) {
      answer = "error=access_denied&error_description=" + encoded("The visitor gave up");
    } else if (!request.entrySet().containsAll(expected.entrySet())) {
      answer = "error=invalid_request";
    } else {
      String code = UUID.randomUUID().toString();
      codes.put(code, request);
      answer = "code=" + code;
    }
    return request.get("redirect_uri") + "?" + answer + "&state=" + encoded(request.get("state"));
  }

  private void token(Route route, Map<String, String> request) {
    Map<String, String> authorized = codes.remove(request.get("code"));
    if ("refresh_token".equals(request.get("grant_type"))
        && refreshTokens.remove(request.get("refresh_token"))) {
      lifetimeSeconds = 3600;
      json(route, 200, tokens(null));
    } else if ("authorization_code".equals(request.get("grant_type"))
        && authorized != null
        && authorized.get("redirect_uri").equals(request.get("redirect_uri"))
        && authorized.get("code_challenge").equals(challenge(request.get("code_verifier")))) {
      json(route, 200, tokens(authorized.get("nonce")));
    } else {
      refused.add(request.toString());
      json(route, 400, Map.of("error", "invalid_grant"));
    }
  }

  private Map<String, Object> tokens(String nonce) {
    String access = UUID.randomUUID().toString();
    String refresh = UUID.randomUUID().toString();
    issued.add(access);
    refreshTokens.add(refresh);
    return Map.of(
        "token_type", "Bearer",
        "access_token", access,
        "id_token", idToken(nonce),
        "refresh_token", refresh,
        "scope", SCOPE,
        "expires_in", lifetimeSeconds);
  }

  /** Unsigned: the client gets it directly over TLS, so it need not verify a signature. */
  private String idToken(String nonce) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new HashMap<>();
    claims.putAll(Map.of("iss", ISSUER, "aud", CLIENT, "sub", "reader"));
    claims.putAll(Map.of("iat", now, "exp", now + lifetimeSeconds));
    if (nonce != null) {
      claims.put("nonce", nonce);
    }
    return base64(Json.bytes(Map.of("alg", "none"))) + "." + base64(Json.bytes(claims)) + ".";
  }

  private static String challenge(String verifier) {
    try {
      byte[] ascii = String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII);
      return base64(MessageDigest.getInstance("SHA-256").digest(ascii));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  private static void redirect(Route route, String to) {
    route.fulfill(new FulfillOptions().setStatus(302).setHeaders(Map.of("Location", to)));
  }

  /** Scripts of every origin can read it, which a public client needs. */
  private static void json(Route route, int status, Object content) {
    route.fulfill(
        new FulfillOptions()
            .setStatus(status)
            .setHeaders(Map.of("Access-Control-Allow-Origin", "*"))
            .setContentType("application/json")
            .setBodyBytes(Json.bytes(content)));
  }
}
