package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits on one thread for what many streams bring, and has each read on a virtual thread that ends when nothing is left.
 *
 * <p>A virtual thread that waits in a read itself leaves its stack in memory, a new one after each wait, and is woken by
 * way of two others: with hundreds of streams that costs more than the reading.
 */
final class Arrivals {
    private final int most;
    private final Duration turn;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ArrivalsThread thread;
    private int users;

    /** Lets so many streams be read at a time, each of them for so long before others are let in beside it. */
    Arrivals(int most, Duration turn) {
        this.most = most;
        this.turn = turn;
    }

    /**
     * Has a stream read until the work says that it is enough, and waits for that; an interrupt closes the stream and is
     * passed on.
     *
     * @param work reads what is there: {@link EngineResponse#read} does not wait, and returns 0 where nothing is. It is
     *     called again once something is there, as long as it says that there is more to do
     * @return false, with nothing done, where the connection cannot be waited for in this way
     * @throws IOException if the work does, or the stream was closed
     */
    boolean run(EngineResponse response, Work work) throws IOException {
        Optional<SelectableChannel> channel = response.channel();
        if (channel.isEmpty()) {
            return false;
        }
        ArrivalsThread mine = enter();
        try {
            channel.get().configureBlocking(false);
            ArrivingStream stream = new ArrivingStream(mine, channel.get(), response, work);
            response.onClose(stream::closed);
            try {
                mine.begin(stream);
                if (!channel.get().isOpen()) {
                    stream.closed(); // before anybody was there to be told
                }
                Waits.result(stream.over(), stream::interrupt);
            } finally {
                response.onClose(() -> {});
                stream.forget();
            }
            channel.get().configureBlocking(true);
            return true;
        } finally {
            leave();
        }
    }

    private ArrivalsThread enter() throws IOException {
        lock.lock();
        try {
            ArrivalsThread open = thread;
            if (open == null) {
                open = new ArrivalsThread(most, turn);
                open.start();
                thread = open;
            }
            users++;
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever leaves last turns out the light: there is no thread where nothing is read. */
    private void leave() throws IOException {
        lock.lock();
        try {
            ArrivalsThread open = thread;
            if (--users == 0 && open != null) {
                thread = null;
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
