package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoRegexException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Functions on regular expressions. What they compile is kept, since a template says the same on every line. */
final class SprigRegex {
    private static final int KEPT = 100;

    private final Map<String, GoRegex> compiled = new ConcurrentHashMap<>();

    private SprigRegex() {}

    static void addTo(Map<String, Function> all) {
        SprigRegex regexes = new SprigRegex();
        for (String must : new String[] {"r", "mustR"}) {
            Functions.add(all, must + "egexMatch", "ss", c -> regexes.matches(c, must.equals("r")));
            Functions.add(
                    all,
                    must + "egexFind",
                    "ss",
                    c -> regexes.of(c).find(c.text(1)).map(m -> m.group(0)).orElse(""));
            Functions.add(all, must + "egexFindAll", "ssi", c -> regexes.findAll(c));
            Functions.add(
                    all, must + "egexReplaceAll", "sss", c -> regexes.of(c).replaceAll(c.text(1), c.text(2)));
            Functions.add(
                    all,
                    must + "egexReplaceAllLiteral",
                    "sss",
                    c -> regexes.of(c).replaceAllLiteral(c.text(1), c.text(2)));
            Functions.add(all, must + "egexSplit", "ssi", c -> regexes.split(c));
        }
        Functions.add(all, "regexQuoteMeta", "s", c -> quoted(c.text(0)));
    }

    private GoRegex of(Call call) throws TemplateException {
        GoRegex known = compiled.get(call.text(0));
        if (known != null) {
            return known;
        }
        try {
            GoRegex regex = GoRegex.compile(call.text(0));
            if (compiled.size() < KEPT) {
                compiled.put(call.text(0), regex);
            }
            return regex;
        } catch (GoRegexException e) {
            throw new TemplateException("error parsing regexp: " + e.getMessage());
        }
    }

    private Object matches(Call call, boolean lenient) throws TemplateException {
        try {
            return of(call).matches(call.text(1));
        } catch (TemplateException e) {
            if (lenient) {
                return false;
            }
            throw e;
        }
    }

    private Object findAll(Call call) throws TemplateException {
        List<Object> found = new ArrayList<>();
        for (GoRegex.Match match : of(call).findAll(call.text(1))) {
            if (call.whole(2) >= 0 && found.size() >= call.whole(2)) {
                break;
            }
            found.add(match.group(0));
        }
        return found;
    }

    /** As Go's Regexp.Split: an empty match at the start splits nothing off. */
    private Object split(Call call) throws TemplateException {
        long most = call.whole(2);
        String text = call.text(1);
        if (most == 0) {
            return List.of();
        }
        GoRegex regex = of(call);
        if (!regex.source().isEmpty() && text.isEmpty()) {
            return List.of("");
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        int end = 0;
        for (GoRegex.Match match : regex.findAll(text)) {
            if (most > 0 && parts.size() == most - 1) {
                break;
            }
            end = match.start(0);
            if (match.end(0) != 0) {
                parts.add(text.substring(from, end));
            }
            from = match.end(0);
        }
        if (end != text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("\\.+*?()|[]{}^$".indexOf(text.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }
}
