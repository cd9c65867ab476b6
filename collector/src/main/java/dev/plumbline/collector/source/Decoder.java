package dev.plumbline.collector.source;

import java.io.IOException;

/** Turns the bytes of a container's log into messages. */
interface Decoder {
    /**
     * Decodes what is whole in {@code [from, to)}.
     *
     * @return from where on the bytes are needed again, together with those that follow them
     * @throws IOException if the bytes are not what an engine sends
     */
    int decode(byte[] bytes, int from, int to, Messages messages) throws IOException;

    /** Decodes the rest, after which nothing follows: an unfinished line of a container that has stopped. */
    void finish(byte[] bytes, int from, int to, Messages messages) throws IOException;
}
