package dev.footfall.database;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** On a laptop nobody invokes the migrator, so its work is done at the start of the service. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class UpkeepAtStart {

  void run(@Observes @Priority(1) StartupEvent start, Upkeep upkeep) {
    upkeep.run();
  }
}
