package dev.plumbline.collector.template;

/** Says that a template cannot be parsed or filled; made without a stack trace. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message, null, false, false);
    }
}
