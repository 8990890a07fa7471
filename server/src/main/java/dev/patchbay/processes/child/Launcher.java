package dev.patchbay.processes.child;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Descriptor;
import dev.patchbay.os.Fifo;
import dev.patchbay.os.Gate;
import dev.patchbay.os.Loops;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Poller;
import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.SocketPair;
import dev.patchbay.os.Spawner;
import dev.patchbay.os.WaitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Starts children and finds again those of an earlier hub. Thread-safe. */
public final class Launcher implements AutoCloseable {
  /** The first descriptor after the standard ones. */
  public static final int CHANNEL_NUMBER = 3;

  private static final int O_RDONLY = 0;

  private final BlockingPool pool;
  private final Poller poller;
  private final ProcessTable table;
  private final SparePipes spare;

  /**
   * @param pool executes
   * @param spare for pipes that cannot be made where they should be
   */
  public Launcher(BlockingPool pool, Loops loops, SparePipes spare) {
    this.pool = pool;
    this.spare = spare;
    table = new ProcessTable(pool);
    poller = new Poller(loops, "process-poller");
  }

  /** The machine's processes, as this hub reads them. */
  public ProcessTable table() {
    return table;
  }

  /**
   * Blocks until the program is executed.
   *
   * @param listener may be called before this returns
   * @throws OsException if it cannot be
   * @throws dev.patchbay.os.BlockingPoolException if the file system does not answer
   */
  public Child launch(ChildSpec spec, ChildListener listener) {
    return pool.spawn(
        spec.program().directory(),
        () -> launchHere(spec, listener),
        late -> {
          late.tree().kill();
          late.release(() -> {});
        });
  }

  private Child launchHere(ChildSpec wanted, ChildListener listener) {
    ChildSpec spec = wanted;
    Fifo out;
    try {
      out = Fifo.make(spec.out());
    } catch (OsException e) {
      spec = spare.folder().map(wanted::in).orElseThrow(() -> e);
      out = Fifo.make(spec.out());
    }
    Fifo err = null;
    Optional<SocketPair> channel = Optional.empty();
    try {
      err = Fifo.make(spec.err());
      channel = spec.channel() ? Optional.of(SocketPair.make()) : Optional.empty();
      List<Spawner.Stream> streams = new ArrayList<>();
      streams.add(new Spawner.Stream.File(0, spec.in().toString(), O_RDONLY));
      streams.add(out.asStream(1));
      streams.add(err.asStream(2));
      channel.ifPresent(
          pair -> streams.add(new Spawner.Stream.Copy(CHANNEL_NUMBER, pair.other().number())));
      int pid = spawn(spec, streams);
      channel.ifPresent(pair -> pair.other().close());
      return watch(pid, spec, new Child.Ends(out, err, channel.map(SocketPair::own)), listener);
    } catch (Throwable e) {
      Fifo first = out;
      Optional<Fifo> second = Optional.ofNullable(err);
      Optional<SocketPair> pair = channel;
      // There, so that none is closed while it is read.
      poller.execute(() -> {
        first.close();
        second.ifPresent(Fifo::close);
        pair.ifPresent(SocketPair::close);
      });
      throw e;
    }
  }

  private static int spawn(ChildSpec spec, List<Spawner.Stream> streams) {
    if (spec.restraints().isEmpty()) {
      return Spawner.spawn(spec.program(), streams);
    }
    Path folder = spec.pipes().toAbsolutePath().getParent();
    return Gate.spawn(
        spec.program(), streams, folder == null ? Path.of("/") : folder, spec.restraints());
  }

  private Child watch(int pid, ChildSpec spec, Child.Ends ends, ChildListener listener) {
    Descriptor pidfd = null;
    try {
      pidfd = Descriptor.ofProcess(pid);
      // Not waited for yet, so it is in the table even if it has ended.
      ProcessTable.Entry leader = ProcessTable.find(pid).orElseThrow();
      Child child = new Child(poller, leader, pidfd, tree(leader, spec), ends, listener);
      child.begin();
      return child;
    } catch (Throwable e) {
      WaitStatus.killAndReap(pid);
      if (pidfd != null) {
        pidfd.close();
      }
      throw e;
    }
  }

  /**
   * Takes over a process that an earlier hub had started; how it will end cannot be known.
   *
   * @param leader as it was found in the table
   * @param spec what it was started with; the program does not matter
   * @return empty if it ended meanwhile or its pipes are gone
   */
  public Optional<Child> adopt(ProcessTable.Entry leader, ChildSpec spec, ChildListener listener) {
    Descriptor pidfd;
    try {
      pidfd = Descriptor.ofProcess(leader.pid());
    } catch (OsException e) {
      return Optional.empty();
    }
    Optional<Child.Ends> ends = Optional.empty();
    try {
      boolean same = ProcessTable.find(leader.pid()).filter(leader::isSameProcessAs).isPresent();
      ends = same ? reopen(spec) : ends;
      if (ends.isPresent()) {
        Child child = new Child(poller, leader, pidfd, tree(leader, spec), ends.get(), listener);
        child.begin();
        return Optional.of(child);
      }
    } catch (Throwable e) {
      ends.ifPresent(Child.Ends::close);
      pidfd.close();
      throw e;
    }
    pidfd.close();
    return Optional.empty();
  }

  private ProcTree tree(ProcessTable.Entry leader, ChildSpec spec) {
    return new ProcTree(
        table,
        leader,
        spec.mark(),
        Set.of(real(spec.out()), real(spec.err())),
        spec.restraints().groups());
  }

  /** As the kernel tells it, whatever links lead there. */
  private static String real(Path pipe) {
    try {
      return pipe.toRealPath().toString();
    } catch (IOException e) {
      return pipe.toAbsolutePath().toString();
    }
  }

  private Optional<Child.Ends> reopen(ChildSpec spec) {
    return Stream.concat(Stream.of(spec), spare.existing().stream().map(spec::in))
        .map(Launcher::reopenThere)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Child.Ends> reopenThere(ChildSpec spec) {
    try {
      Fifo out = Fifo.open(spec.out());
      try {
        return Optional.of(new Child.Ends(out, Fifo.open(spec.err()), Optional.empty()));
      } catch (OsException e) {
        out.close();
        return Optional.empty();
      }
    } catch (OsException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    poller.close();
  }
}
