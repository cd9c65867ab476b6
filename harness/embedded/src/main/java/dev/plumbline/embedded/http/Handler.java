package dev.plumbline.embedded.http;

/** Answers one request. What it throws becomes a 500 with the message, and a line in the stand-in's log. */
@FunctionalInterface
public interface Handler {
    /** Answers. */
    Response handle(Request request);
}
