package dev.plumbline.harness.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What differs from the shipped stack: what it calls one thing, another stack may call another, or may not have.
 *
 * @param dashboards uid there by the shipped uid; empty where there is no such dashboard
 * @param jobs name there by the shipped name of a scrape job; empty where there is no such job
 * @param labels label of log streams there by the shipped label; empty where there is no such label
 * @param panelsAllowedEmpty panels that may be empty there, beside those of the shipped stack
 */
public record Expectations(
        Map<String, Optional<String>> dashboards,
        Map<String, Optional<String>> jobs,
        Map<String, Optional<Label>> labels,
        List<EmptyPanel> panelsAllowedEmpty) {
    public Expectations {
        dashboards = Map.copyOf(dashboards);
        jobs = Map.copyOf(jobs);
        labels = Map.copyOf(labels);
        panelsAllowedEmpty = List.copyOf(panelsAllowedEmpty);
    }

    /**
     * A label of log streams.
     *
     * @param name what it is called there
     * @param value what it holds there, where that differs
     */
    public record Label(String name, Optional<String> value) {}

    /**
     * A query of a panel that may come back empty.
     *
     * @param dashboard uid there
     * @param panel title
     * @param refId of the query
     * @param reason why
     */
    public record EmptyPanel(String dashboard, String panel, String refId, String reason) {}

    /** Returns those of the shipped stack: nothing differs. */
    public static Expectations shipped() {
        return new Expectations(Map.of(), Map.of(), Map.of(), List.of());
    }

    /** Returns the uid of a dashboard, or empty if this stack has none. */
    public Optional<String> dashboard(String uid) {
        return dashboards.getOrDefault(uid, Optional.of(uid));
    }

    /** Returns the name of a scrape job, or empty if this stack has none. */
    public Optional<String> job(String name) {
        return jobs.getOrDefault(name, Optional.of(name));
    }

    /**
     * Selects log streams by labels, under the names and values they have here; labels that are not here are left out.
     *
     * @param wanted value by shipped label; a leading tilde marks a regular expression
     * @return a stream selector in braces
     */
    public String selector(Map<String, String> wanted) {
        StringJoiner selector = new StringJoiner(", ", "{", "}");
        wanted.forEach((name, value) -> labels.getOrDefault(name, Optional.of(new Label(name, Optional.empty())))
                .ifPresent(
                        label -> selector.add(label.name() + match(label.value().orElse(value)))));
        return selector.toString();
    }

    private static String match(String value) {
        boolean pattern = value.startsWith("~");
        String text =
                (pattern ? value.substring(1) : value).replace("\\", "\\\\").replace("\"", "\\\"");
        return (pattern ? "=~\"" : "=\"") + text + "\"";
    }
}
