package dev.plumbline.collector.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks a running collector whether it is ready; needs no shell, wget or curl in an image. */
@Command(
        name = "health",
        description = "Asks a running collector how it is; exit code 0 where it is ready.",
        mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
    private static final int TIMEOUT_MILLIS = 2000;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "URL",
            description = "What is asked; default ${DEFAULT-VALUE}.",
            defaultValue = "http://127.0.0.1:12345/-/ready")
    private String url = "";

    @Override
    public Integer call() {
        return ask(url);
    }

    /** Asks, prints the answer, and returns the exit code. */
    static int ask(String url) {
        try {
            if (!(URI.create(url).toURL().openConnection() instanceof HttpURLConnection connection)) {
                System.err.println("expected an http address such as http://127.0.0.1:12345/-/ready, found " + url);
                return 2;
            }
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = body == null ? "" : new String(body.readNBytes(64 * 1024), StandardCharsets.UTF_8);
            System.out.print(text.isEmpty() ? "status " + status + "\n" : text);
            return status / 100 == 2 ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println("expected an http address such as http://127.0.0.1:12345/-/ready, found " + url);
            return 2;
        } catch (IOException e) {
            System.err.println("no collector answers at " + url + ": " + e.getMessage());
            return 1;
        }
    }
}
