package dev.plumbline.collector.write;

import java.io.IOException;

/** Says that what is in a file is not what was written there. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
