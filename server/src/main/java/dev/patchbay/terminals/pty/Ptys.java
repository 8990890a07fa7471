package dev.patchbay.terminals.pty;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import dev.patchbay.os.OsException;

/** Starts processes on pseudo-terminals, the best way that this machine has. Thread-safe. */
public sealed interface Ptys extends AutoCloseable {
  /**
   * @param listener may be called before this returns
   * @throws OsException if the process cannot be started
   */
  Pty start(PtySpec spec, PtyListener listener);

  /** Stops reading; what still runs is left to whoever ends the hub. */
  @Override
  void close();

  /**
   * Directly where the machine has what it takes, else through pty4j.
   *
   * @param pool looks for the processes of terminals
   */
  static Ptys by(NativeSupport support, BlockingPool pool, Loops loops) {
    return switch (support) {
      case NativeSupport.Available() -> new Direct(pool, loops);
      case NativeSupport.Missing _ -> new Portable();
    };
  }

  /** The same with a pool of their own. */
  static Ptys by(NativeSupport support, Loops loops) {
    return by(support, new BlockingPool(), loops);
  }

  /** Linux: one poller reads all terminals. */
  final class Direct implements Ptys {
    private final NativePty.Machine machine;

    Direct(BlockingPool pool, Loops loops) {
      machine = NativePty.Machine.start(pool, loops);
    }

    @Override
    public Pty start(PtySpec spec, PtyListener listener) {
      return NativePty.start(machine, spec, listener);
    }

    @Override
    public void close() {
      machine.poller().close();
    }
  }

  /** Anywhere: pty4j's streams on threads of their own. */
  final class Portable implements Ptys {
    @Override
    public Pty start(PtySpec spec, PtyListener listener) {
      return PortablePty.start(spec, listener);
    }

    @Override
    public void close() {
      // Its threads end with their processes.
    }
  }
}
