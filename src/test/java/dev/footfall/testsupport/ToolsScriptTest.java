package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsScriptTest {
  private static final String SYSTEM = System.getenv("PATH");

  @TempDir private Path folder;
  private Path bin;

  @BeforeEach
  void makeFolderOfPrograms() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
  }

  @Test
  void toolOfTheMachineIsLinkedWithoutAWord() throws Exception {
    Path mine = program("pgbouncer", "PgBouncer 1.18.0");
    assertEquals("", bring(bin + ":" + SYSTEM, 0, "pgbouncer"));
    assertEquals(mine.toRealPath(), linked("pgbouncer"));
  }

  @Test
  void linkedToolIsNotLookedForAgain() throws Exception {
    Path mine = program("pgbouncer", "PgBouncer 1.18.0");
    bring(bin + ":" + SYSTEM, 0, "pgbouncer");

    assertEquals("", bring(SYSTEM, 0, "pgbouncer"));
    assertEquals(mine.toRealPath(), linked("pgbouncer"));
  }

  @Test
  void snapIsPassedOver() throws Exception {
    program("chromium", "Chromium 150.0 snap");
    Path other = program("chromium-browser", "Chromium 150.0");

    assertEquals("", bring(bin + ":" + SYSTEM, 0, "chromium"));
    assertEquals(other.toRealPath(), linked("chromium"));
  }

  @Test
  void oneLineSaysWhatToInstallWhereNothingCanBeBrought() throws Exception {
    for (String needed : new String[] {"sh", "id", "uname", "mkdir", "ln"}) {
      Files.createSymbolicLink(bin.resolve(needed), installed(needed));
    }

    String output = bring(bin.toString(), 1, "unheard-of", "unseen");

    assertEquals(1, output.lines().count(), output);
    assertTrue(output.endsWith("install it yourself: unheard-of unseen\n"), output);
  }

  private String bring(String path, int exit, String... tools) throws Exception {
    String[] command = new String[tools.length + 2];
    command[0] = installed("sh").toString();
    command[1] = Path.of("src/test/sh/tools.sh").toAbsolutePath().toString();
    System.arraycopy(tools, 0, command, 2, tools.length);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    builder.environment().put("PATH", path);
    Process script = builder.start();
    boolean ended = script.waitFor(1, TimeUnit.MINUTES);
    script.destroyForcibly();

    String output = Files.readString(folder.resolve("output.txt"));
    assertTrue(ended, output);
    assertEquals(exit, script.exitValue(), output);
    return output;
  }

  private Path linked(String tool) throws IOException {
    return folder.resolve("target/tools").resolve(tool).toRealPath();
  }

  private Path program(String name, String version) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path installed(String name) {
    Path usual = Path.of("/usr/bin", name);
    return Files.exists(usual) ? usual : Path.of("/bin", name);
  }
}
