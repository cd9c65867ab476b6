package dev.plumbline.bench;

/**
 * What starting took.
 *
 * @param how what was started
 * @param readySeconds from the start of the process until {@code /-/ready} says so
 * @param cpuSeconds what it had used by then
 * @param idleMegabytes what it has resident ten seconds later, with one container that writes nothing
 */
record Start(String how, double readySeconds, double cpuSeconds, double idleMegabytes) {}
