package dev.plumbline.embedded.loki.logql;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds IP addresses in text that are one address, in a range, or in a network. */
final class AddressMatcher {
    private static final String V4 = "0123456789.";
    private static final String V6 = "0123456789abcdefABCDEF:.";
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private record Address(int bits, BigInteger value) {}

    private final int bits;
    private final BigInteger first;
    private final BigInteger last;

    private AddressMatcher(int bits, BigInteger first, BigInteger last) {
        this.bits = bits;
        this.first = first;
        this.last = last;
    }

    /**
     * Reads an address, {@code address/bits} or {@code from-to}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static AddressMatcher of(String pattern) {
        Optional<Address> single = address(pattern);
        if (single.isPresent()) {
            return new AddressMatcher(
                    single.get().bits(), single.get().value(), single.get().value());
        }
        return network(pattern)
                .or(() -> range(pattern))
                .orElseThrow(() -> new IllegalArgumentException(
                        "ip: invalid pattern: " + dev.plumbline.embedded.gotemplate.GoStrings.quote(pattern)));
    }

    private static Optional<AddressMatcher> network(String pattern) {
        int slash = pattern.lastIndexOf('/');
        if (slash < 0 || !pattern.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
            return Optional.empty();
        }
        int length = Integer.parseInt(pattern.substring(slash + 1));
        return address(pattern.substring(0, slash))
                .filter(a -> length <= a.bits())
                .map(a -> {
                    int rest = a.bits() - length;
                    BigInteger low = a.value().shiftRight(rest).shiftLeft(rest);
                    BigInteger size = BigInteger.ONE.shiftLeft(rest);
                    return new AddressMatcher(a.bits(), low, low.add(size).subtract(BigInteger.ONE));
                });
    }

    private static Optional<AddressMatcher> range(String pattern) {
        int dash = pattern.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        return address(pattern.substring(0, dash))
                .flatMap(from -> address(pattern.substring(dash + 1))
                        .filter(to -> to.bits() == from.bits() && from.value().compareTo(to.value()) <= 0)
                        .map(to -> new AddressMatcher(from.bits(), from.value(), to.value())));
    }

    private static Optional<Address> address(String text) {
        boolean v6 = text.indexOf(':') >= 0;
        if (v6 ? !v6(text) : !DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            // a v4 address written as a v6 one is still a v6 one for Go
            return Optional.of(
                    new Address(v6 ? 128 : 32, new BigInteger(1, v6 && bytes.length == 4 ? mapped(bytes) : bytes)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static byte[] mapped(byte[] v4) {
        byte[] out = new byte[16];
        out[10] = -1;
        out[11] = -1;
        System.arraycopy(v4, 0, out, 12, 4);
        return out;
    }

    private static boolean v6(String text) {
        return text.chars().allMatch(c -> V6.indexOf(c) >= 0);
    }

    /** Tells whether an address that matches stands somewhere in the text. */
    boolean foundIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            String charset = hint(text, i);
            if (charset.isEmpty()) {
                continue;
            }
            int end = i;
            while (end < text.length() && charset.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            if (address(text.substring(i, end)).filter(this::contains).isPresent()) {
                return true;
            }
            // the character after what was no address is passed over too, as Loki's loop does
            i = end;
        }
        return false;
    }

    private boolean contains(Address address) {
        return address.bits() == bits
                && first.compareTo(address.value()) <= 0
                && address.value().compareTo(last) <= 0;
    }

    private static String hint(String s, int i) {
        if (i + 3 < s.length()
                && Character.isDigit(s.charAt(i))
                && (s.charAt(i + 1) == '.' || s.charAt(i + 2) == '.' || s.charAt(i + 3) == '.')) {
            return V4;
        }
        if (i + 4 >= s.length()) {
            return "";
        }
        if (s.charAt(i) == ':') {
            return s.charAt(i + 1) == ':' && hex(s.charAt(i + 2)) ? V6 : "";
        }
        for (int k = 0; k < 4; k++) {
            if (!hex(s.charAt(i + k))) {
                return "";
            }
            if (s.charAt(i + k + 1) == ':') {
                return V6;
            }
        }
        return "";
    }

    private static boolean hex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
