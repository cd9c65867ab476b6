package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusyThreadsTest {
    private final BusyThreads one = new BusyThreads(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Thread> worker = new CompletableFuture<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void work_is_done_on_a_thread_of_the_system_that_has_its_own_threads_name(boolean more) throws Exception {
        AtomicReference<Boolean> result = new AtomicReference<>();
        Thread own = Thread.ofVirtual()
                .name("container-a")
                .start(() -> result.set(run(() -> {
                    worker.complete(Thread.currentThread());
                    return more;
                })));
        own.join();

        assertThat(result.get()).isEqualTo(more);
        assertThat(worker.join().isVirtual()).isFalse();
        assertThat(worker.join().getName()).isEqualTo("container-a");
    }

    @Test
    void where_none_is_free_nothing_is_done() throws Exception {
        Thread first = Thread.ofVirtual().start(() -> run(this::work));
        begun.await();

        assertThat(one.run(() -> {
                    throw new IOException("done nevertheless");
                }))
                .isTrue();

        end.countDown();
        first.join();
        assertThat(one.run(() -> false)).as("it is free again").isFalse();
    }

    @Test
    void what_breaks_it_off_breaks_off_who_waits() throws IOException {
        IOException broken = new IOException("the stream broke");
        IllegalStateException fault = new IllegalStateException("a fault");
        Error grave = new StackOverflowError("a grave one");

        assertThatThrownBy(() -> one.run(() -> {
                    throw broken;
                }))
                .isSameAs(broken);
        assertThatThrownBy(() -> one.run(() -> {
                    throw fault;
                }))
                .isSameAs(fault);
        assertThatThrownBy(() -> one.run(() -> {
                    throw grave;
                }))
                .isSameAs(grave);
        assertThat(one.run(() -> false)).as("it is free again").isFalse();
    }

    @Test
    void an_interrupt_is_passed_on_and_the_end_still_waited_for() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread own = Thread.ofVirtual().start(() -> {
            run(() -> {
                begun.countDown();
                try {
                    told.await();
                } catch (InterruptedException e) {
                    told.countDown();
                    end();
                }
                return false;
            });
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        begun.await();

        own.interrupt();
        told.await();
        assertThat(own.isAlive()).isTrue();

        end.countDown();
        await().until(() -> !own.isAlive());
        assertThat(interrupted.get()).isTrue();
    }

    private boolean run(Work work) {
        try {
            return one.run(work);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean work() {
        begun.countDown();
        end();
        return false;
    }

    private void end() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
