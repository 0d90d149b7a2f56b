package dev.footfall.infra.cost;

import static dev.footfall.infra.cost.Load.HOURS_PER_MONTH;

import java.util.EnumMap;
import java.util.Map;

/** Computes what a load costs per month. Every number is an input, except AWS's billing rules. */
record CostModel(Inputs inputs) {
  private static final double MILLION = 1e6;
  private static final double GB = 1e9;

  /** API Gateway bills every 512 KiB begun as a request. */
  private static final double BILLED_BYTES = 512 * 1024;

  private static final double FIRST_TIER_REQUESTS = 300 * MILLION;

  /** Multi-AZ doubles the instance, its storage and its IOPS. */
  private static final int DATABASE_ZONES = 2;

  private static final int MIN_PROXY_VCPUS = 2;

  /** CloudWatch's Embedded Metric Format allows this many values of a metric per line. */
  private static final int MAX_METRIC_VALUES = 100;

  Bill bill(Load load) {
    DatabaseSize database = DatabaseSize.of(load, inputs);
    Map<LineItem, Double> dollars = new EnumMap<>(LineItem.class);
    dollars.put(LineItem.API_GATEWAY, apiGateway(load));
    dollars.put(LineItem.LAMBDA, lambda(load));
    dollars.put(LineItem.INSTANCE, instance(database));
    dollars.put(LineItem.STORAGE, storage(database));
    dollars.put(LineItem.PROXY, proxy(database));
    dollars.put(LineItem.LOGS, logs(load));
    dollars.put(LineItem.MONITORING, monitoring());
    dollars.put(LineItem.NETWORK, network());
    dollars.put(LineItem.TRANSFER, transfer(load));
    return new Bill(load, database, dollars);
  }

  private double apiGateway(Load load) {
    double bytes = inputs.value("request.bytes.event") * load.batch();
    double billed = load.requests() * Math.ceil(bytes / BILLED_BYTES);
    double first = Math.min(billed, FIRST_TIER_REQUESTS);
    return (first * inputs.value("price.api.first")
            + (billed - first) * inputs.value("price.api.beyond"))
        / MILLION;
  }

  private double lambda(Load load) {
    double seconds =
        (inputs.value("lambda.ms") + inputs.value("lambda.ms.event") * load.batch()) / 1e3;
    return load.requests()
        * (inputs.value("price.lambda.requests") / MILLION
            + seconds * inputs.value("lambda.memory.gb") * inputs.value("price.lambda.duration"));
  }

  private double instance(DatabaseSize database) {
    return DATABASE_ZONES * HOURS_PER_MONTH * inputs.value("price.rds." + database.instance().id());
  }

  private double storage(DatabaseSize database) {
    double iops = Math.max(0, database.iops() - database.includedIops());
    double backupGb = Math.max(0, database.backupGb() - database.storageGb());
    return DATABASE_ZONES
            * (database.storageGb() * inputs.value("price.rds.storage")
                + iops * inputs.value("price.rds.iops"))
        + backupGb * inputs.value("price.rds.backup");
  }

  private double proxy(DatabaseSize database) {
    int vcpus = Math.max(MIN_PROXY_VCPUS, database.instance().vcpus());
    return vcpus * HOURS_PER_MONTH * inputs.value("price.proxy");
  }

  private double logs(Load load) {
    double valueBytes =
        inputs.value("log.bytes.event") * (Math.min(load.batch(), MAX_METRIC_VALUES) - 1);
    double gigabytes = load.requests() * (inputs.value("log.bytes") + valueBytes) / GB;
    double storedGb = gigabytes * inputs.value("log.compression") * inputs.value("log.months");
    return gigabytes * inputs.value("price.logs.ingested")
        + storedGb * inputs.value("price.logs.stored");
  }

  private double monitoring() {
    return inputs.value("metrics") * inputs.value("price.metric")
        + inputs.value("alarms") * inputs.value("price.alarm")
        + inputs.value("dashboards") * inputs.value("price.dashboard");
  }

  private double network() {
    return inputs.value("endpoints")
            * inputs.value("zones")
            * HOURS_PER_MONTH
            * inputs.value("price.endpoint.hour")
        + inputs.value("secrets") * inputs.value("price.secret");
  }

  private double transfer(Load load) {
    double bytes =
        load.requests()
            * (inputs.value("response.bytes")
                + inputs.value("response.bytes.event") * load.batch());
    return bytes / GB * inputs.value("price.transfer");
  }
}
