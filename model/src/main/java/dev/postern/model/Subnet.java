package dev.postern.model;

/**
 * A block of IP addresses, RFC 4632.
 *
 * @param first the lowest address of it
 * @param bits of {@code first} that all have in common
 */
public record Subnet(Address first, int bits) {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /** {@code 10.10.1.0/24}; an address alone is a block of one. Null if it is none. */
    public static Subnet parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            Address first = Address.parse(address);
            if (!first.isIp()) return null;
            int most = first.kind() == Address.Kind.IPV4 ? IPV4_BITS : IPV6_BITS;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > most) return null;
            return new Subnet(lowest(first, bits), bits);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static Address lowest(Address a, int bits) {
        if (a.kind() == Address.Kind.IPV4) return Address.ipv4((int) (a.low() & mask(bits + IPV4_BITS)));
        return Address.ipv6(a.high() & mask(Math.min(bits, Long.SIZE)), a.low() & mask(Math.max(0, bits - Long.SIZE)));
    }

    /** The upper {@code bits} of 64. */
    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << Long.SIZE - bits;
    }

    public boolean contains(Address a) {
        return a.kind() == first.kind() && lowest(a, bits).equals(first);
    }

    @Override
    public String toString() {
        return first + "/" + bits;
    }
}
