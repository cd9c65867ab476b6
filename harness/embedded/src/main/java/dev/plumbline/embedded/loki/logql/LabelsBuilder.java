package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Labels of one entry while a pipeline works on it: those of its stream, its metadata, and what parsers found. */
final class LabelsBuilder {
    static final String ERROR = "__error__";
    static final String DETAILS = "__error_details__";
    static final String PRESERVE = "__preserve_error__";
    private static final String SUFFIX = "_extracted";

    private final Labels stream;
    private final Hints hints;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> parsed = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private String error = "";
    private String details = "";

    LabelsBuilder(Labels stream, Hints hints) {
        this.stream = stream;
        this.hints = hints;
    }

    void reset(Labels structured) {
        metadata.clear();
        parsed.clear();
        deleted.clear();
        error = "";
        details = "";
        hints.reset();
        structured.forEach((name, value) -> {
            String unique = stream.has(name) ? name + SUFFIX : name;
            switch (unique) {
                case ERROR -> error = value;
                case DETAILS -> details = value;
                default -> metadata.put(unique, value);
            }
        });
    }

    Hints hints() {
        return hints;
    }

    String error() {
        return error;
    }

    String details() {
        return details;
    }

    boolean failed() {
        return !error.isEmpty();
    }

    void clearError() {
        error = "";
    }

    void clearDetails() {
        details = "";
    }

    /** Sets the error of a parser or formatter, which outranks an earlier one. */
    void fail(String kind, String why) {
        error = kind;
        if (!why.isEmpty()) {
            details = why;
        }
    }

    /** A parser's failure may have been asked for by name, and then does not fail a metric. */
    void failParsing(String kind, String why) {
        fail(kind, why);
        if (hints.preservesError()) {
            set(PRESERVE, "true");
        }
    }

    /** Sets an error unless there is one that says more. */
    void failOnce(String kind, String why) {
        if (error.isEmpty()) {
            fail(kind, why);
        }
    }

    /** The name under which a parser's label goes where the entry has one of that name already. */
    String unique(String name) {
        return stream.has(name) || metadata.containsKey(name) ? name + SUFFIX : name;
    }

    boolean taken(String name) {
        return stream.has(name) || metadata.containsKey(name);
    }

    void set(String name, String value) {
        metadata.remove(name);
        parsed.put(name, value);
        hints.extracted(name);
    }

    void delete(String name) {
        metadata.remove(name);
        parsed.remove(name);
        deleted.add(name);
    }

    Optional<String> get(String name) {
        String found = metadata.get(name);
        if (found == null) {
            found = parsed.get(name);
        }
        if (found == null && !deleted.contains(name)) {
            String base = stream.get(name);
            found = base.isEmpty() ? null : base;
        }
        return Optional.ofNullable(found);
    }

    /** What a string filter compares: the error label can be asked for as well. */
    String text(String name) {
        return name.equals(ERROR) ? error : get(name).orElse("");
    }

    /** All labels, the error's among them, in no order that matters. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        stream.forEach((name, value) -> {
            if (!deleted.contains(name)) {
                all.put(name, value);
            }
        });
        all.putAll(metadata);
        all.putAll(parsed);
        if (!error.isEmpty()) {
            all.put(ERROR, error);
        }
        if (!details.isEmpty()) {
            all.put(DETAILS, details);
        }
        return all;
    }

    private boolean unchanged() {
        return metadata.isEmpty() && parsed.isEmpty() && deleted.isEmpty() && error.isEmpty();
    }

    /** Labels of a log entry in an answer. */
    Labels result() {
        return unchanged() ? stream : Labels.keepingEmpty(all());
    }

    /** What templates see. */
    Map<String, String> templateView() {
        return unchanged() ? stream.toMap() : all();
    }

    /** Labels of a sample, reduced to a grouping; an error keeps them all, so that it is not lost. */
    Labels grouped(List<String> groups, boolean without, boolean none) {
        if (failed()) {
            return Labels.keepingEmpty(all());
        }
        if (none) {
            return Labels.EMPTY;
        }
        if (groups.isEmpty()) {
            return unchanged() ? stream : Labels.keepingEmpty(all());
        }
        Map<String, String> kept = all();
        if (without) {
            groups.forEach(kept::remove);
        } else {
            kept.keySet().retainAll(new HashSet<>(groups));
            groups.stream().filter(deleted::contains).forEach(kept::remove);
        }
        if (!details.isEmpty()) {
            kept.remove(DETAILS);
        }
        return Labels.keepingEmpty(kept);
    }

    /** The three kinds of labels apart, as clients may ask for them. */
    List<Map<String, String>> categories() {
        Map<String, String> own = new TreeMap<>();
        stream.forEach((name, value) -> {
            if (!deleted.contains(name) && !metadata.containsKey(name) && !parsed.containsKey(name)) {
                own.put(name, value);
            }
        });
        Map<String, String> found = new TreeMap<>(parsed);
        if (!error.isEmpty()) {
            found.put(ERROR, error);
        }
        if (!details.isEmpty()) {
            found.put(DETAILS, details);
        }
        return new ArrayList<>(List.of(own, new TreeMap<>(metadata), found));
    }
}
