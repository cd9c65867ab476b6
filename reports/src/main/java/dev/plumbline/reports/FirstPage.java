package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page that a reader sees first: the verdict, what broke and since when, and what it was judged on. */
final class FirstPage {
    private final Run run;
    private final Map<String, String> failingSince;

    /**
     * Prepares the page.
     *
     * @param failingSince time of the first of the failures in a row, by the id of a scenario that fails now
     */
    FirstPage(Run run, Map<String, String> failingSince) {
        this.run = run;
        this.failingSince = Map.copyOf(failingSince);
    }

    /** Lays the page over Allure's. */
    String over(String allure) throws IOException {
        String page = template()
                .replace("{{state}}", run.passed() ? "passed" : "failed")
                .replace("{{verdict}}", escape(run.sentence()))
                .replace("{{stack}}", stack())
                .replace("{{failures}}", failures())
                .replace("{{scenarios}}", scenarios())
                .replace("{{components}}", components());
        return allure.replaceFirst("<body>", java.util.regex.Matcher.quoteReplacement("<body>\n" + page));
    }

    private String stack() {
        JsonNode record = run.record();
        if (record.has("failure")) {
            return "<p class=\"bad\">The stack did not come up: "
                    + escape(record.path("failure").asText().lines().findFirst().orElse("")) + "</p>";
        }
        if (!record.has("kind")) {
            return "<p>No scenario asked for a stack.</p>";
        }
        return "<p>On the <b>" + escape(record.path("kind").asText()) + "</b> stack ("
                + escape(record.path("reason").asText()) + "), run <code>"
                + escape(record.path("run").asText()) + "</code>, "
                + escape(time(record.path("time").asText())) + ".</p>";
    }

    private String failures() {
        StringBuilder html = new StringBuilder();
        for (Cause cause : Cause.of(run)) {
            ScenarioResult s = cause.first();
            html.append("<article><h3>")
                    .append(escape(s.name()))
                    .append("</h3><p class=\"where\">")
                    .append(escape(s.feature()))
                    .append(s.failedStep().map(step -> " · at: " + escape(step)).orElse(""))
                    .append(" · failing since ")
                    .append(escape(since(s)))
                    .append("</p><pre>")
                    .append(escape(s.message()))
                    .append("</pre><p class=\"next\"><b>")
                    .append(escape(s.kind().category()))
                    .append(".</b> ")
                    .append(escape(s.kind().next()))
                    .append("</p>")
                    .append(others(cause))
                    .append("</article>\n");
        }
        return html.isEmpty() ? "" : "<h2>What broke, where, and what to do</h2>\n" + html;
    }

    private String since(ScenarioResult s) {
        return failingSince.containsKey(s.id()) ? time(failingSince.getOrDefault(s.id(), "")) : "this run";
    }

    private static String others(Cause cause) {
        if (cause.others().isEmpty()) {
            return "";
        }
        return "<p class=\"where\">The same failed: "
                + cause.others().stream().map(s -> escape(s.name())).collect(Collectors.joining("; ")) + "</p>";
    }

    /** Cuts a time to seconds: nobody compares the rest. */
    private static String time(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    private String scenarios() {
        StringBuilder html = new StringBuilder();
        for (ScenarioResult s : run.scenarios()) {
            String why = s.verdict() == Verdict.PASSED ? String.join("\n", s.seen()) : s.cause();
            html.append("<tr class=\"")
                    .append(s.verdict().name().toLowerCase(Locale.ROOT))
                    .append("\"><td>")
                    .append(s.verdict().word())
                    .append("</td><td>")
                    .append(escape(s.name()))
                    .append("<small>")
                    .append(s.number()
                            .map(number -> "Scenario " + escape(number) + " · ")
                            .orElse(""))
                    .append(escape(s.feature()))
                    .append("</small></td><td>")
                    .append(String.format(Locale.ROOT, "%.1f s", s.seconds()))
                    .append("</td><td><details><summary>")
                    .append(escape(why.lines().findFirst().orElse("files only")))
                    .append("</summary><pre>")
                    .append(escape(why))
                    .append("</pre></details></td></tr>\n");
        }
        return html.toString();
    }

    private String components() {
        StringBuilder html = new StringBuilder();
        for (JsonNode c : run.record().path("components")) {
            html.append("<tr class=\"")
                    .append(c.path("nature").asText().equals("stand-in") ? "stand-in" : "real")
                    .append("\"><td>")
                    .append(escape(c.path("service").asText()))
                    .append("</td><td>")
                    .append(escape(c.path("nature").asText()))
                    .append("</td><td>")
                    .append(escape(c.path("version").asText()))
                    .append("</td></tr>\n");
        }
        return html.toString();
    }

    private static String template() throws IOException {
        try (InputStream in = FirstPage.class.getResourceAsStream("first-page.html")) {
            if (in == null) {
                throw new IOException("first-page.html is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
