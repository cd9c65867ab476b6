package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.golang.GoDuration;
import java.util.HashMap;
import java.util.Map;

/** Checks of single components that a schema cannot say. */
public final class Checks {
    private Checks() {}

    /** Checks {@code discovery.docker}. */
    public static void discoveryDocker(Block block, Problems problems) {
        dockerHost(block, problems);
        positive(block, "refresh_interval", problems);
        HttpClientChecks.check(block, problems);
    }

    /** Checks {@code loki.source.docker}. */
    public static void lokiSourceDocker(Block block, Problems problems) {
        dockerHost(block, problems);
        positive(block, "refresh_interval", problems);
        block.blocks("http_client_config").forEach(client -> HttpClientChecks.check(client, problems));
    }

    /** Checks {@code loki.source.file}. */
    public static void lokiSourceFile(Block block, Problems problems) {
        block.blocks("file_match").forEach(match -> positive(match, "sync_period", problems));
    }

    /** Checks {@code local.file_match}. */
    public static void localFileMatch(Block block, Problems problems) {
        positive(block, "sync_period", problems);
    }

    /** Checks {@code loki.write}. */
    public static void lokiWrite(Block block, Problems problems) {
        if (block.blocks("endpoint").isEmpty()) {
            problems.add(block.position(), "at least one endpoint block must be provided");
        }
        Map<String, Position> names = new HashMap<>();
        for (Block endpoint : block.blocks("endpoint")) {
            HttpClientChecks.url(endpoint, "url", problems);
            HttpClientChecks.check(endpoint, problems);
            Arguments.of(endpoint).text("name").filter(name -> !name.isEmpty()).ifPresent(name -> {
                if (names.putIfAbsent(name, endpoint.position()) != null) {
                    problems.add(
                            Arguments.of(endpoint).position("name"),
                            "duplicate endpoint configs are not allowed, found duplicate for name: " + name);
                }
            });
        }
        block.blocks("wal").forEach(wal -> wal(wal, problems));
    }

    private static void wal(Block wal, Problems problems) {
        Arguments arguments = Arguments.of(wal);
        long least = duration(arguments, "min_read_frequency", "250ms");
        long most = duration(arguments, "max_read_frequency", "1s");
        boolean known = !arguments.isUnknown("min_read_frequency") && !arguments.isUnknown("max_read_frequency");
        if (known && least >= most) {
            problems.add(
                    arguments.position("min_read_frequency"),
                    "WAL min read frequency should be lower than max read frequency");
        }
    }

    private static long duration(Arguments arguments, String name, String absent) {
        return GoDuration.parse(arguments.text(name, absent)).orElse(0L);
    }

    private static void positive(Block block, String name, Problems problems) {
        Arguments arguments = Arguments.of(block);
        arguments
                .text(name)
                .flatMap(GoDuration::parse)
                .filter(nanos -> nanos <= 0)
                .ifPresent(nanos -> problems.add(arguments.position(name), name + " must be greater than 0"));
    }

    /** A Docker host is a scheme and an address. */
    private static void dockerHost(Block block, Problems problems) {
        Arguments arguments = Arguments.of(block);
        arguments
                .text("host")
                .filter(host -> !host.matches("[A-Za-z][A-Za-z0-9+.-]*://.+"))
                .ifPresent(host -> problems.add(
                        arguments.position("host"),
                        "unable to parse docker host \"" + host + "\"; write it like \"unix:///var/run/docker.sock\""));
    }
}
