package dev.plumbline.collector.convert;

/** Says why a Promtail configuration cannot be read at all. */
final class ConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConversionException(String message) {
        super(message);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
