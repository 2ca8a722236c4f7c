package dev.postern.wire.it;

import dev.postern.wire.Bench;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One well-formed message of each protocol here, written from its specification. */
public final class Samples {
    /** PLC1.example.com A? answered by a CNAME to b.example.com and 10.0.0.7. */
    public static final byte[] DNS_ANSWER = Bench.hex("""
            1234 8180 0001 0002 0000 0000
            04 504C4331 07 6578616D706C65 03 636F6D 00  0001 0001
            C00C 0005 0001 0000012C 0004  01 62 C011
            C02E 0001 0001 0000003C 0004  0A000007
            """);

    /** version.bind TXT CH over TCP. */
    public static final byte[] DNS_TCP_QUERY = Bench.hex("""
            001E
            0007 0100 0001 0000 0000 0000
            07 76657273696F6E 04 62696E64 00  0010 0003
            """);

    /** hmi.local is 10.0.0.1, with a device model. */
    public static final byte[] MDNS_ANNOUNCEMENT = Bench.hex("""
            0000 8400 0000 0002 0000 0000
            03 686D69 05 6C6F63616C 00  0001 8001 00000078 0004  0A000001
            C00C 0010 8001 00001194 000C  0B 6D6F64656C3D 4B54503730
            """);

    /** Registration of PLC1<20> at 10.0.0.1, unique. */
    public static final byte[] NBNS_REGISTRATION = Bench.hex("""
            8F01 2910 0001 0000 0000 0001
            20 4641454D454444424341434143414341434143414341434143414341434143 41 00  0020 0001
            C00C 0020 0001 000493E0 0006 0000 0A000001
            """);

    /** Answer at stratum 2, version 4. */
    public static final byte[] NTP_SERVER = Bench.hex("""
            24 02 06 EC 00000A00 00000B00 C0A80001
            E1A2B3C4 00000000  E1A2B3C5 11111111  E1A2B3C5 22222222  E1A2B3C5 33333333
            """);

    public static final byte[] LLDP = Bench.hex("""
            0207 04 001B1B010203
            0409 07 706F72742D303031
            0602 0078
            0A05 7377697431
            0C06 534341 4C4152
            0E04 0014 0004
            100C 05 01 0A000009 02 00000001 00
            0000
            """);

    public static final byte[] HTTP_REQUEST = ascii("GET /a/b.htm?x=1 HTTP/1.1\r\nHost: PLC\r\n\r\n");

    public static final byte[] HTTP_CHUNKED =
            ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

    /** Dialects 2.0.2 and 2.1. */
    public static final byte[] SMB2_NEGOTIATE = Bench.hex("""
            00 000068
            FE534D42 4000 0000 00000000 0000 0100 00000000 00000000 0000000000000000 FFFE0000 00000000
            0000000000000000 00000000000000000000000000000000
            2400 0200 0100 0000 00000000 000102030405060708090A0B0C0D0E0F 0000000000000000 0202 1002
            """);

    /** TLS 1.2 hello for {@code plc.test} with two suites. */
    public static final byte[] TLS_CLIENT_HELLO = Bench.hex("""
            16 0301 0047
            01 000043 0303
            000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F
            00 0004 C02F 009C 01 00
            0016 0000 000D 000B 00 0008 706C632E74657374 FF01 0001 00
            """);

    private Samples() {}

    /** A request for 10.0.0.77 by a Siemens-like client to server 10.0.0.2. */
    public static byte[] dhcpRequest() {
        ByteBuffer message = ByteBuffer.allocate(300);
        message.put(Bench.hex("01 01 06 00 3903F326 0000 8000"));
        message.position(28).put(Bench.hex("001B1B0A0B0C"));
        message.position(236).put(Bench.hex("""
                63825363
                35 01 03
                32 04 0A00004D
                36 04 0A000002
                0C 04 504C4331
                37 04 01 03 06 2A
                3C 07 5349 4D4154 4943
                FF
                """));
        return message.array();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
