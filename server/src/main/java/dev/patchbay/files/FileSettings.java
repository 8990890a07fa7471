package dev.patchbay.files;

/**
 * Limits of uploads.
 *
 * @param maxUploadBytes of one file
 * @param maxUploads how many may run at once; more are refused, to be tried again
 */
public record FileSettings(long maxUploadBytes, int maxUploads) {
  public FileSettings {
    if (maxUploadBytes < 1) {
      throw new IllegalArgumentException("max-upload must be at least 1B");
    }
    if (maxUploads < 1) {
      throw new IllegalArgumentException("max-uploads must be at least 1");
    }
  }

  public static FileSettings defaults() {
    return new FileSettings(4L << 30, 8);
  }
}
