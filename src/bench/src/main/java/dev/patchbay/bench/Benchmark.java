package dev.patchbay.bench;

import java.util.List;

/** One question, answered by some lines of the table. */
interface Benchmark {
  /** By which it is asked for on the command line. */
  String name();

  List<Row> run(Lab lab) throws Exception;

  /** Whether it takes too long to run unless its name is given. */
  default boolean onlyByName() {
    return false;
  }
}
