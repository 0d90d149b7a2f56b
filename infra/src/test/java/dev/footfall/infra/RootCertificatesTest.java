package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RootCertificatesTest {
  private static final Path BUNDLE =
      Path.of(Migrator.CERTIFICATE_LAYER, Migrator.ROOT_CERTIFICATES);
  private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1");
  private static final List<String> KEYS = List.of("RSA2048", "RSA4096", "ECC384");

  @Test
  void everyCertificateIsASelfSignedRootOfAmazon() throws IOException, GeneralSecurityException {
    for (X509Certificate certificate : certificates()) {
      assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
      certificate.verify(certificate.getPublicKey());
      assertTrue(certificate.getBasicConstraints() >= 0, "a CA: " + name(certificate));
      assertTrue(name(certificate).contains("O=Amazon Web Services"), name(certificate));
    }
  }

  @Test
  void noCertificateExpiresWithinAYear() throws IOException, GeneralSecurityException {
    Date inAYear = Date.from(Instant.now().plus(365, ChronoUnit.DAYS));
    for (X509Certificate certificate : certificates()) {
      certificate.checkValidity(inAYear);
    }
  }

  @Test
  void theRegionsThatTheProjectMentionsAreCovered() throws IOException, GeneralSecurityException {
    Set<String> names =
        certificates().stream().map(RootCertificatesTest::name).collect(Collectors.toSet());
    for (String region : REGIONS) {
      for (String key : KEYS) {
        String root = "CN=Amazon RDS " + region + " Root CA " + key + " G1";
        assertTrue(names.stream().anyMatch(name -> name.contains(root)), root);
      }
    }
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static List<X509Certificate> certificates() throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(BUNDLE)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
