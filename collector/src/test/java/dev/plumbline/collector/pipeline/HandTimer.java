package dev.plumbline.collector.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer whose time passes when a test says so; tasks run in the test's thread. */
final class HandTimer implements Timer {
    private record Task(long due, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized void after(long nanos, Runnable task) {
        tasks.add(new Task(now + nanos, task));
    }

    void pass(Duration duration) {
        long end = nanos() + duration.toNanos();
        while (true) {
            Task task;
            synchronized (this) {
                List<Task> due = tasks.stream()
                        .filter(t -> t.due() <= end)
                        .sorted(Comparator.comparingLong(Task::due))
                        .toList();
                if (due.isEmpty()) {
                    now = end;
                    return;
                }
                task = due.getFirst();
                tasks.remove(task);
                now = Math.max(now, task.due());
            }
            task.work().run();
        }
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
