package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
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
    /** Categories by the class of the failure, first match wins. */
    private static final String CATEGORIES = """
            [
              {"name": "Infrastructure: a service is not there", "messageRegex": "(?s).*", "traceRegex": "(?s).*InfrastructureFailure.*"},
              {"name": "Configuration: a file or property is wrong", "messageRegex": "(?s).*", "traceRegex": "(?s).*ConfigurationFailure.*"},
              {"name": "Pipeline: something was lost on the way", "messageRegex": "(?s).*", "traceRegex": "(?s).*PipelineFailure.*"},
              {"name": "Expectation: what arrived is not what was promised", "messageRegex": "(?s).*", "traceRegex": "(?s).*ExpectationFailure.*"},
              {"name": "Not applicable: the stack has no such service", "matchedStatuses": ["skipped"]}
            ]
            """;

    private final Path results;

    AllureReport(Path results) {
        this.results = results;
    }

    /** Makes the file and returns its content. */
    String make(Run run) throws IOException {
        Files.writeString(results.resolve("categories.json"), CATEGORIES);
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
