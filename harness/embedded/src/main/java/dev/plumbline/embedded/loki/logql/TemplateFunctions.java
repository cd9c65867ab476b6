package dev.plumbline.embedded.loki.logql;

import static dev.plumbline.embedded.gotemplate.Function.Kind.ANY;
import static dev.plumbline.embedded.gotemplate.Function.Kind.INT;
import static dev.plumbline.embedded.gotemplate.Function.Kind.STRING;
import static dev.plumbline.embedded.gotemplate.Function.Kind.TIME;

import dev.plumbline.embedded.gotemplate.Function;
import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoTime;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of Loki's templates: its own, and those that it takes from the sprig library. */
final class TemplateFunctions {
    private String line = "";
    private long timestamp;

    /** Says which entry {@code __line__} and {@code __timestamp__} speak of. */
    void at(Line current) {
        line = current.text();
        timestamp = current.timestamp();
    }

    Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>(TextFunctions.all());
        all.putAll(NumberFunctions.all());
        all.putAll(TimeFunctions.all());
        all.put("__line__", Function.of(a -> line));
        all.put("__timestamp__", Function.of(a -> GoTime.ofNanos(timestamp)));
        all.put("bytes", Function.of(a -> number(() -> Units.unsigned(Units.bytes(text(a, 0)))), STRING));
        all.put("duration", Function.of(a -> number(() -> GoDuration.parse(text(a, 0)) / 1e9), STRING));
        all.put("duration_seconds", Function.of(a -> number(() -> GoDuration.parse(text(a, 0)) / 1e9), STRING));
        all.put("default", Function.variadic(TemplateFunctions::orElse, ANY, ANY));
        all.put("unixEpochMillis", Function.of(a -> String.valueOf(((GoTime) a.getFirst()).nanos() / 1_000_000), TIME));
        all.put("unixEpochNanos", Function.of(a -> String.valueOf(((GoTime) a.getFirst()).nanos()), TIME));
        all.put("alignLeft", Function.of(a -> Aligned.left((long) a.get(0), text(a, 1)), INT, STRING));
        all.put("alignRight", Function.of(a -> Aligned.right((long) a.get(0), text(a, 1)), INT, STRING));
        return all;
    }

    static String text(List<Object> arguments, int index) {
        return (String) arguments.get(index);
    }

    @FunctionalInterface
    private interface Conversion {
        double convert();
    }

    private static Object number(Conversion conversion) throws TemplateException {
        try {
            return conversion.convert();
        } catch (NumberFormatException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    private static Object orElse(List<Object> arguments) {
        Object given = arguments.size() < 2 ? "" : arguments.get(1);
        return NumberFunctions.empty(given) ? arguments.getFirst() : given;
    }
}
