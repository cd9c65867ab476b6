package dev.plumbline.embedded.tempo.traceql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryFuzzTest {
    private static final long SEED = 20260115;
    private static final List<String> SEEDS = List.of(
            "{ span.http.status_code >= 500 && resource.service.name =~ \"a.*\" }",
            "{ .a = nil || !(kind = server) } >> { duration > 1h30m } | by(name) | count() > 2",
            "({ } | count() > 1) && ({ status = error } | avg(duration) > 100ms)",
            "{ event:name = `x` } | quantile_over_time(duration, .5, 0.9) by (name) | topk(3) > 2 with (exemplars=true)",
            "{ span.\"a b\".c ^ 2 % 3 != -1.5e3 } &~ { link:spanID = \"00\" } | select(.x, trace:id)");
    private static final String ALPHABET = "{}()|&!~<>=+-*/%^.,:\"`\\ \t\n0123456789eabnilspankdurtc_µé";

    @Test
    void every_text_is_a_query_or_is_refused_with_a_message() {
        int inputs = Integer.getInteger("plumbline.fuzz.inputs", 20_000);
        Random random = new Random(SEED);
        int parsed = 0;
        for (int i = 0; i < inputs; i++) {
            String text = mutated(random);
            try {
                Query.compile(text);
                parsed++;
            } catch (TraceQlException e) {
                assertThat(e.getMessage())
                        .as("seed %d, input %d: %s", SEED, i, text)
                        .isNotBlank();
            }
        }
        assertThat(parsed).isPositive().isLessThan(inputs);
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int edits = random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                default -> {
                    String other = SEEDS.get(random.nextInt(SEEDS.size()));
                    int from = random.nextInt(other.length());
                    text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(12)));
                }
            }
        }
        return text.toString();
    }
}
