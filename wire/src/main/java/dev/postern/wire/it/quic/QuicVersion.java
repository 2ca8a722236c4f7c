package dev.postern.wire.it.quic;

import java.util.HexFormat;

/** The versions whose Initial packets can be read: RFC 9001 section 5.2, RFC 9369 section 3, draft-ietf-quic-tls-29 section 5.2. */
enum QuicVersion {
    V1(0x0000_0001, "1", "38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic "),
    V2(0x6B33_43CF, "2", "0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2 "),
    DRAFT_29(0xFF00_001D, "draft-29", "afbfec289993d24c9e9786f19c6111e04390a899", "quic ");

    final int number;
    final String label;
    /** Salt of the key derivation. */
    private final String saltHex;

    /** What stands before the names of key, iv and header protection in the derivation. */
    final String labelPrefix;

    QuicVersion(int number, String label, String saltHex, String labelPrefix) {
        this.number = number;
        this.label = label;
        this.saltHex = saltHex;
        this.labelPrefix = labelPrefix;
    }

    byte[] salt() {
        return HexFormat.of().parseHex(saltHex);
    }

    /** @return null if Initial packets of this version cannot be read */
    static QuicVersion of(int number) {
        return switch (number) {
            case 0x0000_0001 -> V1;
            case 0x6B33_43CF -> V2;
            case 0xFF00_001D -> DRAFT_29;
            default -> null;
        };
    }

    PacketType type(int firstOctet) {
        int bits = firstOctet >> 4 & 3;
        // Version 2 counts its types from Retry on, so that nothing between the ends grows used to the numbers.
        return PacketType.of(this == V2 ? bits + 3 & 3 : bits);
    }

    enum PacketType {
        INITIAL,
        ZERO_RTT,
        HANDSHAKE,
        RETRY;

        private static final PacketType[] ALL = values();

        private static PacketType of(int number) {
            return ALL[number];
        }
    }
}
