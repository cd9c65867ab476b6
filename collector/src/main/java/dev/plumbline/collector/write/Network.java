package dev.plumbline.collector.write;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of IPv4 addresses, such as {@code 10.0.0.0/8}. */
record Network(int address, int mask) {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    static Optional<Network> of(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2 || !parts[1].matches("\\d|[12]\\d|3[0-2]")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(parts[1]);
        int mask = bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
        return address(parts[0]).map(a -> new Network(a & mask, mask));
    }

    boolean holds(String host) {
        return address(host).filter(a -> (a & mask) == address).isPresent();
    }

    private static Optional<Integer> address(String text) {
        Matcher matcher = V4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                return Optional.empty();
            }
            address = address << 8 | part;
        }
        return Optional.of(address);
    }
}
