package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stand-in for Loki 3.7.6 with one process. What is pushed to it lives as long as this object, over any number of
 * starts.
 */
public final class LokiStandIn implements StandInProgram {
    private final Map<String, LogStore> stores = new ConcurrentHashMap<>();

    /**
     * {@inheritDoc}
     *
     * <p>Takes the real program's flags, {@code -config.file} among them; a flag or key that it does not know is refused.
     */
    @Override
    public StandIn start(Launch launch) {
        return new RunningLoki(LokiFlags.read(launch), launch, stores);
    }
}
