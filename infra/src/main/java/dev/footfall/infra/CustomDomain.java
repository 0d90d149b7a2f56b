package dev.footfall.infra;

import software.amazon.awscdk.services.apigatewayv2.ApiMapping;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.ApiGatewayv2DomainProperties;
import software.constructs.Construct;

/** A custom domain for the API, with its DNS record and a certificate that renews itself. */
class CustomDomain extends Construct {
  CustomDomain(Construct scope, String id, HttpApi api, Domain domain) {
    super(scope, id);
    IHostedZone zone =
        HostedZone.fromHostedZoneAttributes(
            this,
            "Zone",
            HostedZoneAttributes.builder()
                .hostedZoneId(domain.zoneId())
                .zoneName(domain.zoneName())
                .build());
    Certificate certificate =
        Certificate.Builder.create(this, "Certificate")
            .domainName(domain.name())
            .validation(CertificateValidation.fromDns(zone))
            .build();
    DomainName name =
        DomainName.Builder.create(this, "Name")
            .domainName(domain.name())
            .certificate(certificate)
            .build();
    ApiMapping.Builder.create(this, "Mapping")
        .api(api.api())
        .domainName(name)
        .stage(api.stage())
        .build();
    ARecord.Builder.create(this, "Address")
        .zone(zone)
        .recordName(domain.name())
        .target(
            RecordTarget.fromAlias(
                new ApiGatewayv2DomainProperties(
                    name.getRegionalDomainName(), name.getRegionalHostedZoneId())))
        .build();
  }
}
