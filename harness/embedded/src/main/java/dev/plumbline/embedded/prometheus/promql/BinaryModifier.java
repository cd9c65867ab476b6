package dev.plumbline.embedded.prometheus.promql;

/**
 * What stands between an operator and its right operand.
 *
 * @param matching how series are paired
 * @param bool whether a comparison gives 0 or 1 instead of leaving out
 * @param fill whether values for missing series are given, which is experimental
 */
record BinaryModifier(Matching matching, boolean bool, boolean fill) {}
