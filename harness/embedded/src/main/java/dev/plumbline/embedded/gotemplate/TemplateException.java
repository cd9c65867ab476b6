package dev.plumbline.embedded.gotemplate;

import java.io.Serial;

/** A template does not parse, or fails while it runs; the message is worded and placed as Go words and places it. */
public final class TemplateException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public TemplateException(String message) {
        super(message);
    }
}
