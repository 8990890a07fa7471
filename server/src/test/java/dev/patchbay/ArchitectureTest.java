package dev.patchbay;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.patchbay.detectors.Detectors;
import dev.patchbay.os.Loop;
import java.io.FileInputStream;
import java.io.FileReader;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The house keeps its floors: a room imports lower floors only, and rooms of one floor never meet.
 */
class ArchitectureTest {
  /** From the ground up. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("events", "security", "metrics"),
          List.of("terminals", "files", "health", "projects"),
          List.of("processes"),
          List.of("launch"),
          List.of("http"),
          List.of("cli"),
          List.of("hub"));

  /** Of {@link Files}, those that read a file into memory or hand out its bytes. */
  private static final Set<String> READERS =
      Set.of(
          "readString",
          "readAllBytes",
          "readAllLines",
          "lines",
          "newBufferedReader",
          "newInputStream");

  /**
   * Of those that start threads: each of their tasks and turns catches whatever it throws, or
   * completes what somebody waits for.
   */
  private static final Set<String> CATCHING =
      Set.of(
          "config.Storage",
          "health.Probes",
          "http.Blocking",
          "hub.HeapWatch",
          "hub.Hub",
          "hub.Main",
          "launch.Installations",
          "processes.DiskThreads",
          "processes.Settler",
          "processes.Workroom",
          "projects.Projects",
          "security.AuditLog",
          "security.SessionStore",
          "security.TokenWatch",
          "terminals.MemoryBudget",
          "terminals.TerminalRecords",
          "terminals.Terminals",
          "terminals.pty.PortablePty");

  private static final JavaClasses HOUSE =
      new ClassFileImporter().importUrls(List.of(origin(Loop.class), origin(Detectors.class)));

  /** The folder or archive of a class and of those built with it, where no test is. */
  private static URL origin(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void importsPointDownOnly() {
    List<String> above = new ArrayList<>();
    for (List<String> floor : FLOORS.reversed()) {
      for (String room : floor) {
        List<String> forbidden = new ArrayList<>(above);
        floor.stream().filter(other -> !other.equals(room)).forEach(forbidden::add);
        if (!forbidden.isEmpty()) {
          noClasses()
              .that()
              .resideInAPackage(inside(room))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  forbidden.stream().map(ArchitectureTest::inside).toArray(String[]::new))
              .check(HOUSE);
        }
      }
      above.addAll(floor);
    }
  }

  @Test
  void configAndOsAreTheGroundThatAllStandOn() {
    noClasses()
        .that()
        .resideInAnyPackage(inside("config"), inside("os"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            FLOORS.stream()
                .flatMap(List::stream)
                .map(ArchitectureTest::inside)
                .toArray(String[]::new))
        .check(HOUSE);
  }

  @Test
  void onlyOsTouchesNativeCodeAndOnlyPtyPty4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("os"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.sun.jna..", "java.lang.foreign..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.patchbay.terminals.pty..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.pty4j..")
        .check(HOUSE);
  }

  @Test
  void ptyAndScreenKnowNothingOfTerminals() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.patchbay.terminals.pty..", "dev.patchbay.terminals.screen..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.patchbay.terminals")
        .check(HOUSE);
  }

  @Test
  void onlyHttpAndHubKnowVertx() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("http"), inside("hub"), inside("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("http"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.ext.web..")
        .check(HOUSE);
  }

  /**
   * A constant pattern is compiled when its class is initialised, and was looked at by whoever
   * wrote it. All others come from a user: looking for them must take time in proportion to the
   * text, which {@code UserPattern} alone sees to.
   */
  @Test
  void patternsOfUsersAreBounded() {
    noClasses()
        .should()
        .callMethodWhere(
            describe(
                "compile a pattern that is no constant",
                call ->
                    call.getTargetOwner().isEquivalentTo(Pattern.class)
                        && Set.of("compile", "matches").contains(call.getName())
                        && !call.getOrigin().getName().equals("<clinit>")))
        .check(HOUSE);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.patchbay.bounded.UserPattern")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.re2j..")
        .check(HOUSE);
  }

  /** A thread that an Error ends is gone without a word, and with it what it was there for. */
  @Test
  void threadsAreStartedWhereTheirFailuresAreCounted() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("os"), inside("cli"), inside("detectors"), inside("bench"))
        .and(
            describe(
                "do not catch all by themselves",
                type -> !CATCHING.contains(type.getName().replace("dev.patchbay.", ""))))
        .should()
        .callMethodWhere(
            describe(
                "start a thread but through a Loop",
                call ->
                    (call.getTargetOwner().isEquivalentTo(Thread.class)
                            && Set.of("startVirtualThread", "ofVirtual", "ofPlatform", "start")
                                .contains(call.getName()))
                        || (call.getTargetOwner().isEquivalentTo(Executors.class)
                            && call.getName().startsWith("new"))))
        .orShould()
        .callConstructorWhere(target(owner(assignableTo(Thread.class))))
        .check(HOUSE);
  }

  /** A number that anybody may close, anybody may close twice. */
  @Test
  void onlyOsClosesDescriptors() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("os"))
        .should()
        .callMethodWhere(
            describe(
                "open or close a descriptor by its number",
                call ->
                    call.getTargetOwner().getSimpleName().equals("LibC")
                        && List.of("open", "close", "read", "write", "pidfdOpen")
                            .contains(call.getName())))
        .check(HOUSE);
  }

  /** A call that hangs there would stop an event loop, or a carrier of all virtual threads. */
  @Test
  void httpAsksNoFileSystem() {
    noClasses()
        .that()
        .resideInAPackage(inside("http"))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.channels.FileChannel")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.(RandomAccessFile|File(Input|Output)Stream|FileReader|FileWriter)")
        .orShould()
        .callMethodWhere(
            target(nameMatching("toRealPath|sendFile|exists|isDirectory|isFile|length|listFiles"))
                .and(
                    target(
                        owner(
                            assignableTo("java.nio.file.Path")
                                .or(assignableTo("java.io.File"))
                                .or(assignableTo("io.vertx.core.http.HttpServerResponse"))))))
        .check(HOUSE);
  }

  /** The command line sends files of any size on, and reads none into memory. */
  @Test
  void filesAreReadByBoundedFileAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("bounded"), inside("cli"), inside("bench"))
        .should()
        .callMethodWhere(
            describe(
                "reads a file",
                call ->
                    call.getTargetOwner().isEquivalentTo(Files.class)
                        && READERS.contains(call.getName())))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(FileInputStream.class, FileReader.class, Scanner.class)
        .check(HOUSE);
  }

  /**
   * What the hub keeps is for its user alone, whole, and survives a full disk. The others write
   * what is not the hub's own, or have the same care for their own kind of file.
   */
  @Test
  void onlyPrivateFilesWritesWhatTheHubKeeps() {
    Set<String> writing =
        Set.of(
            "write",
            "writeString",
            "newOutputStream",
            "newBufferedWriter",
            "newByteChannel",
            "createFile",
            "createTempFile",
            "createDirectory",
            "createDirectories");
    DescribedPredicate<JavaMethodCall> writes =
        DescribedPredicate.describe(
            "writes a file",
            call ->
                (call.getTargetOwner().isEquivalentTo(Files.class)
                        && writing.contains(call.getName()))
                    || (call.getTargetOwner().isEquivalentTo(FileChannel.class)
                        && call.getName().equals("open")));
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.patchbay.config.PrivateFiles")
        .and()
        .resideOutsideOfPackages(inside("cli"), inside("files"), inside("detectors"))
        .and()
        .resideOutsideOfPackage("dev.patchbay.processes.limits..")
        .and()
        .doNotHaveFullyQualifiedName("dev.patchbay.os.Restraints")
        .and()
        .doNotHaveFullyQualifiedName("dev.patchbay.terminals.TerminalFiles")
        .and()
        .doNotHaveFullyQualifiedName("dev.patchbay.os.RegularFile")
        .should()
        .callMethodWhere(writes)
        .check(HOUSE);
  }

  /**
   * The time of day may be set, also backwards: what lasted is measured by {@link System#nanoTime}.
   * The command line has nothing but the hub's times, the watch follows a clock that was set, and a
   * session that an earlier hub wrote down ends by the time of day.
   */
  @Test
  void nothingIsMeasuredByTheTimeOfDay() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("cli"), inside("bench"))
        .and()
        .doNotHaveSimpleName("AttentionWatch")
        .and()
        .doNotHaveFullyQualifiedName("dev.patchbay.security.Sessions$Live")
        .should()
        .callMethod(Duration.class, "between", Temporal.class, Temporal.class)
        .check(HOUSE);
  }

  @Test
  void hasNoCycles() {
    slices().matching("dev.patchbay.(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  private static String inside(String room) {
    return "dev.patchbay." + room + "..";
  }
}
