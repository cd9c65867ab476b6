package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qameta.allure.ConfigurationBuilder;
import io.qameta.allure.ReportGenerator;
import io.qameta.allure.core.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Has Allure make its one HTML file, with the environment and the categories of this project. */
final class AllureReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path results;

    AllureReport(Path results) {
        this.results = results;
    }

    /** Makes the file and returns its content. */
    String make(Run run) throws IOException {
        Files.writeString(results.resolve("categories.json"), categories());
        Files.writeString(results.resolve("environment.properties"), environment(run.record()));
        Path folder = Files.createTempDirectory("plumbline-report-");
        try {
            Configuration configuration = ConfigurationBuilder.bundled()
                    .withReportName("Plumbline")
                    .withReportLanguage("en")
                    .build();
            new ReportGenerator(configuration).generateSingleFile(folder, List.of(results));
            return withoutAnalytics(Files.readString(folder.resolve("index.html")));
        } finally {
            delete(folder);
        }
    }

    /** Allure puts a failure into the first category whose expressions match. */
    private static String categories() {
        ArrayNode categories = JSON.createArrayNode();
        for (Kind kind : Kind.values()) {
            ObjectNode category = categories.addObject().put("name", kind.category());
            category.putArray("matchedStatuses").add("failed").add("broken");
            category.put("traceRegex", kind.trace());
        }
        categories
                .addObject()
                .put("name", "Not applicable: the stack has no such service")
                .putArray("matchedStatuses")
                .add("skipped");
        return categories.toPrettyString();
    }

    private static String environment(JsonNode run) {
        StringBuilder text = new StringBuilder();
        property(
                text,
                "Stack",
                run.path("kind").asText("none") + ", " + run.path("reason").asText(""));
        property(text, "Run", run.path("run").asText("unknown"));
        for (JsonNode c : run.path("components")) {
            property(
                    text,
                    c.path("service").asText(),
                    c.path("nature").asText() + " " + c.path("version").asText());
        }
        return text.toString();
    }

    private static void property(StringBuilder text, String name, String value) {
        text.append(name.replace(" ", "\\ "))
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", " "))
                .append('\n');
    }

    /** A report calls out to nobody. */
    static String withoutAnalytics(String html) {
        return html.replaceAll("(?s)<script[^>]*googletagmanager[^>]*>\\s*</script>", "")
                .replaceAll("(?s)<script>\\s*window\\.dataLayer.*?</script>", "");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
