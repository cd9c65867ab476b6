package dev.plumbline.collector.source;

import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine says about a container, as far as reading its log needs it.
 *
 * @param terminal whether it has a terminal, and so a raw log stream
 * @param running whether it runs; a paused one does
 * @param startedAt when it was last started, in the engine's words
 * @param finishedAt when it last ended, in the engine's words
 * @param driver of its log
 * @param logPath of the json-file driver, on the engine's machine; else empty
 * @param maxSize at which its log is rotated, in bytes; 0 where it is not told
 * @param removed whether the engine removes it, and its log, as soon as it ends
 */
record ContainerInfo(
        boolean terminal,
        boolean running,
        String startedAt,
        String finishedAt,
        String driver,
        String logPath,
        long maxSize,
        boolean removed) {
    /** A log whose files are no larger is rotated twice in the time that an engine takes to notice once. */
    private static final long SMALL = 8 << 20;

    /** Drivers whose log is never cut into files unless a size is told. */
    private static final Set<String> WHOLE = Set.of("", "json-file", "journald", "k8s-file", "none", "passthrough");

    private static final Pattern SIZE = Pattern.compile("(?i)(\\d+(?:\\.\\d+)?) ?([kmgt]?)(?:i?b)?");

    /** Asks the engine; nothing if it knows no such container. */
    static Optional<ContainerInfo> of(EngineClient engine, String id) throws IOException {
        return engine.json("/containers/" + id + "/json").map(ContainerInfo::parse);
    }

    /** Tells whether it was ever started. */
    boolean started() {
        return !startedAt.isEmpty() && !startedAt.startsWith("0001-");
    }

    /** Returns when it last ended, in nanoseconds since 1970; 0 if it never did. */
    long finishedNanos() {
        try {
            Instant end = Instant.parse(finishedAt);
            return end.getEpochSecond() <= 0 ? 0 : end.getEpochSecond() * 1_000_000_000L + end.getNano();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    static ContainerInfo parse(Json json) {
        Json state = json.at("State");
        return new ContainerInfo(
                json.at("Config").at("Tty").isTrue(),
                state.at("Running").isTrue() || state.at("Restarting").isTrue(),
                state.at("StartedAt").text(),
                state.at("FinishedAt").text(),
                json.at("HostConfig").at("LogConfig").at("Type").text(),
                json.at("LogPath").text(),
                size(json.at("HostConfig")
                        .at("LogConfig")
                        .at("Config")
                        .at("max-size")
                        .text()),
                json.at("HostConfig").at("AutoRemove").isTrue());
    }

    /** Reads a size as engines do: digits, and k, m, g or t for powers of 1024. */
    static long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            return 0;
        }
        int power = "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
        return Math.round(
                Double.parseDouble(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : Math.pow(1024, power)));
    }

    /**
     * Tells whether its log is to be read piece by piece: one that is cut into files. Of other drivers than those that are
     * known, engines keep a copy that is. Of a container that takes its log along when it ends, only a stream that is open
     * by then has the last lines.
     */
    boolean inPieces() {
        boolean rotates = maxSize > 0 || !WHOLE.contains(driver);
        return rotates && (!removed || maxSize > 0 && maxSize <= SMALL);
    }
}
