package dev.plumbline.embedded.loki.logql;

import static dev.plumbline.embedded.gotemplate.Function.Kind.INT;
import static dev.plumbline.embedded.gotemplate.Function.Kind.STRING;
import static dev.plumbline.embedded.loki.logql.TemplateFunctions.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import dev.plumbline.embedded.gotemplate.Function;
import dev.plumbline.embedded.gotemplate.JsonValues;
import dev.plumbline.embedded.gotemplate.TemplateException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Template functions on text. */
final class TextFunctions {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TextFunctions() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        trimming(all);
        searching(all);
        for (String name : List.of("ToLower", "lower")) {
            all.put(name, Function.of(a -> text(a, 0).toLowerCase(Locale.ROOT), STRING));
        }
        for (String name : List.of("ToUpper", "upper")) {
            all.put(name, Function.of(a -> text(a, 0).toUpperCase(Locale.ROOT), STRING));
        }
        all.put("title", Function.of(a -> title(text(a, 0)), STRING));
        all.put("trunc", Function.of(a -> Cuts.trunc((long) a.get(0), text(a, 1)), INT, STRING));
        all.put(
                "substr",
                Function.of(a -> Cuts.substr((long) a.get(0), (long) a.get(1), text(a, 2)), INT, INT, STRING));
        all.put("indent", Function.of(a -> indent((long) a.get(0), text(a, 1)), INT, STRING));
        all.put("nindent", Function.of(a -> "\n" + indent((long) a.get(0), text(a, 1)), INT, STRING));
        all.put("repeat", Function.of(a -> repeat((long) a.get(0), text(a, 1)), INT, STRING));
        all.put("replace", Function.of(a -> text(a, 2).replace(text(a, 0), text(a, 1)), STRING, STRING, STRING));
        all.put("Replace", Function.of(TextFunctions::replaceSome, STRING, STRING, STRING, INT));
        all.put("urlencode", Function.of(a -> encoded(text(a, 0)), STRING));
        all.put("urldecode", Function.of(a -> decoded(text(a, 0)), STRING));
        all.put(
                "b64enc",
                Function.of(
                        a -> Base64.getEncoder().encodeToString(text(a, 0).getBytes(StandardCharsets.UTF_8)), STRING));
        all.put("b64dec", Function.of(a -> b64dec(text(a, 0)), STRING));
        all.put("fromJson", Function.of(a -> json(text(a, 0)), STRING));
        return all;
    }

    private static void trimming(Map<String, Function> all) {
        all.put("TrimSpace", Function.of(a -> text(a, 0).strip(), STRING));
        all.put("trim", Function.of(a -> text(a, 0).strip(), STRING));
        all.put("Trim", Function.of(a -> Cuts.trim(text(a, 0), text(a, 1), true, true), STRING, STRING));
        all.put("trimAll", Function.of(a -> Cuts.trim(text(a, 1), text(a, 0), true, true), STRING, STRING));
        all.put("TrimLeft", Function.of(a -> Cuts.trim(text(a, 0), text(a, 1), true, false), STRING, STRING));
        all.put("TrimRight", Function.of(a -> Cuts.trim(text(a, 0), text(a, 1), false, true), STRING, STRING));
        all.put("TrimPrefix", Function.of(a -> Cuts.withoutPrefix(text(a, 0), text(a, 1)), STRING, STRING));
        all.put("TrimSuffix", Function.of(a -> Cuts.withoutSuffix(text(a, 0), text(a, 1)), STRING, STRING));
        all.put("trimPrefix", Function.of(a -> Cuts.withoutPrefix(text(a, 1), text(a, 0)), STRING, STRING));
        all.put("trimSuffix", Function.of(a -> Cuts.withoutSuffix(text(a, 1), text(a, 0)), STRING, STRING));
    }

    private static void searching(Map<String, Function> all) {
        all.put("contains", Function.of(a -> text(a, 1).contains(text(a, 0)), STRING, STRING));
        all.put("hasPrefix", Function.of(a -> text(a, 1).startsWith(text(a, 0)), STRING, STRING));
        all.put("hasSuffix", Function.of(a -> text(a, 1).endsWith(text(a, 0)), STRING, STRING));
        all.put("regexReplaceAll", Function.of(a -> replaceAll(a, true), STRING, STRING, STRING));
        all.put("regexReplaceAllLiteral", Function.of(a -> replaceAll(a, false), STRING, STRING, STRING));
        all.put("count", Function.of(a -> count(regex(text(a, 0)), text(a, 1)), STRING, STRING));
    }

    private static Pattern regex(String regex) throws TemplateException {
        try {
            return Regexps.compile(regex, LogQlException::bad);
        } catch (LogQlException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    private static Object replaceAll(List<Object> a, boolean expands) throws TemplateException {
        com.google.re2j.Matcher m = regex(text(a, 0)).matcher(text(a, 1));
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (m.find()) {
            out.append(text(a, 1), at, m.start());
            out.append(expands ? GoExpansion.expand(text(a, 2), m) : text(a, 2));
            at = m.end();
        }
        return out.append(text(a, 1), at, text(a, 1).length()).toString();
    }

    private static long count(Pattern pattern, String text) {
        com.google.re2j.Matcher m = pattern.matcher(text);
        long n = 0;
        while (m.find()) {
            n++;
        }
        return n;
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        int[] before = {' '};
        text.codePoints().forEach(c -> {
            boolean starts = !Character.isLetterOrDigit(before[0]) && before[0] != '_';
            out.appendCodePoint(starts ? Character.toTitleCase(c) : c);
            before[0] = c;
        });
        return out.toString();
    }

    private static String indent(long spaces, String text) {
        String pad = " ".repeat((int) Math.max(0, spaces));
        return pad + text.replace("\n", "\n" + pad);
    }

    private static Object repeat(long count, String text) throws TemplateException {
        if (count < 0) {
            throw new TemplateException("strings: negative Repeat count");
        }
        return text.repeat((int) Math.min(count, 1_000_000));
    }

    private static Object replaceSome(List<Object> a) {
        String text = text(a, 0);
        String old = text(a, 1);
        long most = (long) a.get(3);
        if (most < 0) {
            return text.replace(old, text(a, 2));
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (long n = 0; n < most && at <= text.length(); n++) {
            int found = text.indexOf(old, old.isEmpty() && n > 0 ? at + 1 : at);
            if (found < 0) {
                break;
            }
            out.append(text, at, found).append(text(a, 2));
            at = found + old.length();
        }
        return out.append(text, Math.min(at, text.length()), text.length()).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Object decoded(String text) throws TemplateException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            java.util.regex.Matcher m =
                    java.util.regex.Pattern.compile("%(?![0-9a-fA-F]{2}).{0,2}").matcher(text);
            throw new TemplateException("invalid URL escape \"" + (m.find() ? m.group() : "%") + "\"");
        }
    }

    private static Object b64dec(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            java.util.regex.Matcher m =
                    java.util.regex.Pattern.compile("[^A-Za-z0-9+/]").matcher(text);
            return "illegal base64 data at input byte " + (m.find() ? m.start() : Math.max(0, text.length() / 4 * 4));
        }
    }

    private static Object json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return JsonValues.of(node);
        } catch (JsonProcessingException e) {
            return JsonValues.none();
        }
    }
}
