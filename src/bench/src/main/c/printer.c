/* A program that prints a little: printer MILLIS COUNT
 * Every MILLIS a line with the monotonic clock's nanoseconds, COUNT times. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) {
    return 2;
  }
  long pause = atol(argv[1]);
  struct timespec rest = {.tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000};
  for (long i = atol(argv[2]); i > 0; i--) {
    struct timespec t;
    nanosleep(&rest, NULL);
    clock_gettime(CLOCK_MONOTONIC, &t);
    char line[32];
    int n = snprintf(line, sizeof line, "%020lld\n", t.tv_sec * 1000000000LL + t.tv_nsec);
    if (write(1, line, n) != n) {
      return 1;
    }
  }
  pause = 0;
  for (;;) {
    sleep(3600);
  }
}
