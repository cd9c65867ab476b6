package dev.plumbline.collector.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Says that a storage folder already belongs to a running collector. */
public final class StorageInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    StorageInUseException(Path folder) {
        super("storage folder " + folder + " is in use by another collector that runs;"
                + " stop it, or give this one a --storage.path of its own");
    }
}
