package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
    Set<String> connections = new TreeSet<>();
    for (JsonNode rule : Synthesis.DEV.properties("AWS::EC2::SecurityGroupIngress").values()) {
      connections.add(
          group(rule.get("SourceSecurityGroupId")) + " > " + group(rule.get("GroupId")));
    }

    assertEquals(
        Set.of(
            "Collector > Proxy",
            "Proxy > Database",
            "Migrator > Database",
            "Migrator > NetworkSecrets"),
        connections);
    for (JsonNode group : Synthesis.DEV.properties("AWS::EC2::SecurityGroup").values()) {
      assertFalse(group.has("SecurityGroupIngress"), group.toString());
    }
  }

  private static String group(JsonNode reference) {
    return reference.at("/Fn::GetAtt/0").asText().replaceAll("Group[0-9A-F]{8}$", "");
  }
}
