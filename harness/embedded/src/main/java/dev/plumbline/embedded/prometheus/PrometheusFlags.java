package dev.plumbline.embedded.prometheus;

import dev.plumbline.embedded.launch.Flags;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The command line, with the real program's defaults for what it does not name. */
final class PrometheusFlags {
    private final Flags given;
    private final Map<String, String> values = new TreeMap<>();

    PrometheusFlags(List<String> arguments) {
        Properties defaults = new Properties();
        try (InputStream in = Objects.requireNonNull(PrometheusFlags.class.getResourceAsStream("flags.properties"))) {
            defaults.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        defaults.stringPropertyNames().forEach(n -> values.put(n, defaults.getProperty(n, "")));
        Set<String> valued = new HashSet<>();
        Set<String> switches = new HashSet<>();
        values.forEach((name, value) -> {
            if (value.equals("true") || value.equals("false")) {
                switches.add(name);
                switches.add("no-" + name);
            } else {
                valued.add(name);
            }
        });
        given = Flags.parse("prometheus", arguments, valued, switches);
        for (String name : new ArrayList<>(values.keySet())) {
            List<String> all = given.values(name);
            if (!all.isEmpty()) {
                values.put(name, String.join(",", all));
            }
            if (given.isOn("no-" + name)) {
                values.put(name, "false");
            }
        }
    }

    String value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    boolean isOn(String name) {
        return value(name).equals("true");
    }

    boolean hasFeature(String feature) {
        return List.of(value("enable-feature").split(",")).contains(feature);
    }

    Map<String, String> all() {
        return Map.copyOf(values);
    }
}
