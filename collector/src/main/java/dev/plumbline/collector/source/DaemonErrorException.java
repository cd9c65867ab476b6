package dev.plumbline.collector.source;

import java.io.IOException;

/** Carries what the engine itself reported within a log stream. */
final class DaemonErrorException extends IOException {
    private static final long serialVersionUID = 1L;

    DaemonErrorException(String message) {
        super("the engine reported: " + message.strip());
    }
}
