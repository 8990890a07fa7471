package dev.patchbay.processes.usage;

/**
 * What a process and all that it started take, at one moment.
 *
 * @param cpu cores that were busy with it since the sample before
 * @param residentBytes memory in RAM, summed over its processes, what they share counted each time
 * @param processes how many it is
 * @param descriptors open files of all of them; 0 where they cannot be seen
 * @param readBytes from the disk, a second
 * @param writtenBytes to the disk, a second
 */
public record Usage(
    double cpu,
    long residentBytes,
    int processes,
    int threads,
    int descriptors,
    long readBytes,
    long writtenBytes) {}
