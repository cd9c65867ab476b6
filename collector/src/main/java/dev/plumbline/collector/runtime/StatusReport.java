package dev.plumbline.collector.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A component that reads logs and tells the status page how far it is with each of its targets. */
public interface StatusReport {
    /**
     * How far reading one container or file is.
     *
     * @param name the container's name, or the file's path
     * @param id the container's id, or empty
     * @param path how it is read: {@code file} or {@code api}
     * @param lag seconds from the last acknowledged line's time to now, if there was one
     * @param lines how many lines were read since the start
     * @param drops how many lines were left out, by reason
     * @param error the last thing that went wrong, if any
     */
    record Target(
            String name,
            String id,
            String path,
            Optional<Double> lag,
            long lines,
            Map<String, Long> drops,
            Optional<String> error) {
        public Target {
            drops = Map.copyOf(drops);
        }
    }

    /** Returns its targets as they are now. */
    List<Target> targets();
}
