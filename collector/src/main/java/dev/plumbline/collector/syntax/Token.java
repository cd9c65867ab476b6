package dev.plumbline.collector.syntax;

/**
 * One token.
 *
 * @param kind what it is
 * @param start offset of its first byte
 * @param text as written, quotes included; empty for operators
 */
record Token(Kind kind, int start, String text) {}
