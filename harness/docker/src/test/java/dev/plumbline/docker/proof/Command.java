package dev.plumbline.docker.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. What they write is kept byte by byte: one character stands for one byte. */
final class Command {
    private static final long MINUTES = 5;

    private Command() {}

    /** What a program left behind. */
    record Result(int code, String out, String err) {}

    /**
     * Runs a program and returns what it wrote.
     *
     * @throws IllegalStateException with what it said, if it fails
     */
    static String run(List<String> command) {
        Result result = attempt(command);
        if (result.code() != 0) {
            throw new IllegalStateException("expected " + String.join(" ", command) + " to succeed, it ended with code "
                    + result.code() + ": " + result.err().strip() + result.out().strip());
        }
        return result.out();
    }

    /** Runs a program that may fail. */
    static Result attempt(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            CompletableFuture<String> out = reading(process.getInputStream());
            CompletableFuture<String> err = reading(process.getErrorStream());
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " did not end within " + MINUTES + " min");
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    private static CompletableFuture<String> reading(InputStream in) {
        CompletableFuture<String> all = new CompletableFuture<>();
        Thread.ofVirtual().name("output").start(() -> {
            try (in) {
                all.complete(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                all.completeExceptionally(e);
            }
        });
        return all;
    }
}
