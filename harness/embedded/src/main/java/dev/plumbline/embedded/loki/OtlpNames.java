package dev.plumbline.embedded.loki;

/** Makes label names of attribute names, as OpenTelemetry's translator for Prometheus does. */
final class OtlpNames {
    private OtlpNames() {}

    static String label(String name) {
        if (name.isEmpty()) {
            throw new ApiError(400, "symbolizer lookup: label name is empty");
        }
        boolean reserved = name.length() >= 4 && name.startsWith("__") && name.endsWith("__");
        String inner = reserved ? name.substring(2, name.length() - 2) : name;
        StringBuilder out = new StringBuilder();
        inner.codePoints().forEach(c -> {
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain) {
                out.append((char) c);
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != '_') {
                out.append('_');
            }
        });
        String result = reserved ? "__" + out + "__" : out.toString();
        if (Character.isDigit(result.charAt(0))) {
            result = "key_" + result;
        }
        if (result.chars().allMatch(c -> c == '_')) {
            throw new ApiError(
                    500, "normalization for label name \"" + name + "\" resulted in invalid name \"" + result + "\"");
        }
        return result;
    }
}
