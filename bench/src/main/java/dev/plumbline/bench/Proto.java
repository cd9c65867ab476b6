package dev.plumbline.bench;

/** Walks over the fields of one protobuf message; knows numbers and what has a length. */
final class Proto {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private long number;
    private int from;
    private int length;

    Proto(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field; false at the end. */
    boolean next() {
        if (at >= end) {
            return false;
        }
        int tag = (int) varint();
        field = tag >>> 3;
        switch (tag & 7) {
            case 0 -> number = varint();
            case 2 -> {
                length = (int) varint();
                from = at;
                at += length;
            }
            default -> throw new IllegalStateException("a push holds no field of type " + (tag & 7));
        }
        return true;
    }

    int field() {
        return field;
    }

    long number() {
        return number;
    }

    int length() {
        return length;
    }

    Proto inner() {
        return new Proto(bytes, from, from + length);
    }

    private long varint() {
        long value = 0;
        int shift = 0;
        byte b;
        do {
            b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            shift += 7;
        } while (b < 0);
        return value;
    }
}
