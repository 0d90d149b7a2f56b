package dev.footfall.infra;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The application's package. One that Lambda could not start is refused here, and not by the
 * migration, at the end of a deployment.
 */
record FunctionZip(Path path) {
  private static final String BUILD =
      "./mvnw package -Dnative -Dquarkus.native.container-build=true";

  /** The header of an ELF file: magic number, 64 bits, little-endian. */
  private static final int ELF = 0x7f454c46;

  private static final int HEADER_BYTES = 20;
  private static final int CLASS_AND_ORDER = 0x0201;
  private static final int MACHINE_OFFSET = 18;

  /** ELF's number for AArch64, which Lambda calls arm64. */
  private static final int AARCH64 = 183;

  FunctionZip {
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException(path + " is missing; build it with " + BUILD);
    }
    if (machine(path) != AARCH64) {
      throw new IllegalArgumentException(
          path
              + " is not for arm64; build it on arm64, or add"
              + " -Dquarkus.native.container-runtime-options=--platform=linux/arm64");
    }
  }

  private static int machine(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry bootstrap = zip.getEntry("bootstrap");
      if (bootstrap == null) {
        throw notNative(path, null);
      }
      try (InputStream executable = zip.getInputStream(bootstrap)) {
        ByteBuffer header = ByteBuffer.wrap(executable.readNBytes(HEADER_BYTES));
        if (header.limit() < HEADER_BYTES
            || header.getInt(0) != ELF
            || header.getShort(4) != CLASS_AND_ORDER) {
          throw notNative(path, null);
        }
        return header.order(ByteOrder.LITTLE_ENDIAN).getShort(MACHINE_OFFSET);
      }
    } catch (IOException e) {
      throw notNative(path, e);
    }
  }

  private static IllegalArgumentException notNative(Path path, @Nullable Exception cause) {
    return new IllegalArgumentException(
        path + " has no native bootstrap; build it with " + BUILD, cause);
  }
}
