package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.json.Json;
import java.util.Optional;

/** {@code stage.luhn}: hides numbers that pass Luhn's check, such as card numbers. */
final class LuhnStage implements Change {
    private static final int SHORTEST = 13;

    private final String replacement;
    private final Optional<String> source;
    private final int shortest;
    private final String delimiters;

    private LuhnStage(String replacement, Optional<String> source, int shortest, String delimiters) {
        this.replacement = replacement;
        this.source = source;
        this.shortest = shortest;
        this.delimiters = delimiters;
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        Optional<String> source = block.source();
        String replacement = arguments.text("replacement", "");
        long shortest = arguments.whole("min_length", 0);
        return block.sound()
                ? Optional.of(new LuhnStage(
                        replacement.isEmpty() ? "**REDACTED**" : replacement,
                        source,
                        shortest < 1 ? SHORTEST : (int) Math.min(shortest, Integer.MAX_VALUE),
                        arguments.text("delimiters", "")))
                : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        if (source.isEmpty()) {
            draft.line(hidden(draft.line()));
        } else if (draft.extracted().get(source.get()) instanceof Json.Text text) {
            draft.line(hidden(text.value()));
        }
    }

    private String hidden(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!Character.isDigit(c)) {
                out.appendCodePoint(c);
                at += Character.charCount(c);
                continue;
            }
            int end = end(text, at);
            out.append(replaced(text.substring(at, end)));
            at = end;
        }
        return out.toString();
    }

    /** Returns where a number that begins here ends, the delimiters inside and right after it included. */
    private int end(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!Character.isDigit(c) && delimiters.indexOf(c) < 0) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private String replaced(String written) {
        StringBuilder digits = new StringBuilder();
        int width = 0;
        int last = 0;
        for (int at = 0; at < written.length(); at += Character.charCount(last)) {
            last = written.codePointAt(at);
            if (Character.isDigit(last)) {
                digits.appendCodePoint(last);
                width += last < 0x80 ? 1 : last < 0x800 ? 2 : last < 0x10000 ? 3 : 4;
            }
        }
        if (width < shortest || !valid(digits.toString())) {
            return written;
        }
        return Character.isDigit(last) ? replacement : replacement + Character.toString(last);
    }

    /** Only ASCII digits that fit 64 bits count, as the number is read into a machine word. */
    private static boolean valid(String digits) {
        long number;
        try {
            number = digits.chars().allMatch(c -> c <= '9') ? Long.parseLong(digits) : -1;
        } catch (NumberFormatException e) {
            return false;
        }
        long sum = number % 10;
        boolean twice = true;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            long digit = twice ? rest % 10 * 2 : rest % 10;
            sum += digit > 9 ? digit - 9 : digit;
            twice = !twice;
        }
        return number >= 0 && sum % 10 == 0;
    }
}
