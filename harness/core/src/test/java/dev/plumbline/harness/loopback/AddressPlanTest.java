package dev.plumbline.harness.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressPlanTest {
    @Test
    void no_port_is_one_that_a_system_gives_to_outgoing_connections() {
        for (int i = 0; i < 200; i++) {
            assertThat(AddressPlan.freePort()).isBetween(1_024, 32_767);
        }
    }

    @Test
    void ports_that_are_taken_are_passed_over() throws IOException {
        Set<Integer> taken = new HashSet<>();
        try (Held held = new Held()) {
            for (int i = 0; i < 300; i++) {
                int port = AddressPlan.freePort();
                assertThat(taken.add(port)).isTrue();
                held.take(port);
            }
        }
    }

    private static final class Held implements AutoCloseable {
        private final Set<ServerSocket> sockets = new HashSet<>();

        void take(int port) throws IOException {
            sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        }

        @Override
        public void close() throws IOException {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
