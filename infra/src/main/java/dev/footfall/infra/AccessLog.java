package dev.footfall.infra;

import static software.amazon.awscdk.services.apigateway.AccessLogField.contextErrorMessage;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextIntegrationErrorMessage;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextIntegrationLatency;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextRequestId;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextRequestTime;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextResponseLatency;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextResponseLength;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextRouteKey;
import static software.amazon.awscdk.services.apigateway.AccessLogField.contextStatus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;

/** The access log's format: each request's outcome and duration, and nothing about the client. */
final class AccessLog {
  static final String FORMAT = json(fields());

  private AccessLog() {}

  /** Requests that a throttle refused. HTTP APIs have no metric for them. */
  static MetricFilter throttled(LogGroup log) {
    return MetricFilter.Builder.create(log, "Throttled")
        .logGroup(log)
        .filterPattern(FilterPattern.stringValue("$.status", "=", "429"))
        .metricNamespace(Stack.of(log).getStackName())
        .metricName("throttled")
        .build();
  }

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", contextRequestTime());
    fields.put("request", contextRequestId());
    fields.put("route", contextRouteKey());
    fields.put("status", contextStatus());
    fields.put("bytes", contextResponseLength());
    fields.put("ms", contextResponseLatency());
    // The function's own status; without "." it would be that of Lambda.
    fields.put("function_status", "$context.integration.status");
    fields.put("function_ms", contextIntegrationLatency());
    fields.put("error", contextErrorMessage());
    fields.put("function_error", contextIntegrationErrorMessage());
    return fields;
  }

  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
