package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Writes what the function answers. Quarkus' handler writes every answer as the response to an HTTP
 * request, and would lose the members of a {@link BatchReport}.
 */
@RegisterForReflection
class AnswerWriter extends JsonSerializer<APIGatewayV2HTTPResponse> {

  @Override
  public void serialize(
      APIGatewayV2HTTPResponse answer, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    out.writeStartObject();
    if (answer instanceof BatchReport report) {
      out.writeObjectField("batchItemFailures", report.failures());
    } else {
      out.writeNumberField("statusCode", answer.getStatusCode());
      out.writeObjectField("headers", answer.getHeaders());
      out.writeObjectField("multiValueHeaders", answer.getMultiValueHeaders());
      out.writeObjectField("cookies", answer.getCookies());
      out.writeStringField("body", answer.getBody());
      out.writeBooleanField("isBase64Encoded", answer.getIsBase64Encoded());
    }
    out.writeEndObject();
  }

  /** Makes Jackson write each answer so. */
  @Singleton
  static class Customizer implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper json) {
      json.addMixIn(APIGatewayV2HTTPResponse.class, Written.class);
    }
  }

  @JsonSerialize(using = AnswerWriter.class)
  @RegisterForReflection
  private interface Written {}
}
