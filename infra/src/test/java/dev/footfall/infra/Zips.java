package dev.footfall.infra;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packages that stand in for the application's, so that these tests need no native build. */
final class Zips {
  private static final int AARCH64 = 183;
  private static final int X86_64 = 62;

  private Zips() {}

  static Path arm64() throws IOException {
    return zip("arm64", "bootstrap", elf(AARCH64));
  }

  static Path x86() throws IOException {
    return zip("x86", "bootstrap", elf(X86_64));
  }

  /** A package for the Java runtime. */
  static Path jvm() throws IOException {
    return zip("jvm", "lib/footfall.jar", new byte[] {'P', 'K'});
  }

  static Path script() throws IOException {
    return zip(
        "script", "bootstrap", "#!/bin/sh\nexec ./application\n".getBytes(StandardCharsets.UTF_8));
  }

  static Path text() throws IOException {
    return Files.writeString(folder("text").resolve("function.zip"), "no zip");
  }

  /** The header of an executable: 64 bits, little-endian. */
  private static byte[] elf(int machine) {
    return ByteBuffer.allocate(64)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1})
        .putShort(18, (short) machine)
        .array();
  }

  private static Path zip(String name, String file, byte[] content) throws IOException {
    Path zip = folder(name).resolve("function.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      ZipEntry entry = new ZipEntry(file);
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(content);
      out.closeEntry();
    }
    return zip;
  }

  private static Path folder(String name) throws IOException {
    return Files.createDirectories(Path.of("target", "stand-in", name));
  }
}
