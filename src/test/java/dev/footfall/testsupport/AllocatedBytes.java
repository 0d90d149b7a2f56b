package dev.footfall.testsupport;

import java.lang.management.ManagementFactory;

/** How much memory work takes, as the JVM counts it for the thread. */
public final class AllocatedBytes {
  private AllocatedBytes() {}

  /** Does the work and says how many bytes it allocated, whatever was collected meanwhile. */
  public static long of(Runnable work) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(self);
    work.run();
    return threads.getThreadAllocatedBytes(self) - before;
  }
}
