package dev.plumbline.collector.relabel;

import dev.plumbline.collector.golang.GoRegex;
import dev.plumbline.collector.golang.GoStrings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One rule.
 *
 * @param sources labels whose values are joined by the separator and matched
 * @param regex matched against the whole of that
 * @param modulus of {@code hashmod}, unsigned
 */
record Rule(
        Action action,
        List<String> sources,
        String separator,
        GoRegex regex,
        long modulus,
        String target,
        String replacement) {

    /**
     * Applies the rule in place.
     *
     * @return whether the label set is kept
     */
    boolean apply(SortedMap<String, String> labels) {
        String value = joined(labels);
        return switch (action) {
            case DROP -> !regex.matches(value);
            case KEEP -> regex.matches(value);
            case DROPEQUAL -> !labels.getOrDefault(target, "").equals(value);
            case KEEPEQUAL -> labels.getOrDefault(target, "").equals(value);
            case REPLACE -> replace(labels, value);
            case LOWERCASE -> set(labels, target, GoStrings.toLower(value));
            case UPPERCASE -> set(labels, target, GoStrings.toUpper(value));
            case HASHMOD -> set(labels, target, Long.toUnsignedString(Long.remainderUnsigned(hash(value), modulus)));
            case LABELMAP -> map(labels);
            case LABELDROP -> remove(labels, regex::matches);
            case LABELKEEP -> remove(labels, name -> !regex.matches(name));
        };
    }

    private static boolean remove(Map<String, String> labels, Predicate<String> which) {
        labels.keySet().removeIf(which);
        return true;
    }

    private String joined(Map<String, String> labels) {
        if (sources.size() == 1) {
            return labels.getOrDefault(sources.getFirst(), "");
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            value.append(i == 0 ? "" : separator).append(labels.getOrDefault(sources.get(i), ""));
        }
        return value.toString();
    }

    private boolean replace(SortedMap<String, String> labels, String value) {
        regex.find(value).ifPresent(match -> {
            String name = match.expand(target);
            if (LabelName.isValid(name)) {
                set(labels, name, match.expand(replacement));
            }
        });
        return true;
    }

    private boolean map(SortedMap<String, String> labels) {
        new TreeMap<>(labels).forEach((name, value) -> {
            if (regex.matches(name)) {
                set(labels, regex.replaceAll(name, replacement), value);
            }
        });
        return true;
    }

    /** An empty value is the same as no label. */
    private static boolean set(SortedMap<String, String> labels, String name, String value) {
        if (value.isEmpty()) {
            labels.remove(name);
        } else {
            labels.put(name, value);
        }
        return true;
    }

    /** The last eight bytes of the MD5, big endian, as Prometheus has it. */
    private static long hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOfRange(digest, 8, 16)).longValue();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
