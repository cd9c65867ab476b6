package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.golang.GoBytes;
import dev.plumbline.collector.golang.GoDuration;
import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoRegexException;
import java.util.Optional;

/** The block of one stage while it is read: its arguments, and where its problems go. */
final class StageBlock {
    private final Arguments arguments;
    private final Problems problems;
    private final Environment environment;
    private boolean sound = true;

    StageBlock(Block block, Problems problems, Environment environment) {
        this.arguments = Arguments.of(block);
        this.problems = problems;
        this.environment = environment;
    }

    Arguments arguments() {
        return arguments;
    }

    Environment environment() {
        return environment;
    }

    /** Reads an inner block with the same problems and environment. */
    StageBlock inner(Block block) {
        return new StageBlock(block, problems, environment);
    }

    Problems problems() {
        return problems;
    }

    /** Tells whether nothing was wrong so far and nothing needed is unknown. */
    boolean sound() {
        return sound;
    }

    /** Reports a problem at an attribute's value, or at the block where it is absent. */
    void problem(String attribute, String message) {
        sound = false;
        problems.add(arguments.position(attribute), message);
    }

    /** Returns a string that must be there and not be empty. */
    String required(String attribute, String message) {
        String text = arguments.text(attribute, "");
        if (text.isEmpty()) {
            if (arguments.isUnknown(attribute)) {
                sound = false;
            } else {
                problem(attribute, message);
            }
        }
        return text;
    }

    /** Returns {@code source} where it is given; an empty one is a problem. */
    Optional<String> source() {
        Optional<String> source = arguments.text("source");
        if (source.filter(String::isEmpty).isPresent()) {
            problem("source", "empty source; name an extracted value, or leave the attribute out to read the line");
        }
        return source;
    }

    /** Compiles a regular expression; empty where it does not compile, which is then reported. */
    Optional<GoRegex> regex(String attribute, String expression) {
        try {
            return Optional.of(GoRegex.compile(expression));
        } catch (GoRegexException e) {
            problem(attribute, "error parsing regexp: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns a duration in nanoseconds, or the default where it is absent or wrong. */
    long duration(String attribute, long absent) {
        Optional<String> text = arguments.text(attribute);
        if (text.isEmpty()) {
            return absent;
        }
        Optional<Long> nanos = GoDuration.parse(text.get());
        if (nanos.isEmpty()) {
            problem(
                    attribute,
                    "time: invalid duration \"" + text.get() + "\"; expected one such as \"30s\" or \"1h30m\"");
        }
        return nanos.orElse(absent);
    }

    /** Returns a number of bytes, or the default where it is absent or wrong. */
    long bytes(String attribute, long absent) {
        Optional<String> text = arguments.text(attribute);
        if (text.isEmpty()) {
            return absent;
        }
        Optional<Long> bytes = GoBytes.parse(text.get());
        if (bytes.isEmpty()) {
            problem(attribute, "units: invalid size \"" + text.get() + "\"; expected one such as \"20B\" or \"8KB\"");
        }
        return bytes.orElse(absent);
    }

    /** Returns what drops entries for this reason. */
    Drop drop(String reason) {
        return environment.metrics().drop(reason);
    }
}
