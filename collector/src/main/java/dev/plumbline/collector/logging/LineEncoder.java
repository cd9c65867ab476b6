package dev.plumbline.collector.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes an event as one line. A stack trace is never written: the message says what matters. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private final LogFormat format;

    LineEncoder(LogFormat format) {
        this.format = format;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String logger = event.getLoggerName();
        String name = logger.substring(logger.lastIndexOf('.') + 1);
        String level = event.getLevel().toString().toLowerCase(Locale.ROOT);
        String time = event.getInstant().toString();
        String line = switch (format) {
            case LOGFMT ->
                "ts=" + time + " level=" + level + " logger=" + name + " msg=" + quoted(event.getFormattedMessage());
            case JSON ->
                "{\"ts\":\"" + time + "\",\"level\":\"" + level + "\",\"logger\":" + json(name) + ",\"msg\":"
                        + json(event.getFormattedMessage()) + "}";
        };
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return text.matches("[\\w./:+-]+") ? text : json(text);
    }

    static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
