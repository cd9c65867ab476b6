package dev.plumbline.embedded.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Map<String, Function> FUNCTIONS = Map.of(
            "upper", Function.of(a -> ((String) a.getFirst()).toUpperCase(java.util.Locale.ROOT), Function.Kind.STRING),
            "half", Function.of(a -> 10 / (long) a.getFirst(), Function.Kind.INT));

    private static String run(String template) throws TemplateException {
        return Template.parse("line", template, FUNCTIONS).execute(Map.of("a", "x", "b", "7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{{.a}}-{{.nope}}-{{.a | upper}} ~ x--X",
                "{{ if eq .a \"x\" \"y\" }}1{{ else if .b }}2{{ else }}3{{ end }} ~ 1",
                "{{ with .nope }}1{{ else }}2{{ end }} ~ 2",
                "a {{- .a -}} b ~ axb",
                "{{ $x := .b }}{{ printf \"%s|%5s|%-5s|%q\" $x $x $x $x }} ~ 7|    7|7    |\"7\"",
                "{{ printf \"%05.1f %d %x %v\" 2.25 12 255 true }} ~ 002.2 12 ff true",
                "{{ and .a .b }}{{ or .nope .a }}{{ not .a }}{{ len .a }} ~ 7xfalse1",
                "{{ 1e6 }} {{ 123456.5 }} {{ 1.5 }} ~ 1e+06 123456.5 1.5",
                "{{ slice \"hello\" 1 3 }}{{ index \"abc\" 0 }} ~ el97",
                "{{ range $i, $c := 3 }}{{ $i }}{{ end }} ~ 012",
            })
    void a_template_writes_what_go_writes(String template, String written) throws TemplateException {
        assertThat(run(template)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{{.a ~ template: line:1: unclosed action",
                "{{ foo }} ~ template: line:1: function \"foo\" not defined",
                "{{ end }} ~ template: line:1: unexpected {{end}}",
                "{{ if .a }} ~ template: line:1: unexpected EOF",
                "{{ half 0 }} ~ template: line:1:3: executing \"line\" at <half 0>: error calling half: runtime error: integer divide by zero",
                "{{ upper 5 }} ~ template: line:1:9: executing \"line\" at <5>: expected string; found 5",
                "{{ upper }} ~ template: line:1:3: executing \"line\" at <upper>: wrong number of args for upper: want 1 got 0",
                "{{ .a.b }} ~ template: line:1:5: executing \"line\" at <.a.b>: can't evaluate field b in type string",
            })
    void a_template_fails_as_go_words_and_places_it(String template, String message) {
        assertThatThrownBy(() -> run(template))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void times_are_written_in_layouts() {
        GoTime time = GoTime.ofNanos(1_768_471_200_000_123_456L);
        assertThat(time.toString()).isEqualTo("2026-01-15 10:00:00.000123456 +0000 UTC");
        assertThat(time.format("Jan 2 Mon 3:04PM 06")).isEqualTo("Jan 15 Thu 10:00AM 26");
    }

    @Test
    void durations_are_read_and_written_as_both_libraries_do() {
        assertThat(GoDuration.parse("1h2m3.5s")).isEqualTo(3_723_500_000_000L);
        assertThat(GoDuration.format(3_723_500_000_000L)).isEqualTo("1h2m3.5s");
        assertThat(GoDuration.formatPrometheus(GoDuration.parsePrometheus("721h")))
                .isEqualTo("30d1h");
        assertThatThrownBy(() -> GoDuration.parse("5")).hasMessage("time: missing unit in duration \"5\"");
    }
}
