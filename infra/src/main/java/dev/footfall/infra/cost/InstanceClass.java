package dev.footfall.infra.cost;

/** The RDS instance classes to choose from: all Graviton, in ascending order of price. */
enum InstanceClass {
  // A burstable class earns credits for this share of its cores, and no more.
  T4G_MEDIUM("db.t4g.medium", 2, 0.2, 4),
  T4G_LARGE("db.t4g.large", 2, 0.3, 8),
  M7G_LARGE("db.m7g.large", 2, 1, 8),
  R7G_LARGE("db.r7g.large", 2, 1, 16),
  R7G_XLARGE("db.r7g.xlarge", 4, 1, 32),
  R7G_2XLARGE("db.r7g.2xlarge", 8, 1, 64),
  R7G_4XLARGE("db.r7g.4xlarge", 16, 1, 128),
  R7G_8XLARGE("db.r7g.8xlarge", 32, 1, 256);

  private final String id;
  private final int vcpus;
  private final double sustainedShare;
  private final int memoryGb;

  InstanceClass(String id, int vcpus, double sustainedShare, int memoryGb) {
    this.id = id;
    this.vcpus = vcpus;
    this.sustainedShare = sustainedShare;
    this.memoryGb = memoryGb;
  }

  /** RDS's name for it. */
  String id() {
    return id;
  }

  int vcpus() {
    return vcpus;
  }

  /** Whether it sustains this many busy cores and has this much memory. */
  boolean suffices(double cores, double gigabytes) {
    return vcpus * sustainedShare >= cores && memoryGb >= gigabytes;
  }
}
