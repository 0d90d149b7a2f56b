package dev.footfall.infra.cost;

/** The instance classes to choose from, all Graviton, in ascending order of price. */
enum Instance {
  // A burstable class earns credits for this part of its cores and no more.
  T4G_MEDIUM("db.t4g.medium", 2, 0.2, 4),
  T4G_LARGE("db.t4g.large", 2, 0.3, 8),
  M7G_LARGE("db.m7g.large", 2, 1, 8),
  R7G_LARGE("db.r7g.large", 2, 1, 16),
  R7G_XLARGE("db.r7g.xlarge", 4, 1, 32),
  R7G_2XLARGE("db.r7g.2xlarge", 8, 1, 64),
  R7G_4XLARGE("db.r7g.4xlarge", 16, 1, 128),
  R7G_8XLARGE("db.r7g.8xlarge", 32, 1, 256);

  private final String type;
  private final int vcpus;
  private final double sustained;
  private final int memoryGb;

  Instance(String type, int vcpus, double sustained, int memoryGb) {
    this.type = type;
    this.vcpus = vcpus;
    this.sustained = sustained;
    this.memoryGb = memoryGb;
  }

  String type() {
    return type;
  }

  int vcpus() {
    return vcpus;
  }

  boolean holds(double cores, double gigabytes) {
    return vcpus * sustained >= cores && memoryGb >= gigabytes;
  }
}
