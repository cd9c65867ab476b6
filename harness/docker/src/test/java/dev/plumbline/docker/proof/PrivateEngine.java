package dev.plumbline.docker.proof;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A container engine of our own beside the machine's: own data, socket, bridge and containerd. It can be stopped and
 * killed without hurting anybody.
 */
final class PrivateEngine implements AutoCloseable {
    private static final String IMAGE = "plumbline-proof/busybox:1";
    private static final Deadline READY = Deadline.seconds(180).every(java.time.Duration.ofMillis(300));

    private final EngineFolder folder;
    private final Path evidence;
    private final Certificates certificates;
    private final String subnet;
    private int tlsPort;
    private Optional<Process> daemon = Optional.empty();

    private PrivateEngine(EngineFolder folder, Path evidence, Certificates certificates, String subnet) {
        this.folder = folder;
        this.evidence = evidence;
        this.certificates = certificates;
        this.subnet = subnet;
    }

    /**
     * Starts an engine, after removing what earlier runs have left behind.
     *
     * @param evidence folder for the daemon's log
     */
    static PrivateEngine start(Path evidence) throws IOException {
        Prerequisites.demand();
        EngineFolder.sweep();
        Files.createDirectories(evidence);
        EngineFolder folder = EngineFolder.own();
        Files.writeString(folder.path().resolve("daemon.json"), "{}\n");
        PrivateEngine engine = new PrivateEngine(
                folder, evidence, Certificates.make(folder.path().resolve("certificates")), Subnets.free());
        try {
            engine.makeBridge();
            engine.up();
            Busybox.load(engine, IMAGE);
            return engine;
        } catch (IOException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void makeBridge() {
        Command.run(List.of("ip", "link", "add", "name", folder.bridge(), "type", "bridge"));
        Command.run(List.of("ip", "address", "add", gateway() + "/24", "dev", folder.bridge()));
        Command.run(List.of("ip", "link", "set", folder.bridge(), "up"));
    }

    /** Starts the daemon and waits until it answers. */
    void up() throws IOException {
        tlsPort = freePort();
        List<String> command = new ArrayList<>(List.of("dockerd", "--log-level", "warn"));
        command.addAll(List.of("--config-file", folder.path() + "/daemon.json"));
        command.addAll(List.of("--data-root", folder.dataRoot().toString()));
        command.addAll(List.of("--exec-root", folder.path() + "/exec"));
        command.addAll(List.of("--pidfile", folder.path() + "/docker.pid"));
        command.addAll(List.of("--host", host()));
        command.addAll(List.of("--host", "tcp://127.0.0.1:" + tlsPort));
        command.addAll(certificates.daemonFlags());
        command.addAll(List.of("--bridge", folder.bridge()));
        command.addAll(List.of("--iptables=false", "--ip6tables=false", "--ip-masq=false", "--userland-proxy=false"));
        command.addAll(List.of("--containerd-namespace", folder.bridge()));
        command.addAll(List.of("--containerd-plugins-namespace", folder.bridge() + "-plugins"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        daemon = Optional.of(builder.start());
        READY.eventually("the private engine", () -> {
            if (!daemon.filter(Process::isAlive).isPresent()) {
                // It gives its own containerd no more than a few seconds, which a busy machine may need to start it.
                daemon = Optional.of(builder.start());
            }
            Command.Result info = Command.attempt(docker("version", "--format", "{{.Server.Version}}"));
            return info.code() == 0
                    ? Seen.enough(info.out().strip())
                    : Seen.notYet(info.err() + "; the daemon's log is " + log());
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path log() {
        return evidence.resolve("dockerd.log");
    }

    /** Ends the daemon, and with it its containers, in good order. */
    void down() {
        end(false);
    }

    /** Kills the daemon. */
    void kill() {
        end(true);
    }

    private void end(boolean forcibly) {
        Process process = daemon.orElseThrow(() -> new IllegalStateException("the engine was not started"));
        ProcessHandle handle = process.toHandle();
        boolean unused = forcibly ? handle.destroyForcibly() : handle.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String host() {
        return "unix://" + folder.socket();
    }

    Path socket() {
        return folder.socket();
    }

    Path dataRoot() {
        return folder.dataRoot();
    }

    int tlsPort() {
        return tlsPort;
    }

    Certificates certificates() {
        return certificates;
    }

    /** Returns the address under which containers reach this machine. */
    String gateway() {
        return subnet + ".1";
    }

    String image() {
        return IMAGE;
    }

    /** Runs Docker's client against this engine and returns what it wrote. */
    String run(String... arguments) {
        return Command.run(docker(arguments)).strip();
    }

    /** Runs Docker's client, which may fail. */
    Command.Result attempt(String... arguments) {
        return Command.attempt(docker(arguments));
    }

    List<String> docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "--host", host()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws IOException {
        if (daemon.isPresent()) {
            down();
        }
        folder.remove();
    }
}
