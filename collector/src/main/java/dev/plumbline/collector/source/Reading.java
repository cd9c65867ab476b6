package dev.plumbline.collector.source;

import java.io.IOException;
import java.util.Optional;

/** A way to read a container's log. */
interface Reading {
    /**
     * Reads on from where reading has come to, for as long as the container runs and the reader is wanted.
     *
     * @return when the run began that was read to its end, as the engine tells it; nothing if there is more to read
     * @throws IOException if reading broke off: it is to be opened again
     */
    Optional<String> read(ContainerInfo info) throws IOException;
}
