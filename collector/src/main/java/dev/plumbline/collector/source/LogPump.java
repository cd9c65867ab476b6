package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads one log stream to its end, in reads that are as large as the engine's speed allows.
 *
 * <p>Lines are handed on where they were read, without copying: a buffer is only written again once nobody needs it.
 */
final class LogPump {
    /** Lets data gather: without it each read brings a line or two, at three times the cost. */
    static final long GATHER_NANOS = 1_000_000;

    /** A read that brings so much is worth its cost without: to a virtual thread, which a pause costs more than a read. */
    private static final int MUCH = 4 << 10;

    /** The same to a thread of the system, which a pause costs less. */
    private static final int ENOUGH = 32 << 10;

    /** After so many reads in a row that brought much a stream is a busy one; after so many others it is not any more. */
    private static final int BUSY = 8;

    private static final int IDLE = 16;

    private final Decoder decoder;
    private final LineAssembler assembler;
    private final ReadListener listener;
    private final ReadBudget budget;
    private byte[] buffer = {};
    /** Whether somebody may still need what stands in the buffer before {@code from}. */
    private boolean needed;

    private int from;
    private int to;
    private int reads;
    /** How many reads in a row brought much, of those of what had arrived. */
    private int largeReads;

    private boolean ended;

    /** Learns of each read. */
    interface ReadListener {
        /** Learns of nothing. */
        ReadListener NOBODY = new ReadListener() {
            @Override
            public void beginRead() {}

            @Override
            public boolean endRead() {
                return true;
            }
        };

        /** Is told that lines are about to be handed on, which takes as long as their receiver takes. */
        void beginRead();

        /**
         * Is told that the lines of one read have been handed on.
         *
         * @return whether their bytes may still be needed
         */
        boolean endRead();
    }

    LogPump(Decoder decoder, LineAssembler assembler, ReadListener listener, ReadBudget budget) {
        this.decoder = decoder;
        this.assembler = assembler;
        this.listener = listener;
        this.budget = budget;
    }

    /** Reads until the engine ends the stream, once. */
    void run(EngineResponse response) throws IOException {
        try {
            while (!ended) {
                if (!budget.arrivals().run(response, () -> readArrived(response))) {
                    readOn(response, true, BUSY); // over TLS
                }
                if (!ended) {
                    budget.busyThreads().run(() -> readOn(response, false, IDLE));
                }
            }
        } finally {
            keepRest();
        }
    }

    /** Reads what has come; returns whether what comes next is to be read in the same way. */
    private boolean readArrived(EngineResponse response) throws IOException {
        int read = read(response);
        if (read < MUCH) {
            largeReads = 0;
        }
        while (read >= MUCH && ++largeReads < BUSY) {
            read = read(response);
        }
        boolean busy = largeReads >= BUSY;
        if (busy) {
            largeReads = 0;
        }
        if (ended || (busy && budget.busyThreads().anyFree())) {
            return false;
        }
        lendBuffer();
        return true;
    }

    /**
     * Reads on until so many reads in a row brought much, which is for a virtual thread, or little, which is for one of the
     * system; returns whether there is more to read.
     */
    private boolean readOn(EngineResponse response, boolean much, int times) throws IOException {
        int worthIt = much ? MUCH : ENOUGH;
        int inARow = 0;
        boolean paused = true;
        while (inARow < times) {
            int read = read(response);
            if (ended) {
                return false;
            }
            if (read >= MUCH == much) {
                inARow++;
            } else if (read >= MUCH || paused) {
                // That little came right after a read says nothing.
                inARow = 0;
            }
            paused = read < worthIt && to < buffer.length;
            if (paused) {
                LockSupport.parkNanos(this, GATHER_NANOS);
            }
        }
        return true;
    }

    /** Reads once, and hands on what lines that brought; returns how many bytes it did. */
    private int read(EngineResponse response) throws IOException {
        makeRoom();
        int read = response.read(buffer, to, buffer.length - to);
        if (read < 0) {
            ended = true;
        } else if (read > 0) {
            to += read;
            reads++;
            listener.beginRead();
            try {
                from = decoder.decode(buffer, from, to, assembler);
            } finally {
                needed |= listener.endRead();
            }
        }
        return read;
    }

    /** Leaves the buffer to others while nothing comes, but for the little that has not been handed on. */
    private void lendBuffer() {
        int kept = to - from;
        if (kept <= ReadBudget.SMALLEST / 8) {
            assembler.letGo();
            budget.size(counted(), ReadBudget.SMALLEST, ReadBudget.SMALLEST);
            buffer = budget.next(buffer, needed, from, to, kept);
            needed = false;
            from = 0;
            to = kept;
        }
    }

    /** Keeps only what has not been handed on; the buffer is nobody's any more: where reading failed, who knows who needs it. */
    private void keepRest() {
        budget.size(counted(), ReadBudget.SMALLEST, ReadBudget.SMALLEST);
        buffer = Arrays.copyOfRange(buffer, from, to);
        to -= from;
        from = 0;
    }

    /** Hands on what is left, after which nothing follows. */
    void finish() throws IOException {
        listener.beginRead();
        try {
            decoder.finish(buffer, from, to, assembler);
            assembler.finish();
        } finally {
            needed |= listener.endRead();
        }
    }

    private void makeRoom() throws IOException {
        int kept = to - from;
        if (buffer.length - to >= ReadBudget.SMALLEST / 4) {
            return;
        }
        if (kept > Track.LONGEST + ReadBudget.LARGEST) {
            throw new IOException("the engine sent a message of more than " + Track.LONGEST + " bytes");
        }
        // Grows while reads fill it, and shrinks again when they bring little.
        int usual = reads > 8
                ? ReadBudget.SMALLEST
                : Math.clamp(buffer.length * 2L, ReadBudget.SMALLEST, ReadBudget.LARGEST);
        int size = budget.size(counted(), kept * 2, Math.max(usual, kept * 2));
        assembler.letGo();
        buffer = budget.next(buffer, needed, from, to, size);
        needed = false;
        reads = 0;
        from = 0;
        to = kept;
    }

    /** Returns how large a buffer this has by the books, where one that is lent is still its own. */
    private int counted() {
        return Math.max(buffer.length, ReadBudget.SMALLEST);
    }
}
