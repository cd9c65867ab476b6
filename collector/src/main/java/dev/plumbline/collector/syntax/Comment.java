package dev.plumbline.collector.syntax;

/**
 * One comment.
 *
 * @param text as written, without carriage returns
 * @param first offset of its first byte
 * @param startsGroup whether a token or an empty line stands before it
 */
public record Comment(String text, int first, boolean startsGroup) {}
