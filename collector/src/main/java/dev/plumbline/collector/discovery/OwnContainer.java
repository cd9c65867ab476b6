package dev.plumbline.collector.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out in which container this process runs: one that ships its own lines can feed itself. */
final class OwnContainer {
    private static final Pattern ID = Pattern.compile("/containers/([0-9a-f]{64})/|/docker[/-]([0-9a-f]{64})");

    private OwnContainer() {}

    /** Returns the id of the container; empty outside of one. */
    static Optional<String> id() {
        return in(Path.of("/proc/self/mountinfo")).or(() -> in(Path.of("/proc/self/cgroup")));
    }

    static Optional<String> in(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                // Of the mounts, only what the engine itself puts over /etc tells the own container.
                boolean own = line.contains("/etc/hostname") || line.contains("/etc/hosts") || !line.contains(" ");
                Matcher matcher = ID.matcher(line);
                if (own && matcher.find()) {
                    return Optional.of(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
                }
            }
        } catch (IOException e) {
            // no /proc: not Linux, hence not in a container of this engine
        }
        return Optional.empty();
    }
}
