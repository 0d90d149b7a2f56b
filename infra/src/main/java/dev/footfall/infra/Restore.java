package dev.footfall.infra;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.rds.CfnDBInstance;

/**
 * What the database is made from: nothing, a snapshot, or another database's state at some time.
 * CloudFormation's handler then lets RDS manage the owner's password in a new secret, as for a new
 * database (<a
 * href="https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds">its
 * source</a>, {@code shouldUpdateAfterCreate}).
 *
 * @param snapshot the name or ARN of a snapshot
 * @param resource the resource id ({@code db-…}) of a database whose backups are kept
 * @param time the time of its state; if absent, the latest
 */
record Restore(Optional<String> snapshot, Optional<String> resource, Optional<String> time) {
  /** They come with the data, and may not be said again. */
  private static final List<String> INHERITED =
      List.of("MasterUsername", "DBName", "StorageEncrypted");

  Restore {
    if (snapshot.isPresent() && resource.isPresent()) {
      throw new IllegalArgumentException(
          "restore-snapshot and restore-resource exclude each other");
    }
    if (time.isPresent() && resource.isEmpty()) {
      throw new IllegalArgumentException("restore-time requires restore-resource");
    }
  }

  static Restore from(SettingsFile file) {
    return new Restore(
        file.optional(Key.RESTORE_SNAPSHOT),
        file.optional(Key.RESTORE_RESOURCE),
        file.optional(Key.RESTORE_TIME));
  }

  void into(CfnDBInstance database) {
    if (snapshot.isEmpty() && resource.isEmpty()) {
      return;
    }
    snapshot.ifPresent(database::setDbSnapshotIdentifier);
    resource.ifPresent(database::setSourceDbiResourceId);
    time.ifPresent(database::setRestoreTime);
    if (resource.isPresent() && time.isEmpty()) {
      database.setUseLatestRestorableTime(true);
    }
    INHERITED.forEach(database::addPropertyDeletionOverride);
  }
}
