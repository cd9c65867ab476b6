package dev.plumbline.collector.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a target of each file that a target's pattern stands for. */
public final class FileTargets {
    /** The label that holds a path or a pattern. */
    public static final String PATH = "__path__";

    private static final String EXCLUDED = "__path_exclude__";
    private static final Logger LOG = LoggerFactory.getLogger(FileTargets.class);

    private FileTargets() {}

    /**
     * Looks for files.
     *
     * @param targets each with a pattern in {@code __path__}, and one of files to leave out in {@code __path_exclude__}
     * @param olderThan leaves out files that have not been written for so long; zero leaves out none
     * @return a target for each file, whose {@code __path__} is that file
     */
    public static List<Map<String, String>> find(List<Map<String, String>> targets, Duration olderThan, Clock clock) {
        List<Map<String, String>> found = new ArrayList<>();
        for (Map<String, String> target : targets) {
            Optional<Glob> excluded = glob(target.getOrDefault(EXCLUDED, ""));
            glob(target.getOrDefault(PATH, ""))
                    .ifPresent(glob -> glob.find().stream()
                            .filter(file ->
                                    excluded.filter(e -> e.matches(file)).isEmpty())
                            .filter(file -> isWanted(file, olderThan, clock))
                            .forEach(file -> {
                                Map<String, String> labels = new TreeMap<>(target);
                                labels.put(PATH, file.toString());
                                found.add(labels);
                            }));
        }
        return found;
    }

    private static Optional<Glob> glob(String pattern) {
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Glob.of(pattern));
        } catch (IllegalArgumentException e) {
            LOG.error("the path {} is no pattern: {}", pattern, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isWanted(Path file, Duration olderThan, Clock clock) {
        try {
            return !Files.isDirectory(file)
                    && (olderThan.isZero()
                            || !Files.getLastModifiedTime(file)
                                    .toInstant()
                                    .isBefore(clock.instant().minus(olderThan)));
        } catch (IOException e) {
            return false;
        }
    }
}
