package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.entry.Labels;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code stage.timestamp}: takes the entry's time from an extracted value. */
final class TimestampStage implements Change {
    private static final int REMEMBERED = 10_000;

    /** Names of the time zone database that Java does not have, with the places that the database has them for. */
    private static final Map<String, ZoneId> OLD_NAMES = Map.of(
            "EST", ZoneId.of("America/Panama"),
            "MST", ZoneId.of("America/Phoenix"),
            "HST", ZoneId.of("Pacific/Honolulu"));

    private final String source;
    private final List<TimeFormat> formats;
    private final boolean fudgeFailures;
    private final boolean fudgeDuplicates;
    private final Map<Labels, Last> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Labels, Last> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The last time that was read in a stream, and what was made of it. */
    private record Last(long parsed, long adjusted) {}

    private TimestampStage(String source, List<TimeFormat> formats, boolean fudgeFailures, boolean fudgeDuplicates) {
        this.source = source;
        this.formats = formats;
        this.fudgeFailures = fudgeFailures;
        this.fudgeDuplicates = fudgeDuplicates;
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        Clock clock = block.environment().clock();
        String source = block.required("source", "timestamp source value is required if timestamp is specified");
        String format = block.required("format", "timestamp format is required");
        Optional<ZoneId> location = location(block);
        boolean failures = action(block, "action_on_failure", "skip");
        boolean duplicates = action(block, "action_on_duplicate_timestamp", "keep");
        List<TimeFormat> formats = new ArrayList<>(List.of(TimeFormat.of(format, location, clock)));
        arguments.texts("fallback_formats").forEach(other -> formats.add(TimeFormat.of(other, location, clock)));
        return block.sound()
                ? Optional.of(new TimestampStage(source, formats, failures, duplicates))
                : Optional.empty();
    }

    private static Optional<ZoneId> location(StageBlock block) {
        Optional<String> name = block.arguments().text("location");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String zone = name.get();
        if (zone.isEmpty() || zone.equals("UTC") || zone.equals("Local")) {
            return Optional.of(ZoneOffset.UTC);
        }
        Optional<ZoneId> old = Optional.ofNullable(OLD_NAMES.get(zone));
        if (old.isPresent()) {
            return old;
        }
        if (ZoneRulesProvider.getAvailableZoneIds().contains(zone)) {
            return Optional.of(ZoneId.of(zone));
        }
        block.problem(
                "location",
                "invalid location specified: unknown time zone " + zone + "; expected one such as Europe/Berlin");
        return Optional.empty();
    }

    /** Returns whether times are to be fudged, which is the default. */
    private static boolean action(StageBlock block, String attribute, String other) {
        String action = block.arguments().text(attribute, "");
        if (!List.of("", "fudge", other).contains(action)) {
            block.problem(
                    attribute,
                    "invalid " + attribute.replace('_', ' ') + " \"" + action + "\"; expected \"" + other
                            + "\" or \"fudge\"");
        }
        return !action.equals(other);
    }

    @Override
    public void change(Draft draft) {
        Optional<String> text = draft.extractedText(source);
        OptionalLong parsed = OptionalLong.empty();
        for (int i = 0; i < formats.size() && text.isPresent() && parsed.isEmpty(); i++) {
            parsed = formats.get(i).read(text.get());
        }
        if (!fudgeFailures && !fudgeDuplicates) {
            parsed.ifPresent(draft::timestamp);
        } else {
            draft.timestamp(adjusted(draft, parsed));
        }
    }

    private synchronized long adjusted(Draft draft, OptionalLong parsed) {
        Labels stream = draft.entry().labels();
        Last before = last.get(stream);
        if (parsed.isEmpty()) {
            if (before == null || !fudgeFailures) {
                return draft.entry().timestamp();
            }
            last.put(stream, new Last(before.parsed(), before.adjusted() + 1));
            return before.adjusted() + 1;
        }
        long time = parsed.getAsLong();
        long adjusted = fudgeDuplicates && before != null && before.parsed() == time ? before.adjusted() + 1 : time;
        last.put(stream, new Last(time, adjusted));
        return adjusted;
    }
}
