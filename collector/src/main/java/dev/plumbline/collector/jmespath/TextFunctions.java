package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.golang.GoText;
import dev.plumbline.collector.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The functions on strings. */
final class TextFunctions {
    private TextFunctions() {}

    /** Returns the result, or empty if this is no function on strings. */
    static Optional<Json> call(String name, Arguments a) throws JmesException {
        return Optional.ofNullable(
                switch (name) {
                    case "starts_with" -> new Json.Bool(a.count(2, 2).text(0).startsWith(a.text(1)));
                    case "ends_with" -> new Json.Bool(a.count(2, 2).text(0).endsWith(a.text(1)));
                    case "join" -> new Json.Text(String.join(a.count(2, 2).text(0), a.texts(1)));
                    case "lower" ->
                        new Json.Text(GoStrings.toLower(a.count(1, 1).text(0)));
                    case "upper" ->
                        new Json.Text(GoStrings.toUpper(a.count(1, 1).text(0)));
                    case "trim" -> trim(a.count(1, 2), true, true);
                    case "trim_left" -> trim(a.count(1, 2), true, false);
                    case "trim_right" -> trim(a.count(1, 2), false, true);
                    case "pad_left" -> new Json.Text(padding(a.count(2, 3)) + a.text(0));
                    case "pad_right" -> new Json.Text(a.count(2, 3).text(0) + padding(a));
                    case "replace" ->
                        new Json.Text(GoText.replace(
                                a.count(3, 4).text(0), a.text(1), a.text(2), a.size() > 3 ? a.positive(3) : -1));
                    case "split" -> split(a.count(2, 3));
                    case "find_first" -> find(a.count(2, 4), false);
                    case "find_last" -> find(a.count(2, 4), true);
                    default -> null;
                });
    }

    private static Json trim(Arguments a, boolean left, boolean right) throws JmesException {
        String cutset = a.size() > 1 ? a.text(1) : "";
        return new Json.Text(
                cutset.isEmpty()
                        ? GoText.trim(a.text(0), GoText::isSpace, left, right)
                        : GoText.trim(a.text(0), c -> cutset.indexOf(c) >= 0, left, right));
    }

    private static String padding(Arguments a) throws JmesException {
        String with = a.size() > 2 ? a.text(2) : " ";
        if (with.length() > 1) {
            throw new JmesException("pad: expected one character to pad with, found \"" + with + "\"");
        }
        int width = a.positive(1) - a.text(0).getBytes(StandardCharsets.UTF_8).length;
        return with.repeat(Math.max(0, Math.min(width, 1 << 20)));
    }

    private static Json split(Arguments a) throws JmesException {
        if (a.text(0).isEmpty()) {
            return new Json.Array(List.of());
        }
        return Functions.texts(GoText.split(a.text(0), a.text(1), a.size() > 2 ? a.positive(2) + 1 : -1));
    }

    private static Json find(Arguments a, boolean last) throws JmesException {
        String subject = a.text(0);
        String part = a.text(1);
        if (subject.isEmpty() || part.isEmpty()) {
            return Json.none();
        }
        int start = a.size() > 2 ? Math.max(0, a.whole(2)) : 0;
        int end = a.size() > 3 ? Math.min(a.whole(3), subject.length()) : subject.length();
        if (start > end) {
            return Json.none();
        }
        String within = subject.substring(start, end);
        int found = last ? within.lastIndexOf(part) : within.indexOf(part);
        return found < 0 ? Json.none() : new Json.Num(start + found);
    }
}
