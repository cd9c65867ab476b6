package dev.plumbline.embedded.launch;

import dev.plumbline.harness.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Command line flags as the vendors' programs take them: {@code -name=value}, {@code --name=value}, {@code --name value}
 * and {@code --switch}.
 *
 * <p>A flag that the program's list does not hold is an error, never ignored.
 */
public final class Flags {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> positional = new ArrayList<>();

    private Flags() {}

    /**
     * Reads a command line.
     *
     * @param program name for messages
     * @param arguments command line without the program's name
     * @param valued names, without dashes, of flags that take a value
     * @param switches names, without dashes, of flags that need none
     * @throws LaunchException on a flag in neither set, or one without its value
     */
    public static Flags parse(String program, List<String> arguments, Set<String> valued, Set<String> switches) {
        Flags flags = new Flags();
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.removeFirst();
            if (!argument.startsWith("-") || argument.equals("-")) {
                flags.positional.add(argument);
                continue;
            }
            String bare = argument.replaceFirst("^--?", "");
            int equals = bare.indexOf('=');
            String name = equals < 0 ? bare : bare.substring(0, equals);
            if (!valued.contains(name) && !switches.contains(name)) {
                throw unknown(program, argument, name, valued, switches);
            }
            String value = equals >= 0 ? bare.substring(equals + 1) : switches.contains(name) ? "true" : null;
            if (value == null) {
                if (rest.isEmpty()) {
                    throw new LaunchException(program + ": flag " + argument + " needs a value");
                }
                value = rest.removeFirst();
            }
            flags.values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return flags;
    }

    private static LaunchException unknown(
            String program, String argument, String name, Set<String> valued, Set<String> switches) {
        List<String> known = new ArrayList<>(valued);
        known.addAll(switches);
        return new LaunchException(program + ": the stand-in does not know the flag " + argument
                + Nearest.to(name, known)
                        .map(n -> "; the nearest it knows is --" + n)
                        .orElse(""));
    }

    /** Returns the last value given for a flag. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    /** Returns all values given for a flag, in order. */
    public List<String> values(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** Tells whether a switch was given and is not {@code false}. */
    public boolean isOn(String name) {
        return value(name).map(v -> !v.equals("false")).orElse(false);
    }

    /** Returns the arguments that are not flags, in order. */
    public List<String> positional() {
        return List.copyOf(positional);
    }
}
