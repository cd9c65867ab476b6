package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.json.Json;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry on its way through the stages, with what they have extracted. Used by one thread at a time; copies nothing
 * before something changes.
 */
final class Draft {
    private final Labels initial;
    private Entry entry;
    private @Nullable SortedMap<String, String> labels;
    private @Nullable Map<String, String> metadata;
    private @Nullable Map<String, Json> extracted;
    private @Nullable String line;

    Draft(Entry entry) {
        this.entry = entry;
        this.initial = entry.labels();
    }

    /** Starts another draft with the same extracted values. */
    static Draft of(Entry entry, Map<String, Json> extracted) {
        Draft draft = new Draft(entry);
        draft.extracted = new HashMap<>(extracted);
        return draft;
    }

    /** Returns the entry with all changes so far; the very same one where nothing has changed. */
    Entry entry() {
        if (labels != null) {
            entry = entry.withLabels(Labels.of(labels));
            labels = null;
        }
        if (metadata != null) {
            entry = entry.withStructuredMetadata(Collections.unmodifiableMap(metadata));
            metadata = null;
        }
        return entry;
    }

    SortedMap<String, String> labels() {
        return labels == null ? entry.labels().byName() : labels;
    }

    void label(String name, String value) {
        if (!value.equals(labels().get(name))) {
            changeable().put(name, value);
        }
    }

    void removeLabel(String name) {
        if (labels().containsKey(name)) {
            changeable().remove(name);
        }
    }

    private SortedMap<String, String> changeable() {
        if (labels == null) {
            labels = new TreeMap<>(entry.labels().byName());
        }
        return labels;
    }

    Map<String, String> metadata() {
        return metadata == null ? entry.structuredMetadata() : metadata;
    }

    /** Returns the structured metadata to be changed. */
    Map<String, String> changeableMetadata() {
        if (metadata == null) {
            metadata = new LinkedHashMap<>(entry.structuredMetadata());
        }
        return metadata;
    }

    /** Returns what was extracted, to be changed; the labels that the entry came with are in it from the start. */
    Map<String, Json> extracted() {
        if (extracted == null) {
            extracted = new HashMap<>();
            copy(initial.byName(), extracted);
        }
        return extracted;
    }

    /** Puts the labels as they are now among the extracted values, as entering an inner pipeline does. */
    void extractLabels() {
        if (extracted != null || !labels().equals(initial.byName())) {
            copy(labels(), extracted());
        }
    }

    private static void copy(Map<String, String> labels, Map<String, Json> extracted) {
        labels.forEach((name, value) -> extracted.put(name, new Json.Text(value)));
    }

    void extract(String name, String value) {
        extracted().put(name, new Json.Text(value));
    }

    /** Returns an extracted value as text; empty where there is none or it is no plain value. */
    Optional<String> extractedText(String name) {
        Json value = extracted().get(name);
        return value == null ? Optional.empty() : value.plain();
    }

    /** Returns the line, or where a source is named the extracted value of that name. */
    Optional<String> input(Optional<String> source) {
        return source.isPresent() ? extractedText(source.get()) : Optional.of(line());
    }

    String line() {
        if (line == null) {
            line = entry.line();
        }
        return line;
    }

    void line(String changed) {
        if (!changed.equals(line())) {
            entry = entry.withLine(changed);
            line = changed;
        }
    }

    /** Changes the line to bytes that nobody changes any more. */
    void line(byte[] changed) {
        Entry e = entry;
        entry = new Entry(e.labels(), e.timestamp(), changed, 0, changed.length, e.structuredMetadata(), e.receipt());
        line = null;
    }

    void receipt(Receipt other) {
        entry = entry.withReceipt(other);
    }

    void timestamp(long nanoseconds) {
        if (nanoseconds != entry.timestamp()) {
            entry = entry.withTimestamp(nanoseconds);
        }
    }
}
