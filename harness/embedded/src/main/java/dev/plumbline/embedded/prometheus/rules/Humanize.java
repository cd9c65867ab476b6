package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.model.GoText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and strings written for people, as Prometheus' template functions do. */
final class Humanize {
    private static final int DIGITS = 4;

    private Humanize() {}

    static String decimal(double v) {
        if (v == 0 || !Double.isFinite(v)) {
            return GoText.general(v, DIGITS);
        }
        String prefixes = Math.abs(v) >= 1 ? "kMGTPEZY" : "mμnpfazy";
        double rest = v;
        String prefix = "";
        for (int i = 0; i < prefixes.length(); i++) {
            if (Math.abs(v) >= 1 ? Math.abs(rest) < 1000 : Math.abs(rest) >= 1) {
                break;
            }
            prefix = prefixes.substring(i, i + 1);
            rest = Math.abs(v) >= 1 ? rest / 1000 : rest * 1000;
        }
        return GoText.general(rest, DIGITS) + prefix;
    }

    static String binary(double v) {
        if (Math.abs(v) <= 1 || !Double.isFinite(v)) {
            return GoText.general(v, DIGITS);
        }
        double rest = v;
        String prefix = "";
        for (String p : List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi")) {
            if (Math.abs(rest) < 1024) {
                break;
            }
            prefix = p;
            rest /= 1024;
        }
        return GoText.general(rest, DIGITS) + prefix;
    }

    static String percentage(double v) {
        return GoText.general(v * 100, DIGITS) + "%";
    }

    static String duration(double v) {
        if (!Double.isFinite(v)) {
            return GoText.general(v, DIGITS);
        }
        double abs = Math.abs(v);
        if (v == 0) {
            return "0s";
        }
        if (abs < 1) {
            return decimal(v) + "s";
        }
        String sign = v < 0 ? "-" : "";
        long whole = (long) abs;
        long minutes = whole / 60 % 60;
        long hours = whole / 3600 % 24;
        long days = whole / 86_400;
        if (days != 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + whole % 60 + "s";
        }
        if (hours != 0) {
            return sign + hours + "h " + minutes + "m " + whole % 60 + "s";
        }
        if (minutes != 0) {
            return sign + minutes + "m " + whole % 60 + "s";
        }
        return sign + GoText.general(abs, DIGITS) + "s";
    }

    static String title(String s) {
        return Pattern.compile("\\b\\w").matcher(s).replaceAll(m -> m.group().toUpperCase(Locale.ROOT));
    }

    /** Formats with {@code %s %v %q %d %g %f %e}, widths and precisions. */
    static String printf(String format, List<Object> args) {
        int[] next = {0};
        return Pattern.compile("%([-+0 #]*[0-9]*)(\\.[0-9]+)?([a-zA-Z%])")
                .matcher(format)
                .replaceAll(m -> {
                    if (m.group(3).equals("%")) {
                        return "%";
                    }
                    if (next[0] >= args.size()) {
                        return Matcher.quoteReplacement("%!" + m.group(3) + "(MISSING)");
                    }
                    Object arg = args.get(next[0]++);
                    String precision = m.group(2) == null ? "" : m.group(2);
                    String width = m.group(1);
                    String text = switch (m.group(3)) {
                        case "f", "e" -> String.format(Locale.ROOT, "%" + precision + m.group(3), number(arg));
                        case "g" ->
                            precision.isEmpty()
                                    ? GoText.general(number(arg))
                                    : GoText.general(number(arg), Integer.parseInt(precision.substring(1)));
                        case "q" -> GoText.quote(String.valueOf(arg));
                        default -> arg instanceof Double d ? GoText.general(d) : String.valueOf(arg);
                    };
                    String padded =
                            width.matches("-?[1-9][0-9]*") ? String.format(Locale.ROOT, "%" + width + "s", text) : text;
                    return Matcher.quoteReplacement(padded);
                });
    }

    private static double number(Object v) {
        return v instanceof Double d ? d : Double.parseDouble(String.valueOf(v));
    }
}
