package dev.plumbline.docker.proof;

/** A container by its id and its name. */
record Container(String id, String name) {}
