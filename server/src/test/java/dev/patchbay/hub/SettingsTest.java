package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.config.ConfigException;
import dev.patchbay.health.Check;
import dev.patchbay.health.HttpAddress;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.processes.spec.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration file as the hub takes it. */
class SettingsTest {
  @TempDir private Path folder;

  private Settings settings(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("patchbay.yaml"), yaml);
    return TestHub.settings(folder.resolve("data"), file);
  }

  private ProcessSpec service(String yaml) throws IOException {
    return named(settings("services:\n  it: " + yaml + "\n").services(), "it");
  }

  private static ProcessSpec named(Map<String, ProcessSpec> services, String name) {
    return Objects.requireNonNull(services.get(name));
  }

  private static double max(ProcessSpec spec, Limit.Name name) {
    return Objects.requireNonNull(spec.limits().get(name)).max();
  }

  @Test
  void takesTheFilesPortAndHostBelowThoseOfTheCommandLine() throws IOException {
    Settings settings = settings("{port: 7718, host: localhost}");
    assertThat(settings.http().port()).isZero();
    assertThat(settings.http().host()).isEqualTo("localhost");
    assertThatThrownBy(() -> settings("port: 70000"))
        .hasMessageContaining("patchbay.yaml:1:7: port: must be a number from 0 to 65535");
  }

  @Test
  void readsWhatPeopleMean() throws IOException {
    ProcessSpec spec =
        service(
            "{command: [echo, yes, no, on, 0644], auto-start: yes, restart: no,"
                + " env: {DEBUG: on, CC: NO, MODE: 0755}}");

    assertThat(spec.run().command()).containsExactly("echo", "yes", "no", "on", "0644");
    assertThat(spec.place().autoStart()).isTrue();
    assertThat(spec.restart().rules().policy()).isEqualTo(RestartPolicy.NO);
    assertThat(spec.run().env())
        .containsExactlyInAnyOrderEntriesOf(Map.of("DEBUG", "on", "CC", "NO", "MODE", "0755"));
    assertThat(service("{command: [a], restart: {policy: no}}").restart())
        .isEqualTo(spec.restart());
    assertThat(
            named(
                    settings("services: {no: {command: [a]}, it: {command: [a], depends-on: [no]}}")
                        .services(),
                    "it")
                .place()
                .dependsOn())
        .containsOnlyKeys("no");
  }

  @Test
  void countsPathsFromTheFileAndFromHome() throws IOException {
    String home = System.getenv("HOME");
    assertThat(service("{command: [a], cwd: ~/src}").run().cwd()).contains(home + "/src");
    assertThat(service("{command: [a], cwd: ./shop}").run().cwd()).contains(folder + "/shop");
    assertThat(service("{command: [a], cwd: ~}").run().cwd()).contains(home);
    assertThat(settings("roots: [~]").roots().folders())
        .containsExactly(Path.of(home).toRealPath());
  }

  @Test
  void handsOnVariablesThatAreNamedAndReadsFilesOfThem() throws IOException {
    Files.writeString(folder.resolve("web.env"), "A=file\nB=file\n");
    assertThat(service("{command: [a], env-file: web.env, env: {B: own}}").run().env())
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "file", "B", "own"));
    assertThat(service("{command: [a], env: [HOME, C=d]}").run().env())
        .containsExactlyInAnyOrderEntriesOf(Map.of("HOME", System.getenv("HOME"), "C", "d"));
  }

  @Test
  void hasDefaultsForAllThatSayNothingThemselves() throws IOException {
    Settings settings =
        settings(
            """
            processes:
              defaults:
                limits: {memory: 2GiB, cpu: 80%}
                timeout: 5m
                restart: {max-restarts: 10, delay: 1s, max-delay: 30s}
                stop: {timeout: 3s}
                health: {interval: 30s}
            services:
              web: {command: [a], health: {tcp: 80}, limits: {cpu: 2}, restart: always}
              job: {command: [a], kind: system, limits: {memory: none}}
              long: {command: [a], kind: system, timeout: none}
            """);
    ProcessSpec web = named(settings.services(), "web");
    assertThat(max(web, Limit.Name.MEMORY)).isEqualTo(2L << 30);
    assertThat(max(web, Limit.Name.CPU)).isEqualTo(2);
    assertThat(web.restart().rules().policy()).isEqualTo(RestartPolicy.ALWAYS);
    assertThat(web.restart().rules().maxRestarts()).isEqualTo(10);
    assertThat(web.restart().backOff().longest()).isEqualTo(Duration.ofSeconds(30));
    assertThat(web.stop().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(web.checks().health().orElseThrow().interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(web.run().timeout()).isEmpty();
    ProcessSpec job = named(settings.services(), "job");
    assertThat(job.run().timeout()).contains(Duration.ofMinutes(5));
    assertThat(job.limits()).containsOnlyKeys(Limit.Name.CPU);
    assertThat(max(job, Limit.Name.CPU)).isEqualTo(0.8);
    assertThat(job.checks().health()).isEmpty();
    assertThat(named(settings.services(), "long").run().timeout()).isEmpty();
  }

  @Test
  void readsAddressesAsPeopleWriteThem() throws IOException {
    assertThat(check("tcp: 5432")).isEqualTo(new Check.Tcp("localhost", 5432));
    assertThat(check("tcp: '[::1]:80'")).isEqualTo(new Check.Tcp("::1", 80));
    assertThat(check("url: http://ann:pw@host:8080/x?y=1"))
        .isEqualTo(
            new Check.Http(
                new HttpAddress(
                    java.net.URI.create("http://host:8080/x?y=1"), Optional.of("Basic YW5uOnB3")),
                200,
                399,
                Optional.empty()));
    assertThat(check("url: http://ann:pw@host/").toString()).doesNotContain("pw", "YW5u");
  }

  private Check check(String yaml) throws IOException {
    return service("{command: [a], readiness: {" + yaml + "}}")
        .checks()
        .readiness()
        .orElseThrow()
        .check();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{command: [a], cwd: ~bob/x} | :2:27: services.it.cwd: \"~bob/x\": other users' homes",
        "{command: npm start} | services.it.command: must be a list, such as [npm, start]",
        "{command: []} | services.it.command: needs a program to run",
        "{} | :2:7: services.it.command: is missing: write the program and its arguments as a list",
        "{command: [a], env: {a.b: c}} | services.it.env.a.b: \"a.b\" cannot be a variable: its"
            + " name",
        "{command: [a], env: {A: }} | services.it.env.A: has no value: write one",
        "{command: [a], env: [MY_TOKEN]} | services.it.env.0: by its name MY_TOKEN is a secret",
        "{command: [a], readiness: {tcp: \"::1:5004\"}} | can be read in two ways: write"
            + " [::1]:5004",
        "{command: [a], readiness: {tcp: host}} | services.it.readiness.tcp: \"host\" must be a"
            + " port",
        "{command: [a], readiness: {url: \"http://my_service:80\"}} | services.it.readiness.url:"
            + " \"my_service:80\" cannot be a host",
        "{command: [a], readiness: {url: \"host:80\"}} | services.it.readiness.url: must be an"
            + " http",
        "{command: [a], readiness: {url: \"http://h\", status: 99}} |"
            + " services.it.readiness.status:",
        "{command: [a], depends_on: [b]} | services.it.depends_on: is not known here: did you mean"
            + " \"depends-on\"?",
        "{command: [a], restart: {policy: maybe}} | services.it.restart.policy: \"maybe\" is none"
            + " of",
        "{command: [a], limits: {memory: 2G, swap: 1}} | services.it.limits.swap: is not known"
            + " here",
        "{command: [a], max-delay: 1s} | services.it.max-delay: is not known here",
        "{command: [a], depends-on: {b: soon}} | services.it.depends-on.b: \"soon\" is none of",
      })
  void saysWhatIsWrongWithAServiceAndWhere(String yaml, String problem) {
    assertThatThrownBy(() -> service(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("patchbay.yaml:2:")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{timeout: soon} | processes.defaults.timeout: \"soon\" is not a duration",
        "{limits: {memory: 2}} | processes.defaults.limits.memory: \"2\" is not a size",
        "{health: {url: \"http://h\"}} | processes.defaults.health.url: is not known here",
        "{command: [a]} | processes.defaults.command: is not known here",
      })
  void saysWhatIsWrongWithDefaults(String yaml, String problem) {
    assertThatThrownBy(() -> settings("processes: {defaults: " + yaml + "}"))
        .hasMessageContaining(problem);
  }

  @Test
  void refusesNamesThatToolsCannotTellApart() {
    assertThatThrownBy(() ->
            settings(
                """
                services:
                  my-db: {command: [a], readiness: {tcp: 1}}
                  my.db: {command: [a], readiness: {tcp: 2}}
                  my_db: {command: [a]}
                """))
        .hasMessageContaining(
            "patchbay.yaml:3:3: services.my.db: tools are told its address as"
                + " PATCHBAY_SERVICE_MY_DB_URL, which is that of \"my-db\" as well: rename one");
  }
}
