package dev.plumbline.collector.source;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.files.FileTargets;
import dev.plumbline.collector.golang.GoDuration;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.Outlet;
import dev.plumbline.collector.runtime.StatusReport;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The component {@code loki.source.file}: one reader for each path among its targets. */
final class FileSource implements Component, StatusReport {

    private final ComponentContext context;
    private final LongAdder lines = new LongAdder();
    private final Map<Path, FileTailer> tailers = new ConcurrentHashMap<>();
    private final Positions positions;
    private final SourceBook book;
    private final Outlet receiver;
    private Block arguments;
    private boolean started;
    private long lookedAt;

    FileSource(Block arguments, ComponentContext context) {
        this.arguments = arguments;
        this.context = context;
        this.book = SourceBook.in(context.balance());
        this.receiver = new Outlet(arguments, context.balance());
        this.positions = new Positions(context, this::idle, this::lookAgain);
        // A gauge by its nature; people chart it under a counter's name.
        CounterWithCallback.builder()
                .name("loki_source_file_files_active_total")
                .help("Number of files that are read.")
                .callback(callback -> callback.call((double)
                        tailers.values().stream().filter(t -> !t.stopped()).count()))
                .register(context.metrics());
        CounterWithCallback.builder()
                .name("loki_source_file_read_lines_total")
                .help("Number of lines read, by file.")
                .labelNames("path")
                .callback(callback -> tailers.forEach(
                        (path, t) -> callback.call((double) t.counters().lines(), path.toString())))
                .register(context.metrics());
    }

    @Override
    public void start() {
        positions.open();
        started = true;
        apply();
    }

    private boolean idle() {
        return tailers.values().stream().allMatch(t -> t.ledger().idle());
    }

    @Override
    public synchronized void update(Block changed) {
        arguments = changed;
        receiver.update(changed);
        if (started) {
            apply();
        }
    }

    private synchronized void apply() {
        Map<Path, Labels> wanted = wanted();
        tailers.forEach((path, tailer) -> {
            if (!wanted.containsKey(path)) {
                tailer.stop();
            }
        });
        tailers.values().removeIf(t -> t.stopped() && t.ended() && t.ledger().idle());
        wanted.forEach(this::want);
    }

    private Map<Path, Labels> wanted() {
        Map<Path, Labels> wanted = new LinkedHashMap<>();
        for (Map<String, String> target : targets(Arguments.of(arguments).objects("targets"))) {
            String path = target.getOrDefault(FileTargets.PATH, "");
            if (!path.isEmpty()) {
                Map<String, String> labels = new TreeMap<>(target);
                labels.put("filename", path);
                wanted.putIfAbsent(Path.of(path), StreamLabels.shown(labels));
            }
        }
        return wanted;
    }

    /** Returns the targets, those of patterns in place of these where patterns are wanted. */
    private List<Map<String, String>> targets(List<Map<String, String>> written) {
        lookedAt = System.nanoTime();
        return matching()
                .map(match -> FileTargets.find(written, duration(match, "ignore_older_than", "0s"), context.clock()))
                .orElse(written);
    }

    private Optional<Block> matching() {
        return arguments.blocks("file_match").stream()
                .filter(match -> Arguments.of(match).flag("enabled", false))
                .findFirst();
    }

    private static Duration duration(Block match, String name, String fallback) {
        return Duration.ofNanos(
                GoDuration.parse(Arguments.of(match).text(name, fallback)).orElse(0L));
    }

    private synchronized void lookAgain() {
        if (started && matching().filter(this::due).isPresent()) {
            apply();
        }
    }

    private boolean due(Block match) {
        return System.nanoTime() - lookedAt
                >= duration(match, "sync_period", "10s").toNanos();
    }

    private void want(Path path, Labels labels) {
        FileTailer there = tailers.get(path);
        CursorStore store = positions.store().orElse(null);
        if (there != null && !there.stopped()) {
            there.label(labels);
            return;
        }
        if (store == null) {
            return;
        }
        String key = path.toString();
        Optional<PlainPlace> place = store.get(key).flatMap(PlainPlace::decode);
        Ledger ledger = there != null
                ? there.ledger()
                : new Ledger(
                        book,
                        Optional.empty(),
                        cursor -> cursor.file()
                                .ifPresent(f -> store.moved(key, new PlainPlace(f.identity(), f.offset()).encode())));
        FileTailer tailer = new FileTailer(
                path,
                receiver,
                labels,
                ledger,
                place,
                there != null ? there.counters() : new TailerCounters(lines, new LongAdder()),
                options(),
                context.clock(),
                Optional.ofNullable(there));
        tailers.put(path, tailer);
        Thread.ofVirtual().name("file-" + path).start(tailer);
    }

    private FileTailer.Options options() {
        long poll = arguments.blocks("file_watch").stream()
                .findFirst()
                .flatMap(b -> Arguments.of(b).text("min_poll_frequency"))
                .flatMap(GoDuration::parse)
                .orElse(TimeUnit.MILLISECONDS.toNanos(250));
        return new FileTailer.Options(
                Arguments.of(arguments).flag("tail_from_end", false),
                Math.max(poll, TimeUnit.MILLISECONDS.toNanos(10)));
    }

    @Override
    public List<Target> targets() {
        return tailers.values().stream()
                .filter(t -> !t.stopped())
                .map(t -> new Target(
                        t.path().toString(),
                        "",
                        "file",
                        Optional.empty(),
                        t.counters().lines(),
                        t.ledger().drops(),
                        Optional.of(t.lastError()).filter(e -> !e.isEmpty())))
                .toList();
    }

    @Override
    public void close() {
        stopLooking();
        tailers.values().forEach(FileTailer::stop);
        positions.close();
    }

    private synchronized void stopLooking() {
        started = false;
    }

    @Override
    public void settled() {
        positions.end();
    }
}
