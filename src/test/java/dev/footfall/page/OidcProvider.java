package dev.footfall.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A small OpenID Connect provider over TLS. It gives a token only for a code that it has made, only
 * once, and only to who knows what the code's challenge was made of (RFC 7636, S256).
 */
final class OidcProvider implements AutoCloseable {
  static final String CLIENT = "dashboard";
  static final String SCOPE = "openid counts:read";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private final HttpsServer server;
  private final KeyPair keys;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final List<String> refreshTokens = new CopyOnWriteArrayList<>();
  private final List<String> given = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();

  /** How long a token lives. */
  volatile int seconds = 3600;

  /** Whether whoever signs in gives up at the provider. */
  volatile boolean givesUp;

  OidcProvider() throws IOException, GeneralSecurityException, InterruptedException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls()));
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/jwks", exchange -> json(exchange, 200, Map.of("keys", List.of(jwk()))));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.createContext("/end", this::end);
    server.start();
  }

  String issuer() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** The access tokens that were given, the newest last. */
  List<String> given() {
    return List.copyOf(given);
  }

  /** Why requests for tokens were refused. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** Whether the token is one of ours, by its signature. */
  boolean signed(String token) throws GeneralSecurityException {
    String[] parts = token.split("\\.");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private void discovery(HttpExchange exchange) throws IOException {
    json(
        exchange,
        200,
        Map.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/jwks",
            "end_session_endpoint", issuer() + "/end",
            "response_types_supported", List.of("code"),
            "code_challenge_methods_supported", List.of("S256")));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    String answer;
    if (givesUp) {
      answer = "error=access_denied&error_description=" + encoded("The visitor gave up");
    } else if (!Map.of("client_id", CLIENT, "response_type", "code", "scope", SCOPE)
            .entrySet()
            .stream()
            .allMatch(entry -> entry.getValue().equals(asked.get(entry.getKey())))
        || !"S256".equals(asked.get("code_challenge_method"))) {
      answer = "error=invalid_request";
    } else {
      String code = UUID.randomUUID().toString();
      codes.put(code, asked);
      answer = "code=" + code;
    }
    redirect(
        exchange,
        asked.get("redirect_uri") + "?" + answer + "&state=" + encoded(asked.get("state")));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> sent =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if ("refresh_token".equals(sent.get("grant_type"))
        && refreshTokens.remove(sent.get("refresh_token"))) {
      seconds = 3600;
      json(exchange, 200, tokens(null));
      return;
    }
    Map<String, String> asked =
        "authorization_code".equals(sent.get("grant_type")) ? codes.remove(sent.get("code")) : null;
    if (asked == null
        || !asked.get("redirect_uri").equals(sent.get("redirect_uri"))
        || !asked.get("code_challenge").equals(challenge(sent.get("code_verifier")))) {
      refused.add(sent.toString());
      json(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    json(exchange, 200, tokens(asked.get("nonce")));
  }

  private Map<String, Object> tokens(String nonce) {
    String access =
        jwt(Map.of("scope", SCOPE, "campaigns", "*", "jti", UUID.randomUUID().toString()));
    String refresh = UUID.randomUUID().toString();
    given.add(access);
    refreshTokens.add(refresh);
    return Map.of(
        "token_type", "Bearer",
        "access_token", access,
        "id_token", jwt(nonce == null ? Map.of() : Map.of("nonce", nonce)),
        "refresh_token", refresh,
        "scope", SCOPE,
        "expires_in", seconds);
  }

  private void end(HttpExchange exchange) throws IOException {
    redirect(
        exchange, form(exchange.getRequestURI().getRawQuery()).get("post_logout_redirect_uri"));
  }

  private static String challenge(String verifier) {
    return BASE64.encodeToString(sha256(String.valueOf(verifier)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String jwt(Map<String, Object> more) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new HashMap<>(more);
    claims.putAll(Map.of("iss", issuer(), "aud", CLIENT, "sub", "reader"));
    claims.putAll(Map.of("iat", now, "exp", now + seconds));
    try {
      String signed =
          BASE64.encodeToString(JSON.writeValueAsBytes(Map.of("alg", "RS256", "kid", "key")))
              + "."
              + BASE64.encodeToString(JSON.writeValueAsBytes(claims));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> jwk() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return Map.of(
        "kty", "RSA",
        "use", "sig",
        "kid", "key",
        "n", BASE64.encodeToString(key.getModulus().toByteArray()),
        "e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));
  }

  private static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /** Scripts of every origin may ask, as a public client's must be able to. */
  private static void json(HttpExchange exchange, int status, Object content) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(content);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** With a certificate of the JDK's own tool, which only a browser that ignores it believes. */
  private static SSLContext tls()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path folder = Files.createTempDirectory("oidc");
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(STORE_PASSWORD))
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, STORE_PASSWORD);
    }
    Files.delete(file);
    Files.delete(folder);
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(store, STORE_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
