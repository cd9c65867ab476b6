package dev.plumbline.embedded.launch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a program is started with.
 *
 * @param arguments command line without the program's name, as compose.yaml gives it, paths and addresses already
 *     mapped to this machine
 * @param environment environment variables as compose.yaml gives them, mapped likewise
 * @param clock tells the time
 * @param log takes one line of the program's own log, without line end
 */
public record Launch(List<String> arguments, Map<String, String> environment, Clock clock, Consumer<String> log) {
    public Launch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
