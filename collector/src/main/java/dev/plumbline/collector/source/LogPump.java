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
    private static final long GATHER_NANOS = 1_000_000;

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
    private byte[] buffer = new byte[ReadBudget.SMALLEST];
    /** Whether somebody may still need what stands in the buffer before {@code from}. */
    private boolean needed;

    private int from;
    private int to;
    private int reads;

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
            read(response);
        } finally {
            budget.size(buffer.length, ReadBudget.SMALLEST, ReadBudget.SMALLEST);
            buffer = Arrays.copyOfRange(buffer, from, to);
            to -= from;
            from = 0;
        }
    }

    private void read(EngineResponse response) throws IOException {
        boolean more = true;
        while (more) {
            more = readOn(response, true, BUSY) && budget.busyThreads().run(() -> readOn(response, false, IDLE));
        }
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
            makeRoom();
            int read = response.read(buffer, to, buffer.length - to);
            if (read < 0) {
                return false;
            }
            to += read;
            reads++;
            listener.beginRead();
            try {
                from = decoder.decode(buffer, from, to, assembler);
            } finally {
                needed |= listener.endRead();
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
        int usual = reads > 8 ? ReadBudget.SMALLEST : Math.min(buffer.length * 2, ReadBudget.LARGEST);
        int size = budget.size(buffer.length, kept * 2, Math.max(usual, kept * 2));
        assembler.letGo();
        buffer = budget.next(buffer, needed, from, to, size);
        needed = false;
        reads = 0;
        from = 0;
        to = kept;
    }
}
