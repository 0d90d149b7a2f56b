package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * What all roles share: the same native artifact, in isolated subnets, with a log group and an
 * execution role for each.
 */
final class NativeFunction {
  private NativeFunction() {}

  static Function.Builder builder(
      Construct scope, Network network, SecurityGroup group, Settings settings) {
    LogGroup log = LogGroups.create(scope, "Log", settings.stage());
    return Function.Builder.create(scope, "Function")
        .runtime(Runtime.PROVIDED_AL2023)
        .architecture(Architecture.ARM_64) // a fifth cheaper than x86, and no slower here
        .handler("bootstrap") // required, but this runtime ignores it
        .code(Code.fromAsset(settings.functionZip().path().toString()))
        .memorySize(Stage.FUNCTION_MEMORY_MIB)
        .role(ExecutionRole.create(scope, "Role", log))
        .logGroup(log)
        .loggingFormat(LoggingFormat.TEXT) // JSON would wrap the line of metrics
        .vpc(network.vpc())
        .vpcSubnets(Network.isolatedSubnets())
        .securityGroups(List.of(group));
  }
}
