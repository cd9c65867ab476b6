package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import dev.plumbline.embedded.loki.logql.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks labels and entries against the limits, as of one moment. */
final class EntryCheck {
    private final Settings settings;
    private final long now;

    EntryCheck(Settings settings, long now) {
        this.settings = settings;
        this.now = now;
    }

    /** Returns the entries that may be stored, and adds to {@code problems} what is wrong with the others. */
    List<Entry> good(Labels labels, List<Entry> entries, List<String> problems) {
        Optional<String> bad = labels(labels);
        if (bad.isPresent()) {
            problems.add(bad.get());
            return List.of();
        }
        List<Entry> good = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            Entry cut = truncated(entry);
            Optional<String> problem = entry(labels, cut);
            if (problem.isPresent()) {
                problems.add(problem.get());
            } else {
                good.add(distinct(good, normalized(cut)));
            }
        }
        return good;
    }

    private Optional<String> labels(Labels labels) {
        if (labels.size() == 0) {
            return Optional.of("error at least one label pair is required per stream");
        }
        int count = labels.size() - (labels.has("service_name") ? 1 : 0);
        if (count > settings.labelNames()) {
            return Optional.of(
                    "entry for stream '" + labels + "' has " + count + " label names; limit " + settings.labelNames());
        }
        List<String> problems = new ArrayList<>(1);
        labels.forEach((name, value) -> {
            if (bytes(name) > settings.labelNameLength()) {
                problems.add("stream '" + labels + "' has label name too long: '" + name + "'");
            } else if (bytes(value) > settings.labelValueLength()) {
                problems.add("stream '" + labels + "' has label value too long: '" + value + "'");
            }
        });
        return problems.stream().findFirst();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Entry truncated(Entry entry) {
        byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
        if (!settings.truncateLines() || settings.lineSize() == 0 || line.length <= settings.lineSize()) {
            return entry;
        }
        String cut = new String(line, 0, (int) settings.lineSize(), StandardCharsets.UTF_8);
        return new Entry(entry.timestamp(), cut, entry.metadata());
    }

    private Optional<String> entry(Labels labels, Entry entry) {
        long oldest = now - settings.oldest();
        if (settings.rejectOld() && entry.timestamp() < oldest) {
            return Optional.of("entry for stream '" + labels + "' has timestamp too old: "
                    + Times.seconds(entry.timestamp()) + ", oldest acceptable timestamp is: " + Times.seconds(oldest));
        }
        if (entry.timestamp() > now + settings.grace()) {
            return Optional.of(
                    "entry for stream '" + labels + "' has timestamp too new: " + Times.seconds(entry.timestamp()));
        }
        int length = bytes(entry.line());
        if (settings.lineSize() != 0 && length > settings.lineSize()) {
            return Optional.of("max entry size '" + settings.lineSize() + "' bytes exceeded for stream '" + labels
                    + "' while adding an entry with length '" + length + "' bytes");
        }
        return metadata(labels, entry.metadata());
    }

    private Optional<String> metadata(Labels labels, Labels metadata) {
        if (metadata.size() == 0) {
            return Optional.empty();
        }
        if (!settings.metadata()) {
            return Optional.of("stream '" + labels + "' includes structured metadata, but this feature is disallowed."
                    + " Please see `limits_config.allow_structured_metadata` or contact your Loki administrator to"
                    + " enable it");
        }
        int[] size = {0};
        metadata.forEach((name, value) -> size[0] += bytes(name) + bytes(value));
        if (settings.metadataSize() != 0 && size[0] > settings.metadataSize()) {
            return Optional.of("stream '" + labels + "' has structured metadata too large: '" + size[0]
                    + "' bytes, limit: '" + settings.metadataSize()
                    + "' bytes. Please see `limits_config.max_structured_metadata_size` or contact your Loki"
                    + " administrator to increase it");
        }
        if (settings.metadataCount() != 0 && metadata.size() > settings.metadataCount()) {
            return Optional.of("stream '" + labels + "' has too many structured metadata labels: '" + metadata.size()
                    + "', limit: '" + settings.metadataCount()
                    + "'. Please see `limits_config.max_structured_metadata_entries_count` or contact your Loki"
                    + " administrator to increase it");
        }
        return Optional.empty();
    }

    private static Entry normalized(Entry entry) {
        if (entry.metadata().size() == 0) {
            return entry;
        }
        Map<String, String> names = new LinkedHashMap<>();
        entry.metadata().forEach((name, value) -> names.put(OtlpNames.label(name), value.replace('\uFFFD', ' ')));
        return new Entry(entry.timestamp(), entry.line(), Labels.of(names));
    }

    private Entry distinct(List<Entry> before, Entry entry) {
        if (!settings.incrementDuplicates() || before.isEmpty()) {
            return entry;
        }
        Entry last = before.getLast();
        boolean same = last.timestamp() >= entry.timestamp() && !last.line().equals(entry.line());
        return same ? new Entry(last.timestamp() + 1, entry.line(), entry.metadata()) : entry;
    }
}
