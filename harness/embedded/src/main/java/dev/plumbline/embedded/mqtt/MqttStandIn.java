package dev.plumbline.embedded.mqtt;

import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Stands in for Mosquitto: {@code mosquitto -c FILE}. */
public final class MqttStandIn implements StandInProgram {
    @Override
    public StandIn start(Launch launch) {
        List<String> arguments = new ArrayList<>(launch.arguments());
        if (!arguments.isEmpty() && arguments.getFirst().endsWith("mosquitto")) {
            arguments.removeFirst(); // the image's entry point takes the program's name first
        }
        Flags flags = Flags.parse("mosquitto", arguments, Set.of("c"), Set.of("v"));
        Path file = flags.value("c")
                .map(Path::of)
                .orElseThrow(() -> new LaunchException("mosquitto: expected -c FILE, found none"));
        return RunningBroker.start(MosquittoConfig.read(file), launch);
    }
}
