package dev.plumbline.embedded.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** A container of the stand-in: nothing runs in it, what it is told to write goes to its log. */
public final class EngineContainer {
    /** The states the engine tells. */
    enum State {
        CREATED,
        RUNNING,
        PAUSED,
        EXITED,
        REMOVING
    }

    /** What it tells the engine. */
    interface Listener {
        void happened(EngineContainer container, String action, Map<String, String> more);

        void removed(EngineContainer container);
    }

    private final String id;
    private final ContainerSpec spec;
    private final Instant created;
    private final Clock clock;
    private final ContainerLog log;
    private final LineSplitter stdout;
    private final LineSplitter stderr;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private String name;
    private State state = State.CREATED;
    private Instant started = Instant.EPOCH;
    private Instant finished = Instant.EPOCH;
    private int exitCode;
    private int restarts;
    private Optional<Process> process = Optional.empty();
    private volatile Optional<Thread> exit = Optional.empty();

    EngineContainer(String id, ContainerSpec spec, Path logFile, Clock clock, Listener listener) {
        this.id = id;
        this.spec = spec;
        this.name = spec.name();
        this.created = clock.instant();
        this.clock = clock;
        this.log = new ContainerLog(logFile, spec);
        this.stdout = new LineSplitter(Source.STDOUT, clock, this::log);
        this.stderr = new LineSplitter(Source.STDERR, clock, this::log);
        this.listener = listener;
    }

    private void log(LogMessage message) {
        if (!spec.logDriver().equals("none")) {
            log.append(message);
        }
    }

    /** Returns the full id, 64 hexadecimal digits. */
    public String id() {
        return id;
    }

    /** Returns the name without the leading slash. */
    public String name() {
        lock.lock();
        try {
            return name;
        } finally {
            lock.unlock();
        }
    }

    public ContainerSpec spec() {
        return spec;
    }

    /** Returns the json-file log on disk; it is there once the container has been started. */
    public Path logFile() {
        return log.file();
    }

    /** Starts it; nothing happens if it runs. */
    public void start() {
        lock.lock();
        try {
            if (state == State.RUNNING || state == State.PAUSED) {
                return;
            }
            requirePresent();
            log.running(true);
            state = State.RUNNING;
            started = clock.instant();
            exitCode = 0;
        } finally {
            lock.unlock();
        }
        listener.happened(this, "start", Map.of());
    }

    /** Ends it with this exit code: an unfinished line is written, who follows its log is told the end. */
    public void stop(int code) {
        lock.lock();
        try {
            if (state != State.RUNNING && state != State.PAUSED) {
                return;
            }
            stdout.end();
            stderr.end();
            state = State.EXITED;
            finished = clock.instant();
            exitCode = code;
            log.running(false);
            process = Optional.empty();
        } finally {
            lock.unlock();
        }
        listener.happened(this, "die", Map.of("exitCode", Integer.toString(code)));
        listener.happened(this, "stop", Map.of());
    }

    /** Stops and starts it. */
    public void restart() {
        stop(0);
        start();
        lock.lock();
        try {
            restarts++;
        } finally {
            lock.unlock();
        }
        listener.happened(this, "restart", Map.of());
    }

    /** Freezes it: it counts as running and writes nothing. */
    public void pause() {
        change(State.RUNNING, State.PAUSED, "pause");
    }

    /** Lets it go on. */
    public void unpause() {
        change(State.PAUSED, State.RUNNING, "unpause");
    }

    private void change(State from, State to, String action) {
        lock.lock();
        try {
            if (state != from) {
                throw new IllegalStateException("cannot " + action + " " + name + ": it is " + state);
            }
            state = to;
        } finally {
            lock.unlock();
        }
        listener.happened(this, action, Map.of());
    }

    /** Gives it another name, without the leading slash. */
    public void rename(String other) {
        String before;
        lock.lock();
        try {
            before = name;
            name = other;
        } finally {
            lock.unlock();
        }
        listener.happened(this, "rename", Map.of("oldName", "/" + before));
    }

    /** Stops it if need be, removes it and deletes its log. */
    public void remove() {
        stop(137);
        lock.lock();
        try {
            if (state == State.REMOVING) {
                return;
            }
            state = State.REMOVING;
            log.close();
        } finally {
            lock.unlock();
        }
        listener.removed(this);
        listener.happened(this, "destroy", Map.of());
    }

    /** Writes bytes to one of its streams; a container with a terminal has stdout only. */
    public void write(Source source, byte[] bytes) {
        write(source, bytes, bytes.length);
    }

    /** Writes one line, with a line end, to one of its streams. */
    public void writeLine(Source source, String line) {
        write(source, (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(Source source, byte[] bytes, int length) {
        lock.lock();
        try {
            if (state != State.RUNNING && state != State.PAUSED) {
                throw new IllegalStateException("container " + name + " cannot write: it is " + state);
            }
            (source == Source.STDOUT || spec.tty() ? stdout : stderr).write(bytes, 0, length);
        } finally {
            lock.unlock();
        }
    }

    /** Starts it with what a process writes as its output; it ends, with the process's exit code, when that ends. */
    public void attach(Process child) {
        start();
        lock.lock();
        try {
            process = Optional.of(child);
        } finally {
            lock.unlock();
        }
        Thread out =
                Thread.ofVirtual().name(name() + "-stdout").start(() -> pump(child.getInputStream(), Source.STDOUT));
        Thread err =
                Thread.ofVirtual().name(name() + "-stderr").start(() -> pump(child.getErrorStream(), Source.STDERR));
        exit = Optional.of(Thread.ofVirtual().name(name() + "-exit").start(() -> {
            try {
                int code = child.waitFor();
                out.join();
                err.join();
                stop(code);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /**
     * Waits until everything that the attached process wrote is in the log and the container has stopped with it.
     *
     * @param patience how long at the most
     * @throws InterruptedException if the wait is interrupted
     */
    public void awaitExit(Duration patience) throws InterruptedException {
        Optional<Thread> ending = exit;
        if (ending.isPresent()) {
            ending.get().join(patience);
        }
    }

    private void pump(InputStream in, Source source) {
        byte[] buffer = new byte[16 * 1024];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (isUp()) {
                    write(source, buffer, n);
                }
            }
        } catch (IOException | IllegalStateException e) {
            // the process was ended or the container removed while it wrote
        }
    }

    private void requirePresent() {
        if (state == State.REMOVING) {
            throw new IllegalStateException("container " + name + " was removed");
        }
    }

    State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether it has run and has ended. */
    public boolean hasExited() {
        return state() == State.EXITED;
    }

    boolean isUp() {
        State now = state();
        return now == State.RUNNING || now == State.PAUSED;
    }

    /** Returns the process whose resources count as the container's: the attached one, else this one. */
    OptionalLong pid() {
        if (!isUp()) {
            return OptionalLong.empty();
        }
        lock.lock();
        try {
            return OptionalLong.of(process.map(Process::pid)
                    .orElseGet(() -> ProcessHandle.current().pid()));
        } finally {
            lock.unlock();
        }
    }

    LogReader reader() {
        try {
            return new LogReader(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant created() {
        return created;
    }

    Instant started() {
        lock.lock();
        try {
            return started;
        } finally {
            lock.unlock();
        }
    }

    Instant finished() {
        lock.lock();
        try {
            return finished;
        } finally {
            lock.unlock();
        }
    }

    int exitCode() {
        lock.lock();
        try {
            return exitCode;
        } finally {
            lock.unlock();
        }
    }

    int restarts() {
        lock.lock();
        try {
            return restarts;
        } finally {
            lock.unlock();
        }
    }
}
