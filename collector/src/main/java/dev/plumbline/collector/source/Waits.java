package dev.plumbline.collector.source;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what another thread does in one's stead. */
final class Waits {
    private Waits() {}

    /**
     * Waits for a result, and throws what the other thread threw.
     *
     * @param interrupt told of an interrupt, after which the wait goes on: the other thread is to end
     */
    static <T> T result(Future<T> result, Runnable interrupt) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    interrupt.run();
                }
            }
        } catch (ExecutionException e) {
            switch (Objects.requireNonNull(e.getCause())) {
                case IOException broken -> throw broken;
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
