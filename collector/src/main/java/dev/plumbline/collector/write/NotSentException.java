package dev.plumbline.collector.write;

import java.io.IOException;

/** Says that there was no connection to send a request over: nothing of it can have arrived. */
final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    NotSentException(IOException cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
