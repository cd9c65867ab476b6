package dev.plumbline.harness.stack;

/**
 * Names one container.
 *
 * @param id all 64 hexadecimal digits
 * @param name without the leading slash
 */
public record ContainerIdentity(String id, String name) {}
