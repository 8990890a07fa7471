package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.ledger.Ledgers;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.FileId;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look is made with.
 *
 * @param own states of the files with entries of the user's own, as they were read
 */
record Knowledge(
    Catalogue catalogue,
    Map<Path, FileId> own,
    Presence presence,
    Ledgers ledgers,
    VersionCache cache) {
  private static final Logger LOG = System.getLogger(Knowledge.class.getName());

  Knowledge {
    own = Map.copyOf(own);
  }

  /** The same as before, unless the user's own entries have changed. */
  static Knowledge after(@Nullable Knowledge before, DetectorSettings settings, FileAccess files) {
    Map<Path, FileId> own = filesIn(settings.ownEntries());
    if (before != null && before.own().equals(own)) {
      return before;
    }
    Catalogue catalogue = Catalogue.load(settings.home(), settings.ownEntries());
    catalogue.faults().forEach(fault -> LOG.log(Logger.Level.WARNING, fault.toString()));
    return new Knowledge(
        catalogue,
        own,
        new Presence(catalogue, settings, files),
        new Ledgers(catalogue, settings.packageLists().resolveSibling("status")),
        before == null ? openCache(settings) : before.cache());
  }

  private static VersionCache openCache(DetectorSettings settings) {
    VersionCache cache = VersionCache.open(settings.cacheFile(), settings.maxAge());
    if (!cache.warning().isEmpty()) {
      LOG.log(Logger.Level.WARNING, cache.warning());
    }
    return cache;
  }

  private static Map<Path, FileId> filesIn(Path folder) {
    Map<Path, FileId> states = new HashMap<>();
    String[] names = folder.toFile().list();
    if (names != null) {
      for (String name : names) {
        Path file = folder.resolve(name);
        FileId.of(file).ifPresent(id -> states.put(file, id));
      }
    }
    return states;
  }
}
