package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void productionSpansThreeZonesAndDevTwo() {
    assertEquals(3, Synthesis.PROD.properties("AWS::EC2::Subnet").size());
    assertEquals(2, Synthesis.DEV.properties("AWS::EC2::Subnet").size());
  }

  @Test
  void namedZonesAreUsed() {
    Set<String> zones = new TreeSet<>();
    Synthesis.NEW_ACCOUNT
        .properties("AWS::EC2::Subnet")
        .values()
        .forEach(subnet -> zones.add(subnet.get("AvailabilityZone").asText()));

    assertEquals(Set.of("us-east-1a", "us-east-1c"), zones);
  }

  @Test
  void nothingIsReachableFromTheInternet() {
    for (Synthesis each : Synthesis.all()) {
      assertEquals(Map.of(), each.properties("AWS::EC2::InternetGateway"));
      assertEquals(Map.of(), each.properties("AWS::EC2::NatGateway"));
      each.properties("AWS::EC2::Subnet")
          .values()
          .forEach(subnet -> assertFalse(subnet.get("MapPublicIpOnLaunch").asBoolean()));
      assertFalse(each.templates().toString().contains("\"0.0.0.0/0\""));
    }
  }

  @Test
  void securityGroupsAllowTheseConnectionsAndNoOthers() {
    assertEquals(
        Set.of(
            "Collector > Proxy",
            "Proxy > Database",
            "Migrator > Database",
            "Migrator > NetworkSecrets"),
        connections(Synthesis.DEV));
    for (JsonNode group : Synthesis.DEV.properties("AWS::EC2::SecurityGroup").values()) {
      assertFalse(group.has("SecurityGroupIngress"), group.toString());
    }
  }

  @Test
  void queueAddsTheseConnections() {
    Set<String> added = connections(Synthesis.QUEUE);
    added.removeAll(connections(Synthesis.DEV));

    assertEquals(Set.of("Writer > Proxy", "Writer > QueueSqs", "Collector > QueueSqs"), added);
  }

  @Test
  void operatorsReachTheDatabaseOnlyWhereThatIsOn() {
    assertTrue(connections(Synthesis.EVERYTHING).contains("Operators > Database"));
    assertFalse(Synthesis.PROD.templates().toString().contains("Operators"));
  }

  private static Set<String> connections(Synthesis synthesis) {
    Set<String> connections = new TreeSet<>();
    for (JsonNode rule : synthesis.properties("AWS::EC2::SecurityGroupIngress").values()) {
      connections.add(
          group(rule.get("SourceSecurityGroupId")) + " > " + group(rule.get("GroupId")));
    }
    return connections;
  }

  private static String group(JsonNode reference) {
    return reference.at("/Fn::GetAtt/0").asText().replaceAll("Group[0-9A-F]{8}$", "");
  }
}
