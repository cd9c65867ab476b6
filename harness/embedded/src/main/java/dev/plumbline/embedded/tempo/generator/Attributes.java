package dev.plumbline.embedded.tempo.generator;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Attributes as label values. */
final class Attributes {
    private Attributes() {}

    static Optional<String> text(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(a -> a.getKey().equals(key))
                .map(a -> text(a.getValue()))
                .findFirst();
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE ->
                new java.math.BigDecimal(Double.toString(value.getDoubleValue()))
                        .stripTrailingZeros()
                        .toPlainString();
            default -> "";
        };
    }

    static String label(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }

    /** Returns the trace id in hexadecimal without leading zeros. */
    static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray()).replaceFirst("^0+", "");
    }
}
