package dev.plumbline.collector.source;

import java.io.IOException;

/** What a reader has done elsewhere, while its own thread waits. */
interface Work {
    /** Works; returns whether there is more to do. */
    boolean run() throws IOException;
}
