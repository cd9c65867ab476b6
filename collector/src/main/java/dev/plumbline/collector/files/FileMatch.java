package dev.plumbline.collector.files;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.golang.GoDuration;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The component {@code local.file_match}: a target for each file that its patterns stand for, looked for again and again. */
public final class FileMatch implements ComponentType {
    @Override
    public String name() {
        return "local.file_match";
    }

    @Override
    public Schema schema() {
        return Schemas.localFileMatch();
    }

    @Override
    public void check(Block arguments, Problems problems) {}

    @Override
    public Component create(Block arguments, ComponentContext context) {
        return new Running(arguments, context);
    }

    private static final class Running implements Component {
        private final ComponentContext context;
        private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("file-match").daemon().factory());
        private Block arguments;
        private List<Map<String, String>> found = List.of();
        private @Nullable Future<?> next;
        private boolean exported;

        Running(Block arguments, ComponentContext context) {
            this.arguments = arguments;
            this.context = context;
            context.export("targets", new Value.Array(List.of()));
        }

        @Override
        public void start() {
            context.health(true, "");
            schedule();
        }

        @Override
        public synchronized void update(Block changed) {
            arguments = changed;
            if (next != null) {
                schedule();
            }
        }

        private synchronized void schedule() {
            if (next != null) {
                next.cancel(false);
            }
            look();
            long period = duration("sync_period", Duration.ofSeconds(10)).toNanos();
            next = looking.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
        }

        private Duration duration(String name, Duration usual) {
            return Arguments.of(arguments)
                    .text(name)
                    .flatMap(GoDuration::parse)
                    .map(Duration::ofNanos)
                    .orElse(usual);
        }

        private synchronized void look() {
            List<Map<String, String>> now = FileTargets.find(
                    Arguments.of(arguments).objects("path_targets"),
                    duration("ignore_older_than", Duration.ZERO),
                    context.clock());
            if (exported && now.equals(found)) {
                return;
            }
            exported = true;
            found = now;
            context.export(
                    "targets",
                    new Value.Array(now.stream().<Value>map(Value.Obj::ofTexts).toList()));
        }

        @Override
        public void close() {
            looking.shutdownNow();
        }
    }
}
