package dev.plumbline.embedded.prometheus.model;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Relabel rules, applied one after the other. */
public final class Relabeling {
    private final List<Rule> rules;

    /** What a rule does. */
    public enum Action {
        REPLACE,
        KEEP,
        DROP,
        KEEPEQUAL,
        DROPEQUAL,
        HASHMOD,
        LABELMAP,
        LABELDROP,
        LABELKEEP,
        LOWERCASE,
        UPPERCASE
    }

    /**
     * One rule.
     *
     * @param sources labels whose values are joined
     * @param separator stands between them
     * @param regex matched against the whole
     * @param modulus for {@code hashmod}
     * @param target label that is set
     * @param replacement template
     * @param action what is done
     */
    public record Rule(
            List<String> sources,
            String separator,
            Pattern regex,
            long modulus,
            String target,
            String replacement,
            Action action) {}

    /** Returns these rules. */
    public Relabeling(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads an action.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Action action(String name) {
        try {
            return Action.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("unknown relabel action " + GoText.quote(name), e);
        }
    }

    /**
     * Compiles an expression that must match the whole value.
     *
     * @throws IllegalArgumentException if it does not compile
     */
    public static Pattern pattern(String regex) {
        try {
            return Pattern.compile("^(?s:" + regex + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Applies the rules; empty if one of them drops the labels. */
    public Optional<Labels> apply(Labels labels) {
        Map<String, String> map = labels.toMap();
        for (Rule rule : rules) {
            if (!apply(rule, map)) {
                return Optional.empty();
            }
        }
        return Optional.of(Labels.of(map));
    }

    private static boolean apply(Rule rule, Map<String, String> labels) {
        String value = String.join(
                rule.separator(),
                rule.sources().stream().map(s -> labels.getOrDefault(s, "")).toList());
        String target = labels.getOrDefault(rule.target(), "");
        switch (rule.action()) {
            case REPLACE -> replace(rule, value, labels);
            case KEEP -> {
                return rule.regex().matcher(value).find();
            }
            case DROP -> {
                return !rule.regex().matcher(value).find();
            }
            case KEEPEQUAL -> {
                return target.equals(value);
            }
            case DROPEQUAL -> {
                return !target.equals(value);
            }
            case HASHMOD ->
                labels.put(rule.target(), Long.toString(Long.remainderUnsigned(hash(value), rule.modulus())));
            case LOWERCASE -> labels.put(rule.target(), value.toLowerCase(Locale.ROOT));
            case UPPERCASE -> labels.put(rule.target(), value.toUpperCase(Locale.ROOT));
            case LABELMAP ->
                new LinkedHashMap<>(labels).forEach((name, v) -> {
                    Matcher m = rule.regex().matcher(name);
                    if (m.find()) {
                        labels.put(Templates.expand(rule.replacement(), m), v);
                    }
                });
            case LABELDROP ->
                labels.keySet().removeIf(n -> rule.regex().matcher(n).find());
            case LABELKEEP ->
                labels.keySet().removeIf(n -> !rule.regex().matcher(n).find());
        }
        return true;
    }

    private static void replace(Rule rule, String value, Map<String, String> labels) {
        Matcher m = rule.regex().matcher(value);
        if (m.find()) {
            String target = Templates.expand(rule.target(), m);
            if (!target.isEmpty()) {
                labels.put(target, Templates.expand(rule.replacement(), m));
            }
        }
    }

    private static long hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest, 8, 8).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
