package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.List;

/**
 * What Lambda reads as a <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial batch
 * response</a>: the messages that must come again. All others are done.
 */
class BatchReport extends APIGatewayV2HTTPResponse {
  private final transient List<Failure> failures;

  BatchReport(Collection<String> messageIds) {
    failures = messageIds.stream().map(Failure::new).toList();
  }

  List<Failure> failures() {
    return failures;
  }

  /** A message by its id. */
  @RegisterForReflection
  record Failure(String itemIdentifier) {}
}
