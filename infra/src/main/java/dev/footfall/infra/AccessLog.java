package dev.footfall.infra;

import static software.amazon.awscdk.services.apigateway.AccessLogField.contextErrorMessage;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextIntegrationLatency;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextIntegrationStatus;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextRequestId;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextRequestTime;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextResponseLatency;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextResponseLength;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextRouteKey;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextStatus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The access log's format: each request's outcome and duration, and nothing about the client. */
final class AccessLog {
  static final String FORMAT = json(fields());

  private AccessLog() {}

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", contextRequestTime());
    fields.put("request", contextRequestId());
    fields.put("route", contextRouteKey());
    fields.put("status", contextStatus());
    fields.put("bytes", contextResponseLength());
    fields.put("ms", contextResponseLatency());
    fields.put("function_status", contextIntegrationStatus());
    fields.put("function_ms", contextIntegrationLatency());
    fields.put("error", contextErrorMessage());
    return fields;
  }

  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
