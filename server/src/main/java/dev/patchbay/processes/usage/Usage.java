package dev.patchbay.processes.usage;

/**
 * What a process and all that it started take, at one moment.
 *
 * @param cpu cores that were busy with it since the sample before
 * @param residentBytes memory in RAM, summed over its processes, what they share counted each time
 * @param proportionalBytes the same with what is shared divided among those that share it; some
 *     seconds old, 0 while it is not known
 * @param processes how many it is
 * @param descriptors open files of all of them; 0 where they cannot be seen
 * @param mostDescriptors open files of the one that has most
 * @param readBytes from the disk, a second
 * @param writtenBytes to the disk, a second
 * @param pulse what its first process is at
 */
public record Usage(
    double cpu,
    long residentBytes,
    long proportionalBytes,
    int processes,
    int threads,
    int descriptors,
    int mostDescriptors,
    long readBytes,
    long writtenBytes,
    Pulse pulse) {
  Usage with(Pulse felt) {
    return new Usage(
        cpu,
        residentBytes,
        proportionalBytes,
        processes,
        threads,
        descriptors,
        mostDescriptors,
        readBytes,
        writtenBytes,
        felt);
  }
}
