package dev.plumbline.collector.write;

/**
 * Decides whether a push is worth compressing: where the way to Loki is short, compressing takes longer than sending
 * what it saves.
 *
 * <p>Goes by what pushes took where nothing was in their way: on a busy machine most wait for a processor, whichever way
 * they go. Now and then tries what it does not do at present. Compresses unless leaving it out is faster, if only a
 * little: it spares the processor. Always compresses what is small. For one thread.
 */
final class Effort {
    private static final int SMALL = 64 << 10;
    private static final int TRY_LITERAL_EVERY = 64;
    private static final int TRY_COMPRESSED_EVERY = 512;
    private static final double GAIN = 1.25;
    /** How far one push moves what is known: soon where it was fast, slowly where something may have been in its way. */
    private static final double FASTER = 0.5;

    private static final double SLOWER = 0.05;

    private double literal;
    private double compressed;
    private int decisions;

    /** Decides about a request of this size. */
    boolean compresses(int size) {
        if (size < SMALL || compressed == 0) {
            return true;
        }
        if (literal == 0) {
            return false;
        }
        boolean worthIt = literal > compressed * GAIN;
        decisions++;
        return decisions % (worthIt ? TRY_LITERAL_EVERY : TRY_COMPRESSED_EVERY) == 0 ? !worthIt : worthIt;
    }

    /** Learns how long it took to compress and send a request of this size, or only to send it. */
    void took(boolean compressing, int size, long nanos) {
        if (size < SMALL) {
            return;
        }
        double now = (double) nanos / size;
        if (compressing) {
            compressed = smoothed(compressed, now);
        } else {
            literal = smoothed(literal, now);
        }
    }

    private static double smoothed(double before, double now) {
        return before == 0 ? now : before + (now - before) * (now < before ? FASTER : SLOWER);
    }
}
