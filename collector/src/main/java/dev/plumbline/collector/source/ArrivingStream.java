package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stream that is waited for, or being read: never both. */
final class ArrivingStream {
    private final ArrivalsThread thread;
    private final SelectableChannel channel;
    private final EngineResponse response;
    private final Work work;
    private final String name = Thread.currentThread().getName();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final AtomicBoolean waiting = new AtomicBoolean(true);
    private volatile @Nullable SelectionKey key;
    private volatile @Nullable Thread reader;
    private volatile boolean interrupted;

    ArrivingStream(ArrivalsThread thread, SelectableChannel channel, EngineResponse response, Work work) {
        this.thread = thread;
        this.channel = channel;
        this.response = response;
        this.work = work;
    }

    /** Completes when the work is done. */
    CompletableFuture<Boolean> over() {
        return over;
    }

    /** Learns that something has come; tells whether that was waited for, and it is to be read now. */
    boolean arrived() {
        return waiting.compareAndSet(true, false);
    }

    /** Has it read: only by whom {@link #arrived} told so. */
    void start() {
        Thread.ofVirtual().name(name).start(this::read);
    }

    private void read() {
        reader = Thread.currentThread();
        boolean more = true;
        try {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            do {
                more = work.run();
            } while (more && response.atHand());
        } catch (Throwable e) {
            over.completeExceptionally(e);
        } finally {
            reader = null;
            thread.read(this);
        }
        if (!more) {
            over.complete(true);
        } else if (!over.isDone()) {
            await();
        }
    }

    private void await() {
        waiting.set(true);
        SelectionKey known = key;
        if (known == null) {
            thread.add(this);
            return;
        }
        try {
            known.interestOps(SelectionKey.OP_READ);
            thread.wake();
        } catch (CancelledKeyException e) {
            closed();
        }
    }

    /** Has it waited for; by the selector's thread. */
    void register(Selector selector) throws ClosedChannelException {
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Learns that the connection was closed: who reads next is told so by it. */
    void closed() {
        thread.wake(); // which lets go of the connection
        if (arrived()) {
            start();
        } else {
            thread.hurry(this);
        }
    }

    /** Has it end. */
    void interrupt() {
        interrupted = true;
        try {
            response.close();
        } catch (IOException e) {
            // it is gone either way
        }
        Thread busy = reader;
        if (busy != null) {
            busy.interrupt();
        }
    }

    /** Has it waited for no more. */
    void forget() {
        SelectionKey known = key;
        if (known != null) {
            known.cancel();
            thread.wake(); // or a connection that is closed now stays open until something comes on another
        }
    }
}
