package dev.footfall.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scopes and campaigns are found wherever providers put them and API Gateway passes them on. */
class TokenIdentityTest {
  private static final UUID A = UUID.fromString("0b8e2f7a-9d41-4e6c-b3a5-c4d7e8f90a1b");
  private static final UUID B = UUID.fromString("5d0c7a1e-6f3b-4c8e-9a27-1b4e8f60d3c2");

  private static SecurityIdentity identity(String campaignsClaim, Map<String, String> claims) {
    return TokenIdentity.of(claims, null, () -> campaignsClaim);
  }

  private static boolean has(SecurityIdentity identity, String name, String action) {
    return identity.checkPermissionBlocking(new StringPermission(name, action));
  }

  @ParameterizedTest
  @CsvSource({
    "scope, counts:read campaigns:write, true, true",
    "scp, [counts:read], true, false",
    "scp, campaigns:write, false, true",
    "permissions, '[counts:read,campaigns:write]', true, true",
    "scope, footfall/counts:read footfall/campaigns:write, true, true",
    "scope, https://footfall.example/api/counts:read, true, false",
    "roles, [counts:read], false, false",
    "scope, counts:read/all, false, false",
    "scope, '', false, false",
  })
  void theScopesOfEachClaimCount(String claim, String value, boolean reads, boolean names) {
    SecurityIdentity identity = identity("campaigns", Map.of(claim, value));

    assertEquals(reads, has(identity, "counts", "read"));
    assertEquals(names, has(identity, "campaigns", "write"));
  }

  @ParameterizedTest
  @CsvSource({
    "custom:campaigns, AAA, A",
    "https://example.com/campaigns, [AAA BBB], AB",
    "cognito:groups, '[analysts BBB]', B",
    "campaigns, 'AAA,BBB', AB",
    "campaigns, 'AAA, BBB', AB",
    "campaigns, '[AAA, BBB]', AB",
  })
  void theCampaignsAreInTheClaimThatIsConfigured(String claim, String value, String listed) {
    String text = value.replace("AAA", A.toString()).replace("BBB", B.toString());
    Set<UUID> expected = listed.equals("AB") ? Set.of(A, B) : Set.of(listed.equals("A") ? A : B);

    assertEquals(
        Optional.of(expected), new Caller(identity(claim, Map.of(claim, text))).campaigns());
    assertEquals(
        "the token has no claim other",
        new Caller(identity("other", Map.of(claim, text))).forbidden().getMessage());
  }
}
