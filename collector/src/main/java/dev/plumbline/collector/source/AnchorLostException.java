package dev.plumbline.collector.source;

import java.io.IOException;

/** Says that the line at which reading was to go on did not come. */
final class AnchorLostException extends IOException {
    private static final long serialVersionUID = 1L;

    AnchorLostException() {
        super("the line at which reading was to go on is not where it was");
    }
}
