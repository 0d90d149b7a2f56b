package dev.footfall.page;

import com.microsoft.playwright.Clock.InstallOptions;
import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a visitor's clock shows, each event is counted once, at its true time. */
@QuarkusTest
class TrackerClockTest extends TrackedShop {
  private static final long HOURS_SINCE_1999 =
      ChronoUnit.HOURS.between(Instant.parse("1999-06-01T00:00:00Z"), Instant.now());

  private void visitWithClockOff(long hours) {
    Instant shown = Instant.now().plus(hours, ChronoUnit.HOURS);
    page.clock().install(new InstallOptions().setTime(Date.from(shown)));
    visit("/");
  }

  /** 26 hours ahead; 40 days and 14 months behind; 0 stands for 1999. */
  @ParameterizedTest
  @ValueSource(longs = {26, -40 * 24, -425 * 24, 0})
  void anEventIsCountedNowWithItsRetries(long hours) {
    gateway.inject(Fault.lostResponse(), Fault.status(503), Fault.lostResponse());
    visitWithClockOff(hours == 0 ? -HOURS_SINCE_1999 : hours);
    call("product_view");

    assertDelivered("page_view product_view");
    page.close();
    assertStored("page_view product_view");
  }
}
