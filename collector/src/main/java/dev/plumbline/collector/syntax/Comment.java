package dev.plumbline.collector.syntax;

/**
 * One comment.
 *
 * @param text as written, without carriage returns
 * @param first offset of its first byte
 */
public record Comment(String text, int first) {}
