package dev.plumbline.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.FeatureChild;
import io.cucumber.messages.types.GherkinDocument;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStep;
import io.cucumber.messages.types.PickleTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the feature files to the rules of style: a closed vocabulary of tags, the reader's words, no empty rule. */
final class FeatureFilesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("plumbline.root", "..")).resolve("features");
    private static final Pattern TAG = Pattern.compile("@(static|acts|long|alerts|scenario-[1-7])");
    private static final Pattern TECHNICAL = Pattern.compile(
            "://|(?<![\\w/])/(api|metrics|ready|-/)|:\\d{2,5}\\b|(?i)\\b(status|code|http|answers) \\d{3}\\b|\\$\\.|\\bsleep");

    private final List<Envelope> envelopes = parse();

    private static List<Envelope> parse() {
        List<Envelope> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : (Iterable<Path>)
                    files.filter(f -> f.toString().endsWith(".feature")).sorted()::iterator) {
                GherkinParser.builder()
                        .includeSource(false)
                        .build()
                        .parse(file.getFileName().toString(), Files.readAllBytes(file))
                        .forEach(all::add);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return all;
    }

    private List<Pickle> pickles() {
        return envelopes.stream().flatMap(e -> e.getPickle().stream()).toList();
    }

    private List<GherkinDocument> documents() {
        return envelopes.stream().flatMap(e -> e.getGherkinDocument().stream()).toList();
    }

    @Test
    void every_file_can_be_read_and_has_scenarios() {
        assertThat(envelopes.stream().flatMap(e -> e.getParseError().stream())).isEmpty();
        assertThat(documents()).hasSizeGreaterThan(7);
        assertThat(pickles().stream().map(Pickle::getUri).distinct()).hasSameSizeAs(documents());
    }

    @Test
    void every_tag_is_of_the_vocabulary() {
        assertThat(pickles().stream().flatMap(p -> p.getTags().stream()).map(PickleTag::getName))
                .isNotEmpty()
                .allMatch(tag -> TAG.matcher(tag).matches());
    }

    @Test
    void each_of_the_seven_scenarios_is_there() {
        assertThat(pickles().stream().flatMap(p -> p.getTags().stream()).map(PickleTag::getName))
                .contains(
                        "@scenario-1",
                        "@scenario-2",
                        "@scenario-3",
                        "@scenario-4",
                        "@scenario-5",
                        "@scenario-6",
                        "@scenario-7");
    }

    @Test
    void every_rule_has_an_example() {
        List<FeatureChild> children = documents().stream()
                .flatMap(d -> d.getFeature().stream())
                .flatMap(f -> f.getChildren().stream())
                .toList();
        assertThat(children)
                .isNotEmpty()
                .allSatisfy(child -> assertThat(child.getRule())
                        .hasValueSatisfying(rule -> assertThat(rule.getChildren())
                                .as(rule.getName())
                                .anyMatch(c -> c.getScenario().isPresent())));
    }

    @Test
    void steps_speak_the_readers_language() {
        assertThat(pickles().stream().flatMap(p -> p.getSteps().stream()).map(PickleStep::getText))
                .isNotEmpty()
                .noneMatch(text -> TECHNICAL.matcher(text).find());
    }

    @Test
    void scenarios_of_one_file_have_names_of_their_own() {
        assertThat(pickles().stream().map(p -> p.getUri() + ": " + p.getName())).doesNotHaveDuplicates();
    }
}
