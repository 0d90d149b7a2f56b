package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that brings the programs which tests start. */
class ToolsScriptTest {
  private static final String SYSTEM = System.getenv("PATH");

  @TempDir private Path folder;
  private Path bin;

  @BeforeEach
  void makeFolderOfPrograms() throws IOException {
    bin = Files.createDirectory(folder.resolve("bin"));
  }

  @Test
  void toolOfTheMachineIsLinkedOnceWithoutAWord() throws Exception {
    Path mine = program("pgbouncer", "PgBouncer 1.18.0");
    for (String path : List.of(bin + ":" + SYSTEM, SYSTEM)) {
      assertEquals("", bring(path, 0, "pgbouncer"));
      assertEquals(mine.toRealPath(), linked("pgbouncer"));
    }
  }

  @Test
  void nginxIsAskedForItsVersionInItsOwnWay() throws Exception {
    Path mine = program("nginx", "nginx version: nginx/1.22.1");
    Files.writeString(mine, "#!/bin/sh\n[ \"$1\" = -v ]\n");

    assertEquals("", bring(bin + ":" + SYSTEM, 0, "nginx"));
    assertEquals(mine.toRealPath(), linked("nginx"));
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
    for (String needed : List.of("sh", "id", "uname", "mkdir", "ln")) {
      Files.createSymbolicLink(bin.resolve(needed), installed(needed));
    }

    String output = bring(bin.toString(), 1, "unheard-of", "unseen");

    assertEquals(1, output.lines().count(), output);
    assertTrue(output.endsWith("install it yourself: unheard-of unseen\n"), output);
  }

  private String bring(String path, int exit, String... tools) throws Exception {
    String script = Path.of("src/test/sh/tools.sh").toAbsolutePath().toString();
    List<String> command = new ArrayList<>(List.of(installed("sh").toString(), script));
    command.addAll(List.of(tools));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    builder.environment().put("PATH", path);
    Process process = builder.start();
    boolean ended = process.waitFor(1, TimeUnit.MINUTES);
    process.destroyForcibly();

    String output = Files.readString(folder.resolve("output.txt"));
    assertTrue(ended, output);
    assertEquals(exit, process.exitValue(), output);
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
