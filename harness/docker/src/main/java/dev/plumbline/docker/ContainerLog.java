package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads the end of a container's log from the engine. */
final class ContainerLog {
    private static final int PATIENCE_SECONDS = 15;

    private ContainerLog() {}

    static String tail(DockerClient docker, String id, int lines) {
        Gatherer gatherer = new Gatherer();
        try {
            docker.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(gatherer)
                    .awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (DockerException e) {
            return "its log cannot be read: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return gatherer.text();
    }

    private static final class Gatherer extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            synchronized (bytes) {
                bytes.writeBytes(frame.getPayload());
            }
        }

        String text() {
            synchronized (bytes) {
                return bytes.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
