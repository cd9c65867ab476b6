package dev.plumbline.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a real container engine answered when it was asked for its version, and for a list of containers in versions of the
 * API that it speaks or refuses.
 *
 * @param name of the engine and its version
 * @param answers whole HTTP answers by the path that was asked for
 */
public record EngineRecording(String name, Map<String, String> answers) {
    private static final Pattern LIST = Pattern.compile("/v1\\.(\\d+)/containers/json\\?limit=1");
    private static final String ASKED = "=== GET ";

    public EngineRecording {
        answers = Map.copyOf(answers);
    }

    /** Returns all that were recorded. */
    public static List<EngineRecording> all() {
        return List.of("docker-20.10.24", "docker-28.5.2", "moby-2.0.0-beta.24", "podman-4.3.1", "podman-5.8.6")
                .stream()
                .map(EngineRecording::named)
                .toList();
    }

    private static EngineRecording named(String name) {
        try (InputStream in = EngineRecording.class.getResourceAsStream("engines/" + name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the recording of " + name + " is missing");
            }
            Map<String, String> answers = new LinkedHashMap<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String section : text.substring(ASKED.length()).split("\n" + ASKED, -1)) {
                int end = section.indexOf('\n');
                answers.put(
                        section.substring(0, end),
                        section.substring(end + 1).stripTrailing().replace("\n", "\r\n"));
            }
            return new EngineRecording(name, answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the whole answer to a path. */
    public String answer(String path) {
        String answer = answers.get(path);
        if (answer == null) {
            throw new IllegalArgumentException(name + " was not asked for " + path);
        }
        return answer;
    }

    /** Returns the status of the answer to a list of containers in a version of the API, such as 1.41. */
    public int statusOfList(String version) {
        return Integer.parseInt(
                answer("/v" + version + "/containers/json?limit=1").split(" ", 3)[1]);
    }

    /** Says whether the engine takes a version 1.{@code minor}: one that it took, or one between two of those. */
    public boolean takes(int minor) {
        IntSummaryStatistics taken = answers.keySet().stream()
                .map(LIST::matcher)
                .filter(Matcher::matches)
                .filter(list -> statusOfList("1." + list.group(1)) == 200)
                .mapToInt(list -> Integer.parseInt(list.group(1)))
                .summaryStatistics();
        return taken.getCount() > 0 && minor >= taken.getMin() && minor <= taken.getMax();
    }

    /** Returns the body of the answer to a path. */
    public String body(String path) {
        String answer = answer(path);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public String toString() {
        return name;
    }
}
