package dev.plumbline.embedded.mqtt;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.harness.text.Nearest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the stand-in takes from mosquitto.conf.
 *
 * @param listener where it listens
 * @param sysInterval between two rounds of $SYS topics
 */
record MosquittoConfig(InetSocketAddress listener, Duration sysInterval) {
    private static final List<String> KNOWN =
            List.of("listener", "allow_anonymous", "persistence", "sys_interval", "log_dest", "log_type");

    static MosquittoConfig read(Path file) {
        InetSocketAddress listener = ListenAddress.parse("127.0.0.1:1883");
        Duration interval = Duration.ofSeconds(10);
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String[] words = lines.get(i).strip().split("\\s+");
                String place = file + ":" + (i + 1) + ": ";
                if (words[0].isEmpty() || words[0].startsWith("#")) {
                    continue;
                }
                if (!KNOWN.contains(words[0])) {
                    throw new LaunchException(place + "the stand-in does not know the key '" + words[0] + "'"
                            + Nearest.to(words[0], KNOWN)
                                    .map(n -> "; the nearest it knows is '" + n + "'")
                                    .orElse(""));
                }
                if (words.length < 2) {
                    throw new LaunchException(place + "the key '" + words[0] + "' needs a value");
                }
                switch (words[0]) {
                    case "listener" ->
                        listener =
                                new InetSocketAddress(words.length > 2 ? words[2] : "0.0.0.0", number(place, words[1]));
                    case "sys_interval" -> interval = Duration.ofSeconds(number(place, words[1]));
                    case "allow_anonymous" -> demand(place, words, "true");
                    case "persistence" -> demand(place, words, "false");
                    default -> {
                        // where its log goes is the harness's business
                    }
                }
            }
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new MosquittoConfig(listener, interval);
    }

    private static void demand(String place, String[] words, String only) {
        if (!words[1].equals(only)) {
            throw new LaunchException(
                    place + "the stand-in supports only " + words[0] + " " + only + ", found " + words[1]);
        }
    }

    private static int number(String place, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new LaunchException(place + "expected a number, found '" + word + "'", e);
        }
    }
}
