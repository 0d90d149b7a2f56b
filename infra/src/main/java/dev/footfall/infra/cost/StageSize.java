package dev.footfall.infra.cost;

/** What a stage consists of even when nothing happens. */
public enum StageSize {
  DEV(InstanceClass.T4G_MEDIUM, 1, 20, 1),
  PROD(InstanceClass.R7G_LARGE, 2, 400, 3);

  private final InstanceClass instance;
  private final int databases;
  private final int storageGb;
  private final int endpointZones;

  StageSize(InstanceClass instance, int databases, int storageGb, int endpointZones) {
    this.instance = instance;
    this.databases = databases;
    this.storageGb = storageGb;
    this.endpointZones = endpointZones;
  }

  /** RDS's name of the instance class. */
  public String instanceClass() {
    return instance.id();
  }

  /** The database and, in two zones, its standby. */
  public int databases() {
    return databases;
  }

  /** Of each of them. */
  public int storageGb() {
    return storageGb;
  }

  /** The zones that have an interface endpoint. */
  public int endpointZones() {
    return endpointZones;
  }

  int vcpus() {
    return instance.vcpus();
  }
}
