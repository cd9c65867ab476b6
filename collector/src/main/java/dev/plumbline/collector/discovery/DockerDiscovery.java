package dev.plumbline.collector.discovery;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps watching an engine: one session after the other, each as long as the engine answers. */
final class DockerDiscovery implements Component {
    private static final Logger LOG = LoggerFactory.getLogger(DockerDiscovery.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ComponentContext context;
    private final Function<EngineLocation, ContainerEngine> engines;
    private final DiscoveryMetrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Block arguments;
    private int generation;
    private boolean closed;
    private Optional<Session> session = Optional.empty();
    private boolean complete;
    private Value exported = new Value.Array(List.of());

    DockerDiscovery(Block arguments, ComponentContext context, Function<EngineLocation, ContainerEngine> engines) {
        this.arguments = arguments;
        this.context = context;
        this.engines = engines;
        this.metrics = new DiscoveryMetrics(context);
        context.export("targets", exported);
        context.health(false, "the first discovery is not complete");
    }

    @Override
    public void start() {
        Thread.ofPlatform().name(context.id()).daemon().start(this::run);
    }

    @Override
    public void update(Block newArguments) {
        lock.lock();
        try {
            if (!newArguments.equals(arguments)) {
                arguments = newArguments;
                generation++;
                session.ifPresent(Session::close);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        int began = 0;
        while (true) {
            boolean worked = false;
            try (Session current = open()) {
                began = generation();
                try {
                    current.run();
                } finally {
                    worked = current.worked();
                }
            } catch (IOException | RuntimeException e) {
                failed(began, e);
            } catch (InterruptedException e) {
                return;
            }
            if (isClosed()) {
                return;
            }
            pause = worked ? FIRST_PAUSE : pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            pause(pause, began);
        }
    }

    private Session open() {
        lock.lock();
        try {
            DockerOptions options = DockerOptions.of(arguments);
            Session opened =
                    new Session(options, engines.apply(options.location()), context.clock(), metrics, this::publish);
            session = Optional.of(opened);
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private int generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void failed(int began, Exception e) {
        lock.lock();
        try {
            if (closed || generation != began) {
                return;
            }
        } finally {
            lock.unlock();
        }
        metrics.failed();
        String message = String.valueOf(e.getMessage());
        LOG.warn("{}: {}; it is tried again", context.id(), message);
        context.health(complete, complete ? message : "the first discovery is not complete: " + message);
    }

    private void pause(Duration duration, int began) {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (!closed && generation == began && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Exports targets if they are not what was exported last, or a container has just started. */
    private void publish(List<Map<String, String>> targets, boolean started) {
        Value now =
                new Value.Array(targets.stream().<Value>map(Value.Obj::ofTexts).toList());
        if (!complete || started || !now.equals(exported)) {
            exported = now;
            context.export("targets", now);
        }
        complete = true;
        context.health(true, "");
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            session.ifPresent(Session::close);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
