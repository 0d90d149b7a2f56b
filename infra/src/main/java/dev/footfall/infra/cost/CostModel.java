package dev.footfall.infra.cost;

import static dev.footfall.infra.cost.Load.HOURS_PER_MONTH;

import java.util.EnumMap;
import java.util.Map;

/** Computes the monthly cost of a load. All numbers are inputs, except the services' own rules. */
record CostModel(Inputs inputs) {
  private static final double MILLION = 1e6;
  private static final double GB = 1e9;

  /** API Gateway's unit of metering. */
  private static final double METERED_BYTES = 512 * 1024;

  private static final double FIRST_TIER = 300 * MILLION;

  /** An instance, its storage and its IOPS are there twice. */
  private static final int ZONES_OF_THE_DATABASE = 2;

  private static final int LEAST_VCPUS_OF_A_PROXY = 2;

  /** CloudWatch's format holds so many values of a metric. */
  private static final int MOST_VALUES = 100;

  Bill bill(Load load) {
    DatabaseSize database = DatabaseSize.of(load, inputs);
    Map<Component, Double> dollars = new EnumMap<>(Component.class);
    dollars.put(Component.API_GATEWAY, apiGateway(load));
    dollars.put(Component.LAMBDA, lambda(load));
    dollars.put(Component.INSTANCE, instance(database));
    dollars.put(Component.STORAGE, storage(database));
    dollars.put(Component.PROXY, proxy(database));
    dollars.put(Component.LOGS, logs(load));
    dollars.put(Component.WATCHING, watching());
    dollars.put(Component.NETWORK, network());
    dollars.put(Component.TRANSFER, transfer(load));
    return new Bill(load, database, dollars);
  }

  private double apiGateway(Load load) {
    double bytes = inputs.of("request.bytes.event") * load.batch();
    double metered = load.requests() * Math.ceil(bytes / METERED_BYTES);
    double first = Math.min(metered, FIRST_TIER);
    return (first * inputs.of("price.api.first")
            + (metered - first) * inputs.of("price.api.beyond"))
        / MILLION;
  }

  private double lambda(Load load) {
    double seconds = (inputs.of("lambda.ms") + inputs.of("lambda.ms.event") * load.batch()) / 1e3;
    return load.requests()
        * (inputs.of("price.lambda.requests") / MILLION
            + seconds * inputs.of("lambda.memory.gb") * inputs.of("price.lambda.duration"));
  }

  private double instance(DatabaseSize database) {
    return ZONES_OF_THE_DATABASE
        * HOURS_PER_MONTH
        * inputs.of("price.rds." + database.instance().type());
  }

  private double storage(DatabaseSize database) {
    double iops = Math.max(0, database.iops() - database.includedIops());
    double backupGb = Math.max(0, database.backupGb() - database.storageGb());
    return ZONES_OF_THE_DATABASE
            * (database.storageGb() * inputs.of("price.rds.storage")
                + iops * inputs.of("price.rds.iops"))
        + backupGb * inputs.of("price.rds.backup");
  }

  private double proxy(DatabaseSize database) {
    int vcpus = Math.max(LEAST_VCPUS_OF_A_PROXY, database.instance().vcpus());
    return vcpus * HOURS_PER_MONTH * inputs.of("price.proxy");
  }

  private double logs(Load load) {
    double valueBytes = inputs.of("log.bytes.event") * (Math.min(load.batch(), MOST_VALUES) - 1);
    double gigabytes = load.requests() * (inputs.of("log.bytes") + valueBytes) / GB;
    double storedGb = gigabytes * inputs.of("log.compression") * inputs.of("log.months");
    return gigabytes * inputs.of("price.logs.ingested") + storedGb * inputs.of("price.logs.stored");
  }

  private double watching() {
    return inputs.of("metrics") * inputs.of("price.metric")
        + inputs.of("alarms") * inputs.of("price.alarm")
        + inputs.of("dashboards") * inputs.of("price.dashboard");
  }

  private double network() {
    return inputs.of("endpoints")
            * inputs.of("zones")
            * HOURS_PER_MONTH
            * inputs.of("price.endpoint.hour")
        + inputs.of("secrets") * inputs.of("price.secret");
  }

  private double transfer(Load load) {
    double bytes =
        load.requests()
            * (inputs.of("response.bytes") + inputs.of("response.bytes.event") * load.batch());
    return bytes / GB * inputs.of("price.transfer");
  }
}
