package dev.patchbay.terminals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.PrivateFiles;
import dev.patchbay.config.Storage;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Coalescer;
import dev.patchbay.os.Loops;
import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTable.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the next hub is to know of the terminals of this one if it is killed: a small file for each,
 * from when its program is started until all that it started has ended. Thread-safe.
 *
 * <p>A thread of its own writes them, so that no terminal waits for a disk that is slow, hangs or
 * is full. The kernel keeps what was written whatever happens to the hub, and after a crash of the
 * machine there is nothing to be ended, so nothing is forced to the disk.
 */
public final class TerminalRecords implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalRecords.class);
  private static final String FOLDER = "running-terminals";
  private static final String NAME = "terminal-records";
  private static final String MARK = TerminalEnvironment.MARKER + "=";
  private static final Pattern ID = Pattern.compile("[a-z0-9]{8}");
  private static final int MAX_BYTES = 256;

  /** Far more than there can be terminals. */
  private static final int MAX_RECORDS = 100_000;

  /** What a stop waits for the last ones to be deleted. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(1);

  private final Path folder;
  private final Storage storage;

  /** Ids of an earlier hub's, from before this one's own were added. */
  private final List<String> earlier;

  private final String boot = ProcessTable.bootId();

  /**
   * What a terminal's file is to hold, or that it is to go, of those that are not so yet. One entry
   * for a terminal however often that changes.
   */
  private final Map<String, Optional<String>> unwritten = new ConcurrentHashMap<>();

  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(NAME).factory());
  private final Coalescer<String> changed;

  /**
   * @param loops where its writer is kept account of
   * @param dataDir in which it makes a folder for these files alone
   */
  public TerminalRecords(Loops loops, DataDir dataDir) {
    folder = dataDir.path().resolve(FOLDER);
    storage = dataDir.storage();
    earlier = ids(folder);
    changed =
        new Coalescer<>(
            loops.named(NAME),
            Duration.ZERO,
            (delay, task) -> {
              var _ = writer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            },
            this::write);
  }

  /**
   * One terminal of a hub that is no more.
   *
   * @param leader empty where the hub was killed, or its disk full, before it was written down; or
   *     where it has ended
   * @param device likewise, as it was found when the terminal was opened
   */
  private record Left(String id, Optional<Entry> leader, Optional<TerminalDevice> device) {}

  /** Before a program is started. Does not wait for the disk, as the two below. */
  void begin(String id) {
    change(id, Optional.of(boot));
  }

  /** Once it runs, so that it is found also if it has thrown its mark away. */
  void started(String id, Entry leader, Optional<TerminalDevice> device) {
    String content = boot + " " + leader.pid() + " " + leader.started();
    change(id, Optional.of(content + device.map(known -> " " + known.text()).orElse("")));
  }

  /** Once all that a terminal started has ended. */
  void end(String id) {
    change(id, Optional.empty());
  }

  private void change(String id, Optional<String> content) {
    unwritten.put(id, content);
    note(id);
  }

  private void note(String id) {
    try {
      changed.note(id);
    } catch (RejectedExecutionException e) {
      LOG.debug("the record of terminal {} is not written any more: the hub stops", id, e);
    }
  }

  /** On the writer's thread. */
  private void write(String id) {
    Optional<String> content = unwritten.get(id);
    if (content == null) {
      return;
    }
    Path file = folder.resolve(id);
    try {
      if (content.isPresent()) {
        write(file, content.get());
      } else {
        Files.deleteIfExists(file);
      }
      storage.succeeded(file);
      unwritten.remove(id, content);
    } catch (IOException e) {
      var _ = storage.failed(file, e, () -> note(id));
    }
  }

  /** Later contents begin with the earlier ones, so at no time is there less than before. */
  private static void write(Path file, String content) throws IOException {
    try (FileChannel channel =
        PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Writes what is left to be written, as far as the disk takes it within a second. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("some records of terminals were not deleted in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends what the terminals of a hub that was killed left running: their programs, and what carries
   * their marks. Blocks until then, for the grace and two seconds at most.
   *
   * @param pool looks for them
   * @param grace how long what was asked to end may take
   */
  public void endLeftBehind(BlockingPool pool, Duration grace) {
    List<Left> left = read();
    if (left.isEmpty()) {
      return;
    }
    ProcessTable table = new ProcessTable(pool);
    Map<Entry, ProcTree> trees = find(table, left);
    List<Long> stayed = new ArrayList<>();
    try (ExecutorService enders = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = trees.values().stream().map(tree -> enders.submit(() -> tree.end(grace))).toList();
      for (var end : ends) {
        stayed.addAll(end.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error("what an earlier hub's terminals left could not be ended", e);
    }
    left.forEach(terminal -> end(terminal.id()));
    if (!trees.isEmpty()) {
      LOG.warn(
          "an earlier hub was not stopped in order: ended what its {} terminals left: {}{}",
          left.size(),
          trees.keySet().stream().map(entry -> Integer.toString(entry.pid())).toList(),
          stayed.isEmpty() ? "" : "; could not be ended: " + stayed);
    }
  }

  private static List<String> ids(Path folder) {
    List<String> ids = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          String id = file.toFile().getName();
          if (ids.size() < MAX_RECORDS && ID.matcher(id).matches()) {
            ids.add(id);
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        LOG.warn("cannot read what terminals an earlier hub had: {}", e.toString());
      }
    }
    return List.copyOf(ids);
  }

  private List<Left> read() {
    List<Left> left = new ArrayList<>();
    for (String id : earlier) {
      read(id, BoundedFile.beginning(folder.resolve(id), MAX_BYTES).orElse("").strip(), left);
    }
    return left;
  }

  /**
   * Of another boot of the machine nothing is left. A file without content, as a full disk leaves
   * it, still tells the mark.
   */
  private void read(String id, String text, List<Left> left) {
    String[] fields = text.split(" ", 4);
    if (!text.isEmpty() && !fields[0].equals(boot)) {
      end(id);
      return;
    }
    Optional<Entry> leader = Optional.empty();
    try {
      if (fields.length >= 3) {
        int pid = Integer.parseInt(fields[1]);
        long started = Long.parseLong(fields[2]);
        // Its pid may have been given to another process since.
        leader = ProcessTable.find(pid).filter(entry -> entry.started() == started);
      }
    } catch (NumberFormatException e) {
      LOG.debug("the record of terminal {} is damaged", id, e);
    }
    Optional<TerminalDevice> device =
        fields.length == 4 ? TerminalDevice.parse(fields[3]) : Optional.empty();
    left.add(new Left(id, leader, device));
  }

  /** Each process that is left, with all that belongs to it. */
  private static Map<Entry, ProcTree> find(ProcessTable table, List<Left> left) {
    Map<Entry, ProcTree> trees = new LinkedHashMap<>();
    Set<String> marks = new HashSet<>();
    for (Left terminal : left) {
      String mark = MARK + terminal.id();
      marks.add(mark);
      terminal.leader().ifPresent(entry -> trees.put(entry, new ProcTree(table, entry, mark)));
    }
    ProcessTable.Reading reading = table.read();
    reading.readEnvironments(reading.entries());
    for (Entry entry : reading.entries()) {
      if (!entry.hasEnded()) {
        Optional<String> mark = reading.environment(entry).assignment(MARK);
        mark.or(() -> byDevice(left, reading, entry))
            .filter(marks::contains)
            .ifPresent(found -> trees.putIfAbsent(entry, new ProcTree(table, entry, found)));
      }
    }
    return trees;
  }

  /** The mark of the terminal on which one was that shed everything but its streams. */
  private static Optional<String> byDevice(
      List<Left> left, ProcessTable.Reading reading, Entry entry) {
    return left.stream()
        .filter(terminal ->
            terminal.device().filter(device -> device.isHeldBy(reading, entry)).isPresent())
        .map(terminal -> MARK + terminal.id())
        .findFirst();
  }
}
